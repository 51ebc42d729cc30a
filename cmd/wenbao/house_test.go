package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms say what each package may import besides the standard library, and what
// it must never: the table of bot/README.md, whose third column is made of
// them. A folder without a room of its own is an error, so that a new room is
// stated; so is a permission that nobody uses.
var rooms = map[string]struct{ may, never []string }{
	"knowledge":                   {may: []string{"wenbao/knowledge/text", "wenbao/knowledge/figure", "wenbao/knowledge/period", "wenbao/knowledge/source"}, never: []string{"os", "flag", "net", "log"}},
	"knowledge/compare":           {may: []string{"wenbao/knowledge"}, never: []string{"os", "flag", "net", "log"}},
	"knowledge/link":              {may: []string{"wenbao/knowledge", "wenbao/knowledge/text"}, never: []string{"os", "flag", "net", "log"}},
	"knowledge/source":            {may: []string{"codeberg.org/readeck/go-readability/v2", "golang.org/x/net/html", "golang.org/x/text", "net/url"}, never: []string{"os", "flag", "net", "log"}},
	"knowledge/source/poppler":    {may: []string{"wenbao/knowledge/source", "os/exec"}, never: []string{"os", "flag", "net", "log"}},
	"knowledge/text":              {may: []string{"golang.org/x/text"}, never: []string{"os", "flag", "net", "log"}},
	"knowledge/indicator":         {never: []string{"os", "flag", "net", "log"}},
	"knowledge/knowledgetest":     {may: []string{"wenbao/knowledge", "wenbao/knowledge/text"}, never: []string{"os", "flag", "net", "log"}},
	"knowledge/period":            {may: []string{"wenbao/knowledge/text"}, never: []string{"os", "flag", "net", "log"}},
	"knowledge/figure":            {never: []string{"os", "flag", "net", "log"}},
	"prompts":                     {may: []string{"wenbao/knowledge/text"}, never: []string{"os", "flag", "net", "log"}},
	"retrieval":                   {may: []string{"wenbao/knowledge", "wenbao/knowledge/indicator", "wenbao/knowledge/text", "wenbao/retrieval/indexfile", "wenbao/retrieval/lexical", "wenbao/retrieval/vector", "wenbao/retrieval/wordvec"}, never: []string{"flag", "net"}},
	"retrieval/lexical":           {may: []string{"wenbao/knowledge/figure", "wenbao/knowledge/text"}, never: []string{"os", "flag", "net", "log"}},
	"retrieval/indexfile":         {may: []string{"wenbao/knowledge/regular", "github.com/google/renameio/v2"}, never: []string{"flag", "net", "log"}},
	"retrieval/vector":            {may: []string{"github.com/philippgille/chromem-go", "golang.org/x/sys"}, never: []string{"os", "flag", "net", "log"}},
	"retrieval/embedtest":         {may: []string{"wenbao/retrieval"}, never: []string{"os", "flag", "net"}},
	"retrieval/wordvec":           {never: []string{"os", "flag", "net", "log"}},
	"retrieval/reader":            {may: []string{"github.com/hashicorp/golang-lru/v2", "golang.org/x/sys"}, never: []string{"os", "flag", "net", "log"}},
	"retrieval/reader/readertest": {may: []string{"wenbao/retrieval/reader"}, never: []string{"flag", "net", "log"}},
	"knowledge/regular":           {never: []string{"flag", "net", "log"}},
	"bot/question":                {may: []string{"wenbao/knowledge/text", "wenbao/knowledge/figure", "wenbao/retrieval/reader", "wenbao/retrieval/wordvec"}, never: []string{"os", "flag", "net", "log"}},
	"bot/judge":                   {may: []string{"github.com/hashicorp/golang-lru/v2", "wenbao/bot/question", "wenbao/retrieval", "wenbao/retrieval/reader", "wenbao/knowledge", "wenbao/knowledge/text", "wenbao/knowledge/figure", "wenbao/knowledge/indicator", "wenbao/knowledge/period"}, never: []string{"os", "flag", "net", "log"}},
	"bot/overview":                {may: []string{"wenbao/bot/question", "wenbao/retrieval", "wenbao/knowledge", "wenbao/knowledge/figure", "wenbao/knowledge/text"}, never: []string{"os", "flag", "net", "log"}},
	"bot/words":                   {may: []string{"wenbao/knowledge/text"}, never: []string{"os", "flag", "net", "log"}},
	"bot":                         {may: []string{"wenbao/bot/question", "wenbao/bot/judge", "wenbao/bot/overview", "wenbao/bot/words", "wenbao/knowledge", "wenbao/knowledge/link", "wenbao/knowledge/text", "wenbao/retrieval", "wenbao/retrieval/reader", "wenbao/retrieval/wordvec"}, never: []string{"os", "flag", "net"}},
	"bot/openai": {may: []string{"wenbao/prompts", "wenbao/bot/limit", "wenbao/bot/question", "wenbao/retrieval", "wenbao/knowledge", "wenbao/knowledge/text", "wenbao/knowledge/regular",
		"github.com/sashabaranov/go-openai", "github.com/cenkalti/backoff/v5", "github.com/VictoriaMetrics/metrics"}, never: []string{"flag"}},
	"bot/limit":           {may: []string{"golang.org/x/time"}, never: []string{"os", "flag", "net"}},
	"bot/limit/limittest": {may: []string{"wenbao/bot/limit"}, never: []string{"os", "flag", "net", "log"}},
	"bot/state":           {may: []string{"wenbao/bot/limit", "modernc.org/sqlite", "github.com/jackc/pgx/v5", "net/url"}, never: []string{"flag", "net"}},
	"bot/state/statetest": {may: []string{"wenbao/bot/state", "github.com/google/go-cmp", "net/url"}, never: []string{"flag", "net"}},
	"bot/desk":            {may: []string{"wenbao/bot", "wenbao/bot/state", "wenbao/knowledge"}, never: []string{"os", "flag", "net"}},
	"bot/eval":            {may: []string{"wenbao/bot", "wenbao/retrieval", "wenbao/knowledge/text", "golang.org/x/text"}, never: []string{"os", "flag", "net", "log"}},
	"bot/page":            {may: []string{"wenbao/bot", "wenbao/bot/question", "wenbao/bot/eval", "wenbao/bot/state", "wenbao/bot/words", "wenbao/knowledge", "wenbao/knowledge/text", "net/url"}, never: []string{"os", "flag", "net", "log"}},
	"bot/page/pagetest":   {may: []string{"golang.org/x/net/html", "net/url"}, never: []string{"os", "flag", "net", "log"}},
	"bot/terminal": {may: []string{
		"wenbao/bot", "wenbao/bot/desk", "wenbao/bot/words", "wenbao/knowledge", "wenbao/knowledge/text", "wenbao/knowledge/regular", "wenbao/retrieval",
		"github.com/google/renameio/v2", "github.com/mattn/go-runewidth", "github.com/peterh/liner", "golang.org/x/term",
	}, never: []string{"flag", "net", "wenbao/bot/telegram", "wenbao/bot/eval", "wenbao/bot/openai", "wenbao/bot/judge"}},
	"bot/admin": {may: []string{"github.com/VictoriaMetrics/metrics"}, never: []string{"os", "flag"}},
	"bot/web": {may: []string{
		"wenbao/bot", "wenbao/bot/admin", "wenbao/bot/page", "wenbao/bot/limit", "wenbao/bot/words", "wenbao/knowledge", "wenbao/knowledge/text",
		"github.com/VictoriaMetrics/metrics", "golang.org/x/net/netutil", "golang.org/x/text/language", "golang.org/x/time",
	}, never: []string{"os", "flag", "wenbao/retrieval", "wenbao/bot/terminal", "wenbao/bot/eval", "wenbao/bot/openai", "wenbao/bot/judge", "wenbao/bot/telegram", "wenbao/bot/state"}},
	"bot/mcp": {may: []string{"wenbao/bot", "wenbao/knowledge", "wenbao/prompts", "wenbao/retrieval", mcpSDK, "github.com/google/jsonschema-go"}, never: []string{
		"os", "flag", "net", "wenbao/bot/telegram", "wenbao/bot/terminal", "wenbao/bot/eval", "wenbao/bot/openai", "wenbao/bot/judge", "wenbao/bot/state"}},
	"bot/telegram": {may: []string{
		"wenbao/bot", "wenbao/bot/admin", "wenbao/bot/question", "wenbao/bot/state", "wenbao/bot/telegram/api", "wenbao/bot/limit", "wenbao/bot/telegram/message", "wenbao/bot/words", "wenbao/knowledge", "wenbao/knowledge/text",
		"github.com/VictoriaMetrics/metrics",
	}, never: []string{"flag", "wenbao/retrieval", "wenbao/bot/terminal", "wenbao/bot/eval", "wenbao/bot/openai", "wenbao/bot/judge", telegramAPI}},
	"bot/telegram/api":     {may: []string{"github.com/go-telegram-bot-api/telegram-bot-api/v5", "github.com/cenkalti/backoff/v5", "golang.org/x/time", "wenbao/bot/limit"}, never: []string{"os", "flag"}},
	"bot/telegram/message": {may: []string{"wenbao/bot", "wenbao/bot/words", "wenbao/knowledge", "wenbao/knowledge/figure", "wenbao/knowledge/text"}, never: []string{"os", "flag", "net", "log"}},
	"cmd/wenbao": {may: []string{
		"wenbao/bot", "wenbao/bot/desk", "wenbao/bot/eval", "wenbao/bot/limit", "wenbao/bot/mcp", "wenbao/bot/openai", "wenbao/bot/page", "wenbao/bot/state", "wenbao/bot/telegram", "wenbao/bot/terminal", "wenbao/bot/web", "wenbao/knowledge", "wenbao/knowledge/compare", "wenbao/knowledge/text", "wenbao/knowledge/regular", "wenbao/knowledge/source", "wenbao/knowledge/source/poppler", "wenbao/retrieval",
		"github.com/alecthomas/kong", "github.com/google/renameio/v2", "golang.org/x/sync/errgroup", "golang.org/x/term",
	}, never: []string{chromem, openaiSDK, telegramAPI, mcpSDK}},
}

