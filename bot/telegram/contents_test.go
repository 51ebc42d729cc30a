package telegram

import (
	"fmt"
	"strings"
	"testing"

	"wenbao/bot"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// TestContents walks through all buttons from the home screen.
func TestContents(t *testing.T) {
	s := closed(t)
	for _, l := range []text.Language{text.Simplified, text.Traditional, text.English} {
		talk := talk{language: l, words: words.TelegramIn(l)}
		home := s.home(talk, 0)
		if n := len(home.buttons.Rows); n != 1+7 {
			t.Errorf("%s: %d entries on the home screen, want the introduction and 7 chapters", l, n)
		}
		seen := map[string]bool{}
		kinds := map[string]int{}
		for todo := []screen{home}; len(todo) > 0; todo = todo[1:] {
			for _, row := range todo[0].buttons.Rows {
				for _, b := range row {
					if len(b.Data) > 64 {
						t.Errorf("%d bytes of data: %s", len(b.Data), b.Data)
					}
					kind, name, _ := strings.Cut(b.Data, ":")
					if name == "" || seen[b.Data] {
						continue
					}
					seen[b.Data] = true
					to, ok := s.refs.targets[name]
					if !ok {
						t.Fatalf("a dead button %s %s", b.Text, b.Data)
					}
					kinds[kind+string(rune('0'+len(to.report.Path(to.heading))))]++
					todo = append(todo, s.screenOf(talk, to, 0))
				}
			}
		}
		if kinds["t1"] != 7 || kinds["t2"] != 21 || kinds["p2"]+kinds["p0"] != 100 {
			t.Errorf("%s: reached %v, want 7 chapters, 21 sections, 100 passages", l, kinds)
		}
	}
}

// TestLongViewsLeadOn: from the end of whatever is quoted at length there is a way
// on, and from a list to the heading that holds all of it.
func TestLongViewsLeadOn(t *testing.T) {
	s := closed(t)
	talk := talk{language: text.Simplified, words: simplified}
	passage, _ := s.refs.byID("6.3.1")
	section, _ := s.refs.byID("6.3")
	for name, v := range map[string]view{"neighbours": s.surroundings(talk, passage), "section": s.wholeSection(talk, passage)} {
		row := v.buttons.Rows[0]
		if last := row[len(row)-1]; last.Data != "o:"+s.nameOf(section) {
			t.Errorf("%s leads to %v", name, row)
		}
	}
	tests := []struct {
		name, want string
		ids        []string
	}{
		{"one passage", "6.3", []string{"6.3.1"}},
		{"of a section", "6.3", []string{"6.3.1", "6.3.2"}},
		{"of a chapter", "6", []string{"6.2.1", "6.3.1", "6.3.2"}},
		{"of the report", "tongzhou-2023", []string{"4.2.1", "6.3.1"}},
		{"of no report", "", []string{"nowhere/1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := bot.Answer{List: true}
			for _, id := range test.ids {
				a.Citations = append(a.Citations, bot.Citation{ID: id})
			}
			want := "o:"
			if test.want != "" {
				to, _ := s.refs.byID(test.want)
				want += s.nameOf(to)
			}
			if got := s.further(talk, a); got[0].Data != want {
				t.Errorf("%v, want %s", got, want)
			}
		})
	}
}

// TestManyReports: Telegram takes at most 100 buttons; the others are on further
// pages.
func TestManyReports(t *testing.T) {
	s := newServer(Options{Bot: roles(manyReports(t, 150)), Token: testToken}, nil)
	talk := talk{language: text.Simplified, words: words.TelegramIn(text.Simplified)}
	seen := map[string]bool{}
	for page := range 5 {
		screen := s.home(talk, page)
		if n := len(screen.buttons.Rows); n > 100 {
			t.Errorf("page %d has %d rows", page, n)
		}
		for _, row := range screen.buttons.Rows {
			if b := row[0]; !strings.HasPrefix(b.Data, "t::") {
				seen[b.Data] = true
			}
		}
	}
	if len(seen) != 150 {
		t.Errorf("%d reports can be reached, want 150", len(seen))
	}
}

// manyReports answers from so many small reports.
func manyReports(t *testing.T, many int) *bot.Bot {
	t.Helper()
	var reports []*knowledge.Report
	for n := range many {
		report, err := knowledge.Parse(fmt.Sprintf("r-%03d", n), []byte("一、回顾\n\n修路1公里。\n"), knowledge.Meta{Title: fmt.Sprint("报告", n)})
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, report)
	}
	b, err := botOf(reports)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestCallbackDataFits(t *testing.T) {
	id := strings.Repeat("报", 40)
	report := "# 题\n\n"
	for _, chapter := range []string{"一", "二", "三"} {
		report += "## " + chapter + "、" + strings.Repeat("很长的标题", 50) + "\n\n" + strings.Repeat("内容。", 20) + "\n\n"
	}
	s := newServer(Options{Bot: roles(reportBot(t, id, report)), Token: testToken}, nil)
	talk := talk{language: text.Simplified, words: words.TelegramIn(text.Simplified)}
	for _, to := range s.refs.targets {
		page := s.screenOf(talk, to, 0)
		if page.text.Length() > 4096 {
			t.Errorf("a screen of %d code points", page.text.Length())
		}
		for _, row := range page.buttons.Rows {
			for _, b := range row {
				if len(b.Data) == 0 && b.Copy == nil || len(b.Data) > 64 {
					t.Errorf("%d bytes: %s", len(b.Data), b.Data)
				}
			}
		}
	}
}

// TestSuggestions: what the buttons offer is answered.
func TestSuggestions(t *testing.T) {
	b := mustBot(t)
	for _, l := range []text.Language{text.Simplified, text.Traditional, text.English} {
		samples := b.Samples(l, 3)
		if len(samples) != 3 {
			t.Errorf("%s: %d samples", l, len(samples))
		}
		for _, q := range samples {
			a, err := b.Ask(t.Context(), bot.Message{Text: q})
			if err != nil || a.Outcome != bot.Answered || a.Language != l {
				t.Errorf("%s: %s gets %s %s %v", l, q, a.Outcome, a.Language, err)
			}
		}
	}
}
