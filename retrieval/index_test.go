package retrieval

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

func ids(hits []Hit) string {
	var list []string
	for _, h := range hits {
		list = append(list, h.ID)
	}
	return strings.Join(list, " ")
}

func search(tb testing.TB, x *Index, question string, k int) []Hit {
	tb.Helper()
	hits, err := x.Search(context.Background(), question, k)
	if err != nil {
		tb.Fatal(err)
	}
	return hits
}

func TestSearchCount(t *testing.T) {
	local := must(NewLocal())
	three, _ := open(t, Config{Entries: threeEntries, Embedder: local})
	empty, _ := open(t, Config{Embedder: local})
	for _, tt := range []struct {
		name  string
		index *Index
		k     int
		want  int
	}{
		{"fewer than there are", three, 2, 2},
		{"all", three, 3, 3},
		{"more than there are", three, 1000, 3},
		{"none", three, 0, 0},
		{"negative", three, -1, 0},
		{"empty index", empty, 5, 0},
		{"none of an empty index", empty, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, question := range append(oddTexts, "电梯") {
				if hits := search(t, tt.index, question, tt.k); len(hits) != tt.want {
					t.Errorf("%.20q finds %d, want %d", question, len(hits), tt.want)
				}
			}
		})
	}
}

func TestSearchFinds(t *testing.T) {
	x := shippedIndex(t)
	for _, tt := range []struct{ name, question, want string }{
		{"the words of the report", "累计建成5G基站", "4.2.1"},
		{"a number in Chinese", "三千零四十七", "4.2.1"},
		{"a number in another unit", "21000户", "2.1.3"},
		{"traditional", "電動自行車充電樁", "5.1.5"},
		{"full-width", "５Ｇ基站", "4.2.1"},
		{"a slip of the ear", "充电庄", "5.1.5"},
		{"English", "elevators in old residential compounds", "3.1.6"},
		{"invisible characters", "充\u200b电\u202e桩", "5.1.5"},
		{"other words", "头顶上的电线埋地", "3.1.3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hits := search(t, x, tt.question, 3)
			if got := hits[0].ID; !strings.HasSuffix(got, "/"+tt.want) {
				t.Errorf("found %s, want %s", ids(hits), tt.want)
			}
		})
	}
}

// TestSearchOrder: equal scores stand in the order of their ids, every time.
func TestSearchOrder(t *testing.T) {
	var entries []Entry
	for i := 9; i >= 0; i-- {
		entries = append(entries, Entry{ID: fmt.Sprint(i), Text: "路灯"})
	}
	x, _ := open(t, Config{Entries: entries, Embedder: table{}})
	for range 20 {
		for _, question := range []string{"路灯", "无关", ""} {
			if got := ids(search(t, x, question, 10)); got != "0 1 2 3 4 5 6 7 8 9" {
				t.Fatalf("%q: %s", question, got)
			}
		}
	}
}

// TestSearchDeterministic: hits are alike bit by bit, from one index or two,
// built or read from its file.
func TestSearchDeterministic(t *testing.T) {
	c := Config{Entries: shippedEntries(t), Embedder: must(NewLocal()), Dir: t.TempDir()}
	built, _ := open(t, c)
	loaded, _ := open(t, c)
	if built.Fingerprint != loaded.Fingerprint || built.Len() != len(c.Entries) {
		t.Errorf("fingerprints %s and %s, %d entries", built.Fingerprint, loaded.Fingerprint, built.Len())
	}
	for _, question := range []string{"累计建成多少个5G基站？", "老旧小区", "What about lifts?", "无关的话"} {
		first := search(t, built, question, 81)
		for _, x := range []*Index{built, loaded} {
			if diff := cmp.Diff(first, search(t, x, question, 81)); diff != "" {
				t.Errorf("%s (-first +again):\n%s", question, diff)
			}
		}
	}
}

func TestSearchScores(t *testing.T) {
	x := shippedIndex(t)
	for _, e := range shippedEntries(t)[:20] {
		for _, h := range search(t, x, e.Text, 5) {
			for name, score := range map[string]float64{"score": h.Score, "lexical": h.Lexical, "semantic": h.Semantic} {
				if score < 0 || score > 1.001 {
					t.Errorf("%s: the %s of %s is %g", e.Text, name, h.ID, score)
				}
			}
		}
	}
}

