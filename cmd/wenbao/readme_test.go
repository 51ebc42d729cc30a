package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// frontPages say the same in two languages.
var frontPages = []string{"README.md", "README.zh-CN.md"}

// longestPage is how many lines a front page may have: a newcomer reads it to
// the end.
const longestPage = 120

// TestFrontPages holds both front pages to the same sections and to the same
// commands, remarks behind # aside.
func TestFrontPages(t *testing.T) {
	first := document(t, frontPages[0])
	for _, name := range frontPages {
		page := document(t, name)
		if n := strings.Count(page, "\n"); n > longestPage {
			t.Errorf("%s has %d lines, %d are enough", name, n, longestPage)
		}
		if got, want := headingsOf(page), headingsOf(first); !slices.Equal(got, want) {
			t.Errorf("%s has headings of the levels %v, %s has %v", name, got, frontPages[0], want)
		}
		if got, want := commandsOf(page), commandsOf(first); !slices.Equal(got, want) {
			t.Errorf("%s shows the commands\n%s\n%s shows\n%s", name, strings.Join(got, "\n"), frontPages[0], strings.Join(want, "\n"))
		}
	}
	if len(commandsOf(first)) < 2 {
		t.Errorf("%s shows no commands", frontPages[0])
	}
}

// headingsOf returns the levels of a page's headings, in order.
func headingsOf(page string) []int {
	var levels []int
	for _, m := range regexp.MustCompile(`(?m)^(#+) `).FindAllStringSubmatch(fences.ReplaceAllString(page, ""), -1) {
		levels = append(levels, len(m[1]))
	}
	return levels
}

var fences = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")

// commandsOf returns what stands in a page's shell blocks.
func commandsOf(page string) []string {
	var commands []string
	for _, block := range fences.FindAllStringSubmatch(page, -1) {
		if block[1] != "sh" {
			continue
		}
		for line := range strings.Lines(block[2]) {
			command, _, _ := strings.Cut(line, " #")
			commands = append(commands, strings.TrimSpace(command))
		}
	}
	return commands
}

// TestManual: every command stands in the manual.
func TestManual(t *testing.T) {
	manual := document(t, "cmd/wenbao/README.md")
	for field := range reflect.TypeFor[grammar]().Fields() {
		if _, ok := field.Tag.Lookup("cmd"); !ok {
			continue
		}
		if name := "wenbao " + strings.ToLower(field.Name); !strings.Contains(manual, "`"+name) {
			t.Errorf("the manual lacks %s", name)
		}
	}
}

// row is a row of the table of rooms: the room, what lives there, its imports of
// ours, what is never there.
var row = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (.*?) \\| (.*?) \\| (.*?) ?\\|$")

// TestRoomsAreDescribed: the rooms of the house and the rows of its table are
// the same.
func TestRoomsAreDescribed(t *testing.T) {
	described := map[string]bool{}
	_, table, _ := strings.Cut(document(t, "bot/README.md"), "<!-- rooms -->")
	table, _, _ = strings.Cut(table, "<!-- /rooms -->")
	for _, cells := range row.FindAllStringSubmatch(table, -1) {
		described[cells[1]] = true
		if _, ok := rooms[cells[1]]; !ok {
			t.Errorf("bot/README.md has a row for %s, which is no room", cells[1])
		}
	}
	for name := range rooms {
		if !described[name] {
			t.Errorf("bot/README.md has no row for the room %s", name)
		}
	}
}

// roomsTable is the table as it stands, with the imports of today.
func roomsTable(t *testing.T) string {
	_, table, _ := strings.Cut(document(t, "bot/README.md"), "<!-- rooms -->\n")
	table, _, _ = strings.Cut(table, "<!-- /rooms -->")
	return row.ReplaceAllStringFunc(table, func(line string) string {
		cells := row.FindStringSubmatch(line)
		var ours []string
		for _, imported := range rooms[cells[1]].may {
			if name, ok := strings.CutPrefix(imported, "wenbao/"); ok {
				ours = append(ours, name)
			}
		}
		slices.Sort(ours)
		imports := "none"
		if len(ours) > 0 {
			imports = "`" + strings.Join(ours, "`, `") + "`"
		}
		return strings.TrimSuffix(fmt.Sprintf("| `%s` | %s | %s | %s", cells[1], cells[2], imports, cells[4]), " ") + " |"
	})
}

// generated are the blocks of the documents that are made from something else.
var generated = []struct {
	file, block string
	make        func(t *testing.T) string
}{
	{"cmd/wenbao/README.md", "settings", settingsTable},
	{"bot/README.md", "rooms", roomsTable},
	{"bot/README.md", "measures", func(t *testing.T) string {
		return "```text\n" + document(t, "bot/eval/testdata/quality.golden") + "```\n"
	}},
}

