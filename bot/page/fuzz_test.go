package page_test

import (
	"strings"
	"testing"

	"wenbao/bot"
	"wenbao/bot/page"
	"wenbao/bot/page/pagetest"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// FuzzPages: whatever a person or a report says, it is text in the page.
func FuzzPages(f *testing.F) {
	for _, s := range []string{"消防站", hostile, "</textarea><script>", `"><a href="javascript:x">`, "</style>{{.}}", "\x00\r\n\t\u2028", "<!--", "%s%!d(", "&#0;&lt;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := bot.Citation{ID: "x/1.1", Place: "p" + s, At: knowledge.Place{Report: s, Headings: []string{s}, Item: "i" + s}, Quote: s, Gloss: s, Under: s}
		lib := knowledge.NewLibrary()
		for _, a := range []page.Ask{
			{Language: text.English, Asked: s, Notice: "n", Before: []string{s}, Offers: []string{"o" + s}, Library: lib},
			{Language: text.Traditional, Asked: s, Before: []string{s}, Library: lib, Answer: &bot.Answer{Outcome: bot.Answered, Lead: s, Closing: s, Receipt: s, List: true, Citations: []bot.Citation{c}}},
			{Language: text.Simplified, Asked: s, Library: lib, Answer: &bot.Answer{Outcome: bot.Meta, Lead: s, Help: s}},
		} {
			var b strings.Builder
			if err := a.Write(&b); err != nil {
				t.Fatal(err)
			}
			if p := pagetest.Check(t, b.String()); a.Answer != nil && len(a.Answer.Citations) > 0 {
				for quote := range p.All("blockquote") {
					shown := strings.Join(strings.Fields(text.Printable(strings.ReplaceAll(s, "\x00", "\ufffd"))), " ")
					if got := pagetest.Text(quote); strings.TrimSpace(strings.TrimPrefix(got, "[1]")) != shown {
						t.Errorf("%q is shown as %q", s, got)
					}
				}
			}
		}
	})
}