// TestEqualHits: the best come first, equal ones by id.
func TestEqualHits(t *testing.T) {
	x, _ := open(t, Config{Entries: []Entry{{ID: "c", Text: "新建公园2座。"}, {ID: "a", Text: "新建公园2座。"}, {ID: "d", Text: "新建消防站21个。"}, {ID: "b", Text: "新建公园2座。"}}, Embedder: must(NewLocal())})
	hits, err := x.Find(t.Context(), Query{Text: "新建公园几座"}, 3)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	if got := strings.Join(ids, " "); got != "a b c" || hits[0].Score != hits[2].Score {
		t.Errorf("%s of %v", got, hits)
	}
}

// TestMatches: a hit tells which question or sentence came near.
func TestMatches(t *testing.T) {
	x, _ := open(t, Config{Entries: threeEntries, Embedder: must(NewLocal())})
	for _, tt := range []struct {
		name, question, id string
		want               Match
	}{
		{"a reviewed question", "路灯修了几条", "1", Match{Question: 0, Sentence: -1}},
		{"the whole text", "充电桩1.6万个。", "3", Match{Question: -1, Sentence: -1}},
		{"the first sentence", "加装电梯30部。", "2", Match{Question: -1, Sentence: 0}},
		{"the second sentence", "老旧小区改造完工14个。", "2", Match{Question: -1, Sentence: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hit := search(t, x, tt.question, 1)[0]
			if hit.ID != tt.id || len(hit.Matches) == 0 {
				t.Fatalf("found %+v, want %s with matches", hit, tt.id)
			}
			if diff := cmp.Diff(tt.want, hit.Matches[0], cmpopts.IgnoreFields(Match{}, "Cosine")); diff != "" {
				t.Errorf("first match (-want +got):\n%s", diff)
			}
			if hit.Matches[0].Cosine != hit.Semantic {
				t.Errorf("semantic %g, best match %g", hit.Semantic, hit.Matches[0].Cosine)
			}
		})
	}
}

// TestMatchesPointIntoEntries: every index of every match is one of its entry.
func TestMatchesPointIntoEntries(t *testing.T) {
	byID := map[string]Entry{}
	for _, e := range shippedEntries(t) {
		byID[e.ID] = e
	}
	x := shippedIndex(t)
	for _, question := range []string{"累计建成多少个5G基站？", "电梯", "2023年是怎样的一年", ""} {
		for _, h := range search(t, x, question, x.Len()) {
			e := byID[h.ID]
			for i, m := range h.Matches {
				if m.Question >= len(e.Questions) || m.Sentence >= len(text.Sentences(e.Text)) || m.Question >= 0 && m.Sentence >= 0 {
					t.Errorf("%s: match %+v", h.ID, m)
				}
				if i > 0 && m.Cosine > h.Matches[i-1].Cosine {
					t.Errorf("%s: match %d is nearer than the one before", h.ID, i)
				}
			}
		}
	}
}

// TestFindAmongReports: only entries of the reports are found, each report counts
// once, and what is said before counts for less.
func TestFindAmongReports(t *testing.T) {
	entries := []Entry{
		{ID: "a/1", Report: "a", Text: "路灯改造14条。"}, {ID: "a/2", Report: "a", Text: "加装电梯30部。老旧小区改造完工14个。"},
		{ID: "b/1", Report: "b", Text: "路灯。"}, {ID: "c/1", Report: "c", Text: "电梯。电梯更新。"},
	}
	x, _ := open(t, Config{Entries: entries, Embedder: must(NewLocal())})
	for _, tt := range []struct {
		name  string
		query Query
		want  string
	}{
		{"all", Query{Text: "路灯"}, "b/1 a/1 a/2 c/1"},
		{"one report", Query{Text: "路灯", Reports: []string{"a"}}, "a/1 a/2"},
		{"two of them, one twice", Query{Text: "路灯", Reports: []string{"c", "a", "c"}}, "a/1 a/2 c/1"},
		{"one that there is not", Query{Text: "路灯", Reports: []string{"d"}}, ""},
		{"after something", Query{Text: "改造", Before: "电梯", Reports: []string{"a"}}, "a/2 a/1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hits, err := x.Find(t.Context(), tt.query, 9)
			if err != nil {
				t.Fatal(err)
			}
			if got := ids(hits); got != tt.want {
				t.Errorf("found %s, want %s", got, tt.want)
			}
		})
	}
}

// TestEntriesApart: entries of a report that stand apart are refused.
func TestEntriesApart(t *testing.T) {
	entries := []Entry{{ID: "a/1", Report: "a"}, {ID: "b/1", Report: "b"}, {ID: "a/2", Report: "a"}}
	if _, err := Open(t.Context(), Config{Entries: entries, Embedder: table{}}); err == nil || !strings.Contains(err.Error(), `"a"`) {
		t.Errorf("error %v", err)
	}
}