// The libraries behind one border each.
const (
	chromem     = "github.com/philippgille/chromem-go"
	openaiSDK   = "github.com/sashabaranov/go-openai"
	telegramAPI = "github.com/go-telegram-bot-api/telegram-bot-api/v5"
	mcpSDK      = "github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestRooms guards who may know whom.
func TestRooms(t *testing.T) {
	seen := map[string]bool{}
	used := map[[2]string]bool{} // by room and permission
	for _, file := range sources(t) {
		name := path.Dir(file)
		room, ok := rooms[name]
		if !ok {
			t.Errorf("%s stands in no room", file)
			continue
		}
		seen[name] = true
		for _, imported := range importsOf(t, file) {
			if slices.ContainsFunc(room.never, func(p string) bool { return within(imported, p) && imported != "wenbao/"+name }) && !slices.Contains(room.may, imported) {
				t.Errorf("%s imports %s: never here", file, imported)
			}
			at := slices.IndexFunc(room.may, func(p string) bool { return admits(p, imported) })
			if at >= 0 {
				used[[2]string{name, room.may[at]}] = true
			} else if !standard(imported) {
				t.Errorf("%s imports %s, which is not among what %s may import", file, imported, name)
			}
		}
	}
	for name, room := range rooms {
		if !seen[name] {
			t.Errorf("the room %s is empty", name)
		}
		for _, permission := range room.may {
			if !used[[2]string{name, permission}] {
				t.Errorf("%s may import %s, but does not", name, permission)
			}
		}
	}
}

// TestBorders: each of these libraries is imported in one place.
func TestBorders(t *testing.T) {
	for library, border := range map[string]string{chromem: "retrieval/vector", openaiSDK: "bot/openai", telegramAPI: "bot/telegram/api", mcpSDK: "bot/mcp"} {
		for _, file := range sources(t) {
			if slices.Contains(importsOf(t, file), library) && path.Dir(file) != border {
				t.Errorf("%s imports %s, whose border is %s", file, library, border)
			}
		}
	}
}

// admits reports whether a permission covers an import: a room of ours is one
// package, a library is a tree.
func admits(permission, imported string) bool {
	return imported == permission || !strings.HasPrefix(permission, "wenbao") && within(imported, permission)
}

func within(imported, tree string) bool {
	return imported == tree || strings.HasPrefix(imported, tree+"/")
}

func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".") && first != "wenbao"
}

// sources lists the module's Go files but tests, by slash path from its root.
func sources(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir("../..", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && name != "../.."):
			return fs.SkipDir
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			files = append(files, strings.TrimPrefix(filepath.ToSlash(name), "../../"))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func importsOf(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", filepath.FromSlash(file)), nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, imported)
	}
	return list
}
