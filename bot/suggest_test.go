package bot_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"wenbao/bot"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

func shipped(t *testing.T) *bot.Bot {
	t.Helper()
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	embedder, err := retrieval.NewLocal()
	if err != nil {
		t.Fatal(err)
	}
	readings, err := bot.Readings()
	if err != nil {
		t.Fatal(err)
	}
	b, err := bot.New(t.Context(), bot.Config{Library: knowledge.NewLibrary(reports), Embedder: embedder, Reader: readings})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestSuggest: what is suggested is in the language of the question, is among
// the suggestions of the library, and is answered by another passage. One may
// miss: how well questions are judged is measured elsewhere.
func TestSuggest(t *testing.T) {
	b := shipped(t)
	var all []string
	b.Suggestions(func(q string) { all = append(all, q) })
	missed := 0
	for _, question := range []string{"去年新建了多少个消防站？", "累计建成多少个5G基站？", "去年加裝了多少部電梯？", "How many fire stations were built?"} {
		a, err := b.Ask(t.Context(), bot.Message{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		suggested := b.Suggest(a, 2)
		if len(suggested) != 2 {
			t.Errorf("%s: %q", question, suggested)
		}
		for _, q := range suggested {
			next, err := b.Ask(t.Context(), bot.Message{Text: q})
			if err != nil {
				t.Fatal(err)
			}
			if next.Language != a.Language || !slices.Contains(all, q) {
				t.Errorf("%s suggests %s, in %s", question, q, next.Language)
			}
			if next.Outcome != bot.Answered || next.Citations[0].ID == a.Citations[0].ID {
				missed++
				t.Logf("%s suggests %s, which gets %s by %v", question, q, next.Outcome, next.Citations)
			}
		}
	}
	if missed > 1 {
		t.Errorf("%d of 8 suggestions are not answered by another passage", missed)
	}
}

// TestSuggestFollowsUp: what is suggested is of the chapter of the answer, or names what
// was asked in vain, and each question stands once.
func TestSuggestFollowsUp(t *testing.T) {
	b := shipped(t)
	chapter := func(question string) string {
		for _, report := range b.Library().Reports {
			for i := range report.Passages {
				if p := &report.Passages[i]; slices.Contains(report.Expansions[p.ID].Offer, question) {
					return report.Path(p.Heading)[0].ID
				}
			}
		}
		return ""
	}
	for _, tt := range []struct {
		question, from string // the chapter, or a word that all name; "" for no suggestion
		n              int
	}{
		{"第二章讲了什么", "", 0}, // all of it is quoted
		{"科技创新和产业集群有哪些进展", "tongzhou-2023/2", 2},
		{"去年新建了多少个消防站？", "tongzhou-2023/6", 2},
		{"在哪里买菜便宜", "便民生活圈", 1}, // which is shown as the nearest
		{"地铁票价多少钱", "", 0},
		{"学校建了几所", "学校", 1},
	} {
		a, err := b.Ask(t.Context(), bot.Message{Text: tt.question})
		if err != nil {
			t.Fatal(err)
		}
		suggested := b.Suggest(a, 2)
		for _, q := range suggested {
			if chapter(q) != tt.from && !strings.Contains(q, tt.from) {
				t.Errorf("%s suggests %s of %s", tt.question, q, chapter(q))
			}
		}
		if all := b.Suggest(a, 100); len(suggested) != tt.n || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
			t.Errorf("%s suggests %q, of %q", tt.question, suggested, all)
		}
	}
}

// TestOffersAreAnswered: what a button offers is answered by the passage that
// it is offered for, in its own language, and fits on a telephone.
func TestOffersAreAnswered(t *testing.T) {
	if bot.Race {
		t.Skip("without the race detector, under which TestEveryQuestion asks")
	}
	b := shipped(t)
	for _, report := range b.Library().Reports {
		for i := range report.Passages {
			id := report.Passages[i].ID
			for _, q := range report.Expansions[id].Offer {
				a, err := b.Ask(t.Context(), bot.Message{Text: q})
				if err != nil {
					t.Fatal(err)
				}
				if a.Outcome != bot.Answered || !slices.ContainsFunc(a.Citations, func(c bot.Citation) bool { return c.ID == id }) {
					t.Errorf("%s: %s gets %s", id, q, a.Outcome)
				}
				longest := 24
				if a.Language == text.English {
					longest *= 2
				}
				if n := utf8.RuneCountInString(q); n > longest {
					t.Errorf("%s: %s has %d characters", id, q, n)
				}
			}
		}
	}
}

func TestLookup(t *testing.T) {
	b := shipped(t)
	found, err := b.Lookup(t.Context(), "电梯", 5)
	if err != nil || len(found) == 0 || !strings.Contains(found[0].Quote, "加装电梯") || found[0].Place == "" {
		t.Errorf("%v %v", found, err)
	}
	if found, err = b.Lookup(t.Context(), "zxcvb qwert", 5); err != nil || len(found) != 0 {
		t.Errorf("nonsense finds %v %v", found, err)
	}
}

func TestCite(t *testing.T) {
	b := shipped(t)
	c, ok := b.Cite(text.English, "tongzhou-2023/6.3.1")
	if !ok || c.Quote != "新建消防站21个。" || !strings.Contains(c.Gloss, "21") {
		t.Errorf("%+v %v", c, ok)
	}
	if c, _ := b.Cite(text.Simplified, "tongzhou-2023/6.3.1"); c.Gloss != "" {
		t.Errorf("a translation for a Chinese reader: %q", c.Gloss)
	}
	if _, ok := b.Cite(text.Simplified, "nowhere/1"); ok {
		t.Error("a passage that is nowhere")
	}
}