// TestSearchWithoutEmbedder: when vectors cannot be had, words alone answer.
func TestSearchWithoutEmbedder(t *testing.T) {
	var log logLines
	down := false
	x, err := Open(context.Background(), Config{Entries: threeEntries, Embedder: broken{down: &down}, Log: log.logger()})
	if err != nil {
		t.Fatal(err)
	}
	down = true
	if got := search(t, x, "电梯", 1); ids(got) != "2" || got[0].Semantic != 0 || got[0].Lexical == 0 {
		t.Errorf("found %+v", got)
	}
	lines := log.take()
	oneLine(t, lines, errDown.Error())
	if !strings.Contains(strings.Join(lines, ""), "level=WARN") {
		t.Errorf("logged %q, want a warning", lines)
	}
	down = false
	search(t, x, "电梯", 1)
	oneLine(t, log.take(), "")
}

func TestSearchCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	down := false
	for name, e := range map[string]Embedder{"an embedder that asks": broken{down: &down}, "one that does not": table{}} {
		t.Run(name, func(t *testing.T) {
			var log logLines
			x, err := Open(context.Background(), Config{Entries: threeEntries, Embedder: e, Log: log.logger()})
			if err != nil {
				t.Fatal(err)
			}
			if hits, err := x.Search(ctx, "电梯", 1); !errors.Is(err, context.Canceled) || hits != nil {
				t.Errorf("found %v and the error %v", hits, err)
			}
			oneLine(t, log.take(), "")
		})
	}
}

func TestOpenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	down := false
	if _, err := Open(ctx, Config{Entries: threeEntries, Embedder: broken{down: &down}}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestEntriesStayAsTheyAre: nothing that searching does changes a word.
func TestEntriesStayAsTheyAre(t *testing.T) {
	entries := []Entry{{ID: "1", Title: " Ｔ ", Text: "潮縣\u200b ５Ｇ　ESG", Aliases: []string{"漷縣"}, Topics: []string{"Ｘ"}, Questions: []string{"潮縣？"}, English: "Ｅ"}}
	want := []Entry{{ID: "1", Title: " Ｔ ", Text: "潮縣\u200b ５Ｇ　ESG", Aliases: []string{"漷縣"}, Topics: []string{"Ｘ"}, Questions: []string{"潮縣？"}, English: "Ｅ"}}
	x, _ := open(t, Config{Entries: entries, Embedder: must(NewLocal()), Dir: t.TempDir()})
	search(t, x, "潮县", 1)
	if diff := cmp.Diff(want, entries); diff != "" {
		t.Errorf("entries (-before +after):\n%s", diff)
	}
}

func TestSearchConcurrently(t *testing.T) {
	x := shippedIndex(t)
	want := ids(search(t, x, "老旧小区电梯", 5))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 5 {
				hits, err := x.Search(context.Background(), "老旧小区电梯", 5)
				if got := ids(hits); err != nil || got != want {
					t.Errorf("found %s, want %s; error %v", got, want, err)
				}
			}
		})
	}
	group.Wait()
}

func TestPassagesAndHeadings(t *testing.T) {
	report, err := knowledge.Parse("r", []byte("报告\n一、回顾\n（一）城市\n修桥两座。\n二、计划\n建站。\n"), knowledge.Meta{Place: "甲区"})
	if err != nil {
		t.Fatal(err)
	}
	report.Expansions = map[string]knowledge.Expansion{"r/1.1.1": {Aliases: []string{"桥梁"}, Questions: []string{"修了几座桥"}}}
	lib := knowledge.NewLibrary([]*knowledge.Report{report})
	passages, headings := Passages(lib), Headings(lib)
	if len(passages) != 2 || len(headings) != 3 {
		t.Fatalf("%d passages and %d headings: %+v %+v", len(passages), len(headings), passages, headings)
	}
	first := passages[0]
	if first.Text != "修桥两座。" || first.Questions[0] != "修了几座桥" || first.Aliases[0] != "桥梁" {
		t.Errorf("first passage %+v", first)
	}
	if first.Title != "甲区 一、回顾 （一）城市 " {
		t.Errorf("its title is %q", first.Title)
	}
	if got := headings[0].Text + headings[1].Text + headings[2].Text; got != "一、回顾（一）城市二、计划" {
		t.Errorf("headings %s", got)
	}
}