// TestGenerated: these blocks are as they would be made now; -update makes them.
func TestGenerated(t *testing.T) {
	for _, g := range generated {
		page := document(t, g.file)
		before, rest, opened := strings.Cut(page, "<!-- "+g.block+" -->\n")
		_, after, closed := strings.Cut(rest, "<!-- /"+g.block+" -->\n")
		if !opened || !closed {
			t.Fatalf("%s has no place for %s", g.file, g.block)
		}
		want := before + "<!-- " + g.block + " -->\n" + g.make(t) + "<!-- /" + g.block + " -->\n" + after
		switch {
		case page == want:
		case *update:
			if err := os.WriteFile(filepath.Join("../..", g.file), []byte(want), 0o600); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s: %s are not of today; run go test ./cmd/wenbao -run Generated -update", g.file, g.block)
		}
	}
}

// secretUses says who reads the settings that are no flags, and what for.
var secretUses = map[string][2]string{
	tokenSetting:  {"`serve`", "The token of the bot, from @BotFather."},
	stateSetting:  {"`serve`, `gaps`, `explain`, `migrate`, `backup` (which refuses it)", "PostgreSQL database that several servers share in place of `state.db`: `postgres://USER:PASSWORD@HOST/DATABASE`."},
	secretSetting: {"`serve`", "Secret that Telegram sends along with every update, 1 to 256 letters, digits, _ and -; else a random one at each start."},
	keySetting:    {"all", "Key of the OpenAI-compatible server, where it wants one."},
}

// settingsTable lists every flag and every setting, as the grammar has them.
func settingsTable(t *testing.T) string {
	var g grammar
	parser, err := kong.New(&g, kong.Vars{"data": "`~/.local/state/wenbao`, on other systems the like"})
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("| environment | flag | default | of | meaning |\n|---|---|---|---|---|\n")
	for _, f := range parser.Model.Flags {
		if f.Name != "help" {
			table.WriteString(settingRow("all", f))
		}
	}
	for _, command := range parser.Model.Children {
		for _, f := range command.Flags {
			table.WriteString(settingRow("`"+command.Name+"`", f))
		}
	}
	secrets := readSecrets(func(string) (string, bool) { return "", false })
	for _, name := range slices.Sorted(maps.Keys(secrets)) {
		use, ok := secretUses[name]
		if !ok {
			t.Errorf("nobody says what %s is for", name)
		}
		fmt.Fprintf(&table, "| `%s`, `%s_FILE` | no flag: it is a secret | – | %s | %s |\n", name, name, use[0], use[1])
	}
	return table.String()
}

func settingRow(of string, f *kong.Flag) string {
	name, fallback := f.String(), cmp.Or(f.Default, "–")
	if f.IsBool() {
		fallback = cmp.Or(map[string]string{"true": "on"}[f.Default], "off")
	}
	if f.Tag.Negatable != "" {
		name = strings.Replace(name, "--", "--[no-]", 1)
	}
	for _, alias := range f.Aliases {
		name += "`, `--" + alias
	}
	environment := "–"
	if setting := f.Tag.Get("setting"); setting != "" {
		environment = "`" + setting + "`"
	}
	return fmt.Sprintf("| %s | `%s` | %s | %s | %s |\n", environment, name, fallback, of, strings.ReplaceAll(f.Help, "|", `\|`))
}

// TestFlagsAreSettings: who knows the name of a setting knows a flag, --model-timeout
// of WENBAO_MODEL_TIMEOUT.
func TestFlagsAreSettings(t *testing.T) {
	var g grammar
	parser, err := kong.New(&g, kong.Vars{"data": ""})
	if err != nil {
		t.Fatal(err)
	}
	flags := slices.Clone(parser.Model.Flags)
	for _, command := range parser.Model.Children {
		flags = append(flags, command.Flags...)
	}
	for _, f := range flags {
		setting, ours := strings.CutPrefix(f.Tag.Get("setting"), "WENBAO_")
		want := strings.ReplaceAll(strings.ToLower(setting), "_", "-")
		if ours && f.Name != want && !slices.Contains(f.Aliases, want) {
			t.Errorf("--%s is not called --%s, too", f.Name, want)
		}
	}
	env := map[string]string{"WENBAO_MODEL_DAILY_TOKENS": "-1"}
	if code, _, errs := (program{args: []string{"version", "--model-daily-tokens", "5"}, env: env}).run(t); code != exitOK {
		t.Errorf("a flag by that name does not win over its setting: %d %s", code, errs)
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)

// TestLinks: what the documents point at in this repository is there.
func TestLinks(t *testing.T) {
	checked := 0
	for _, name := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(document(t, name), -1) {
			checked++
			if _, err := os.Stat(filepath.Join("../..", filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s points at %s: %v", name, m[1], err)
			}
		}
	}
	if checked == 0 {
		t.Error("no document points anywhere")
	}
}

// documents lists the Markdown files that people read about the program.
func documents(t *testing.T) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(os.DirFS("../.."), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == "reports" || strings.HasPrefix(entry.Name(), ".") && name != "."):
			return fs.SkipDir
		case strings.HasSuffix(name, ".md"):
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// document reads a file of the repository.
func document(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
