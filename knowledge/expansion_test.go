package knowledge

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge/text"
)

func TestParseExpansions(t *testing.T) {
	report := mustParse(t, smallReport)
	data := "\ufeff" + `{"id":"1.1","aliases":["5G"],"questions":["有多少基站？","基站没几个吧？"],"offer":["有多少基站？"],"en":"3,047 base stations"}` + "\r\n\r\n" +
		`{"id":"1","topics":["回顾"],"unreviewed":true}` + "\n"
	got, err := ParseExpansions(report, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Expansion{
		"r/1.1": {ID: "1.1", Aliases: []string{"5G"}, Questions: []string{"有多少基站？", "基站没几个吧？"}, Offer: []string{"有多少基站？"}, English: "3,047 base stations"},
		"r/1":   {ID: "1", Topics: []string{"回顾"}, Unreviewed: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseExpansionsErrors(t *testing.T) {
	report := mustParse(t, smallReport)
	const good = `{"id":"1.1","questions":["有多少基站？"]}`
	for _, tt := range []struct {
		name string
		line string
		want string
	}{
		{"unknown id", `{"id":"9.9","topics":["x"]}`, `"9.9"`},
		{"full id", `{"id":"r/1.2","topics":["x"]}`, `"r/1.2"`},
		{"no id", `{"topics":["x"]}`, `no passage or heading ""`},
		{"empty", `{"id":"1.2"}`, "1.2: the expansion is empty"},
		{"empty and unreviewed", `{"id":"1.2","unreviewed":true}`, "1.2: the expansion is empty"},
		{"empty alias", `{"id":"1.2","aliases":["桥",""]}`, "1.2: an entry is empty"},
		{"blank topic", `{"id":"1.2","topics":["\u3000"]}`, "1.2: an entry is empty"},
		{"empty question", `{"id":"1.2","questions":[""]}`, "1.2: an entry is empty"},
		{"duplicate id", `{"id":"1.1","topics":["x"]}`, "a second expansion of 1.1"},
		{"duplicate question", `{"id":"1.2","questions":["有多少基站？"]}`, "stands on line 1 already"},
		{"question twice in one line", `{"id":"1.2","questions":["几座？","几座？"]}`, "stands on line 3 already"},
		{"offer that is no question", `{"id":"1.2","questions":["几座？"],"offer":["几座桥？"]}`, `1.2: "几座桥？" is offered but is none of the questions`},
		{"offer twice", `{"id":"1.2","questions":["几座？"],"offer":["几座？","几座？"]}`, `1.2: "几座？" is offered twice`},
		{"wrong figure in the gloss", `{"id":"1.1","en":"3,074 base stations"}`, `"3,074"`},
		{"broken JSON", `{"id":"1.2"`, "unexpected EOF"},
		{"unknown field", `{"id":"1.2","alias":["x"]}`, "alias"},
		{"wrong type", `{"id":1.2}`, "id"},
		{"two objects in one line", `{"id":"1.2","topics":["x"]}{"id":"1"}`, "more text"},
		{"no JSON", `topics: x`, "invalid character"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseExpansions(report, []byte(good+"\n\n"+tt.line+"\n"))
			if err == nil {
				t.Fatalf("ParseExpansions() = %v, want an error", got)
			}
			checkMessage(t, err, []string{"line 3: ", tt.want})
		})
	}
}

// TestLoadExpansionsErrors holds that the error names the file too.
func TestLoadExpansionsErrors(t *testing.T) {
	dir := folder("a/report.md", smallReport, "a/expansion.jsonl", `{"id":"1.1","topics":["x"]}`+"\n"+`{"id":"1.1","topics":["y"]}`)
	_, _, err := Load(dir)
	if want := "a/expansion.jsonl: line 2: a second expansion of 1.1"; err == nil || err.Error() != want {
		t.Errorf("Load() = %v, want %s", err, want)
	}
}

// TestShippedOffers: what the passages of the shipped report offer is plain and
// short enough for a button.
func TestShippedOffers(t *testing.T) {
	reports, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	longest := map[text.Language]int{text.Simplified: 24, text.Traditional: 24, text.English: 48}
	for _, report := range reports {
		for _, p := range report.Passages {
			for _, q := range report.Expansions[p.ID].Offer {
				l := text.LanguageOf(q)
				if utf8.RuneCountInString(q) > longest[l] {
					t.Errorf("%s: %q is too long", p.ID, q)
				}
				if strings.ContainsAny(q, "吧咱啥咋") {
					t.Errorf("%s: %q is not plain", p.ID, q)
				}
			}
		}
	}
}

func mustParse(t *testing.T, source string) *Report {
	t.Helper()
	report, err := Parse("r", []byte(source), Meta{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}
