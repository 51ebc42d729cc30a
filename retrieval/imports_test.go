package retrieval_test

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

// rooms say what each package may import besides the standard library: itself
// and what is below it always, "*" anything. A package that no room may import
// is out of reach; a folder without a room of its own obeys the one above it.
var rooms = map[string]struct{ may, never []string }{
	"knowledge":         {may: []string{"golang.org/x/text"}, never: []string{"os", "flag", "net", "log"}},
	"prompts":           {never: []string{"os", "flag", "net"}},
	"retrieval":         {may: []string{"wenbao/knowledge", "golang.org/x/text", "github.com/philippgille/chromem-go"}, never: []string{"flag"}},
	"retrieval/wordvec": {never: []string{"os", "flag", "net", "log"}},
	"bot":               {may: []string{"wenbao/knowledge", "wenbao/retrieval", "wenbao/prompts", "wenbao/bot/claim", "wenbao/bot/question", "golang.org/x/text"}, never: []string{"os", "flag", "net", "wenbao/bot"}},
	"bot/typo":          {never: []string{"os", "flag", "net", "log", "wenbao"}},
	"bot/claim":         {may: []string{"wenbao/knowledge", "wenbao/retrieval", "golang.org/x/text"}, never: []string{"os", "flag", "net", "log"}},
	"bot/openai":        {may: []string{"wenbao/prompts", "wenbao/knowledge", "wenbao/retrieval", "wenbao/bot/question", "github.com/sashabaranov/go-openai", "github.com/cenkalti/backoff", "github.com/sony/gobreaker"}, never: []string{"flag", "log", "wenbao/bot"}},
	"bot/eval":          {may: []string{"wenbao/knowledge", "wenbao/retrieval", "wenbao/bot", "golang.org/x/text"}, never: []string{"os", "flag", "net", "wenbao/bot/telegram", "wenbao/bot/terminal"}},
	"bot/journal":       {may: []string{"*"}, never: []string{"flag", "net", "wenbao/bot/telegram", "wenbao/bot/terminal"}},
	"bot/store":         {may: []string{"*"}, never: []string{"flag", "wenbao/knowledge", "wenbao/retrieval", "wenbao/bot/telegram", "wenbao/bot/terminal"}},
	"bot/telegram":      {may: []string{"*"}, never: []string{"flag", "wenbao/retrieval/wordvec", "wenbao/bot/terminal", "wenbao/bot/eval", "github.com/philippgille/chromem-go"}},
	"bot/terminal":      {may: []string{"*"}, never: []string{"flag", "net", "wenbao/bot/telegram", "wenbao/bot/eval", "github.com/philippgille/chromem-go"}},
	"cmd":               {may: []string{"*"}, never: []string{"github.com/philippgille/chromem-go"}},
}

// TestImports guards who may know whom.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for _, file := range sources(t) {
		name, ok := roomOf(path.Dir(file))
		if !ok {
			continue
		}
		seen[name] = true
		for _, imported := range importsOf(t, file) {
			if why := forbidden(name, imported); why != "" {
				t.Errorf("%s imports %s: %s", file, imported, why)
			}
		}
	}
	for _, name := range []string{"knowledge", "retrieval", "retrieval/wordvec", "bot", "bot/terminal", "cmd"} {
		if !seen[name] {
			t.Errorf("no file of %s was looked at", name)
		}
	}
}

// TestVectorStoreHasOneBorder: the store's types stop at one file.
func TestVectorStoreHasOneBorder(t *testing.T) {
	var importers []string
	for _, file := range sources(t) {
		if slices.ContainsFunc(importsOf(t, file), func(p string) bool { return within(p, "github.com/philippgille/chromem-go") }) {
			importers = append(importers, file)
		}
	}
	if !slices.Equal(importers, []string{"retrieval/vectors.go"}) {
		t.Errorf("chromem-go is imported by %v", importers)
	}
}

func forbidden(room, imported string) string {
	r := rooms[room]
	own := "wenbao/" + room
	switch {
	case imported == own:
		return "" // an external test package or a command's own
	case slices.ContainsFunc(r.never, func(p string) bool { return within(imported, p) && !allowed(r.may, p, imported) }):
		return "never here"
	case standard(imported), slices.Contains(r.may, "*"), within(imported, own):
		return ""
	case slices.ContainsFunc(r.may, func(p string) bool { return within(imported, p) }):
		return ""
	}
	return "not among what " + room + " may import"
}

// allowed reports whether what is never imported as a whole may be in part.
func allowed(may []string, never, imported string) bool {
	return slices.ContainsFunc(may, func(p string) bool { return len(p) > len(never) && within(imported, p) })
}

func within(imported, tree string) bool {
	return imported == tree || strings.HasPrefix(imported, tree+"/")
}

func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".") && first != "wenbao"
}

// roomOf finds the innermost room of a folder.
func roomOf(dir string) (string, bool) {
	for ; dir != "."; dir = path.Dir(dir) {
		if _, ok := rooms[dir]; ok {
			return dir, true
		}
	}
	return "", false
}

// sources lists the module's Go files but tests, by slash path from its root.
func sources(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && name != ".."):
			return fs.SkipDir
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			files = append(files, strings.TrimPrefix(filepath.ToSlash(name), "../"))
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
	parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", filepath.FromSlash(file)), nil, parser.ImportsOnly)
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
