package compare

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge"
)

// corrected is a corrected text of a report, with the ids that it keeps.
func corrected(tb testing.TB, before *knowledge.Report, text string) *knowledge.Report {
	tb.Helper()
	var meta knowledge.Meta
	meta.IDs, meta.Retired = Keep(before, parsed(tb, text))
	r, err := knowledge.Parse("r", []byte(text), meta)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// ids are the ids of passages by their words.
func ids(r *knowledge.Report) map[string]string {
	of := map[string]string{}
	for _, e := range passageEntries(r) {
		of[e.Text] = e.Under()
	}
	return of
}

// TestKeep: one correction after another; what was taken away gives its id to nothing.
func TestKeep(t *testing.T) {
	r := parsed(t, "一、民生\n建校3所。\n修路8里。\n栽树9株。\n二、交通\n（一）公交\n通车5条。\n")
	for _, step := range []struct {
		name, text string
		want       map[string]string
		ids        map[string]string
		retired    []string
	}{
		{"one is added", "一、民生\n建校3所。\n设医院1座。\n修路8里。\n栽树9株。\n二、交通\n（一）公交\n通车5条。\n",
			map[string]string{"建校3所。": "1.0.1", "设医院1座。": "1.0.4", "修路8里。": "1.0.2", "栽树9株。": "1.0.3", "通车5条。": "2.1.1"},
			map[string]string{"1.0.2": "1.0.4", "1.0.3": "1.0.2", "1.0.4": "1.0.3"}, nil},
		{"one is taken away", "一、民生\n建校3所。\n修路8里。\n栽树9株。\n二、交通\n（一）公交\n通车5条。\n",
			map[string]string{"建校3所。": "1.0.1", "修路8里。": "1.0.2", "栽树9株。": "1.0.3", "通车5条。": "2.1.1"},
			map[string]string{}, []string{"1.0.4"}},
		{"one is added at the end", "一、民生\n建校3所。\n修路8里。\n栽树9株。\n办展7场。\n二、交通\n（一）公交\n通车5条。\n",
			map[string]string{"建校3所。": "1.0.1", "修路8里。": "1.0.2", "栽树9株。": "1.0.3", "办展7场。": "1.0.5", "通车5条。": "2.1.1"},
			map[string]string{"1.0.4": "1.0.5"}, []string{"1.0.4"}},
		{"a chapter is added before all", "一、文化\n唱戏2台。\n二、民生\n建校3所。\n修路8里。\n栽树9株。\n办展7场。\n三、交通\n（一）公交\n通车5条。\n",
			map[string]string{"唱戏2台。": "3.0.1", "建校3所。": "1.0.1", "修路8里。": "1.0.2", "栽树9株。": "1.0.3", "办展7场。": "1.0.5", "通车5条。": "2.1.1"},
			map[string]string{"1": "3", "2": "1", "3": "2", "2.0.4": "1.0.5"}, []string{"1.0.4"}},
		{"the levels are fewer", "一、文化\n唱戏2台。\n二、民生\n建校3所。\n修路8里。\n栽树9株。\n办展7场。\n三、交通\n通车5条。\n增班6次。\n",
			map[string]string{"唱戏2台。": "3.0.1", "建校3所。": "1.0.1", "修路8里。": "1.0.2", "栽树9株。": "1.0.3", "办展7场。": "1.0.5", "通车5条。": "2.1.1", "增班6次。": "2.2"},
			map[string]string{"1": "3", "2": "1", "3": "2", "1.1": "3.0.1", "2.1": "1.0.1", "2.2": "1.0.2", "2.3": "1.0.3", "2.4": "1.0.5", "3.1": "2.1.1"}, []string{"1.0.4", "2.1"}},
	} {
		r = corrected(t, r, step.text)
		if diff := cmp.Diff(step.want, ids(r)); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", step.name, diff)
		}
		if diff := cmp.Diff(step.ids, r.Meta.IDs); diff != "" {
			t.Errorf("%s: what is written (-want +got):\n%s", step.name, diff)
		}
		if diff := cmp.Diff(step.retired, r.Meta.Retired); diff != "" {
			t.Errorf("%s: retired (-want +got):\n%s", step.name, diff)
		}
	}
}

// TestKeepPieces: a long paragraph that is added has a number of its own.
func TestKeepPieces(t *testing.T) {
	long := strings.Repeat("推进城市更新，改善老旧小区环境。", 20)
	r := corrected(t, parsed(t, "一、民生\n建校3所。\n修路8里。\n"), "一、民生\n建校3所。\n"+long+"\n修路8里。\n")
	var got []string
	for _, e := range passageEntries(r) {
		got = append(got, e.Under())
	}
	if diff := cmp.Diff([]string{"1.1", "1.3.1", "1.3.2", "1.2"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// history checks corrections one after another: what stands in both texts keeps its id, none
// comes twice, none that was given ever names other words that were added, and what is written
// reads the same.
type history struct {
	report *knowledge.Report
	given  map[string]bool
}

func newHistory(r *knowledge.Report) *history {
	h := &history{r, map[string]bool{}}
	for _, e := range append(headingEntries(r), passageEntries(r)...) {
		h.given[e.ID] = true
	}
	return h
}

func (h *history) correct(t *testing.T, text string) {
	t.Helper()
	before := h.report
	h.report = corrected(t, before, text)
	h.loads(t, text)
	seen := map[string]bool{}
	for _, e := range append(headingEntries(h.report), passageEntries(h.report)...) {
		if seen[e.ID] {
			t.Fatalf("the id %s comes twice", e.ID)
		}
		seen[e.ID] = true
	}
	h.keeps(t, headingEntries(before), headingEntries(h.report))
	h.keeps(t, passageEntries(before), passageEntries(h.report))
	d := Reports(before, h.report)
	for _, c := range append(d.Headings, d.Passages...) {
		switch {
		case c.Old == nil && h.given[c.New.ID]:
			t.Fatalf("%s is new and has the id %s, which was given before", c.New.Text, c.New.ID)
		case c.Old != nil && c.New != nil && c.Old.ID != c.New.ID:
			t.Fatalf("%s is %s and was %s", c.New.Text, c.New.ID, c.Old.ID)
		}
	}
	for id := range seen {
		h.given[id] = true
	}
}

// keeps compares the ids of the same words.
func (h *history) keeps(t *testing.T, before, after []Entry) {
	t.Helper()
	by := [2]map[string][]string{{}, {}}
	for n, list := range [][]Entry{before, after} {
		for _, e := range list {
			words := unspaced(e.Text)
			by[n][words] = append(by[n][words], e.ID)
		}
	}
	for words, old := range by[0] {
		now := by[1][words]
		kept := 0
		for _, id := range now {
			if slices.Contains(old, id) {
				kept++
			}
		}
		if kept != min(len(old), len(now)) {
			t.Fatalf("%q stood at %v and stands at %v", words, old, now)
		}
	}
}

// loads writes the corrected report into a folder and reads it again.
func (h *history) loads(t *testing.T, text string) {
	t.Helper()
	told, err := json.Marshal(h.report.Meta)
	if err != nil {
		t.Fatal(err)
	}
	again, err := knowledge.Open(fstest.MapFS{"r/report.md": {Data: []byte(text)}, "r/report.json": {Data: told}}, "r")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(append(headingEntries(h.report), passageEntries(h.report)...), append(headingEntries(again), passageEntries(again)...)); diff != "" {
		t.Fatalf("read again (-want +got):\n%s", diff)
	}
}

// TestKeepEdits inserts, deletes, changes and moves paragraphs and headings by chance.
func TestKeepEdits(t *testing.T) {
	for seed := range uint64(150) {
		chance := rand.New(rand.NewPCG(seed, 1))
		made := 0
		line := func() string {
			made++
			switch chance.IntN(5) {
			case 0:
				return fmt.Sprintf("%c、第%d件实事", []rune("一二三四五六七八九")[chance.IntN(9)], made)
			case 1:
				return fmt.Sprintf("（%c）项目%d建设", []rune("一二三四五")[chance.IntN(5)], made)
			case 2:
				return strings.Repeat(fmt.Sprintf("推进第%d批城市更新，改善老旧小区环境。", made), 1+chance.IntN(16))
			case 3:
				return "新建学校3所。" // again and again
			}
			return fmt.Sprintf("第%d个项目完成投资%d万元。", made, chance.IntN(1000))
		}
		lines := []string{"一、民生", "新建幼儿园12所。"}
		for range 20 {
			lines = append(lines, line())
		}
		text := func() string { return strings.Join(append(slices.Clone(lines), "谢谢大家。"), "\n\n") }
		h := newHistory(parsed(t, text()))
		for range 6 {
			for range 1 + chance.IntN(4) {
				at, to := chance.IntN(len(lines)), chance.IntN(len(lines))
				switch chance.IntN(4) {
				case 0:
					lines = slices.Insert(lines, at, line())
				case 1:
					lines = slices.Delete(lines, at, at+1)
				case 2:
					lines[at] = strings.Replace(lines[at], "新建", "新建和改建", 1) + "又。"
				default:
					moved := lines[at]
					lines = slices.Insert(slices.Delete(lines, at, at+1), min(to, len(lines)-1), moved)
				}
			}
			h.correct(t, text())
		}
	}
}

// FuzzKeep corrects any text twice, and each entry of both texts stands in one change.
func FuzzKeep(f *testing.F) {
	files, err := filepath.Glob("../testdata/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("no fixtures", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		text := string(data)
		f.Add(text, strings.Replace(text, "。", "，又。", 1))
		f.Add(text, text[len(text)/2:])
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		a, err := knowledge.Parse("r", []byte(before), knowledge.Meta{})
		if err != nil {
			return
		}
		b, err := knowledge.Parse("r", []byte(after), knowledge.Meta{})
		if err != nil {
			return
		}
		d := Reports(a, b)
		for _, list := range []struct {
			changes       []Change
			before, after []Entry
		}{{d.Front, frontEntries(a), frontEntries(b)}, {d.Headings, headingEntries(a), headingEntries(b)}, {d.Passages, passageEntries(a), passageEntries(b)}} {
			old, fresh := 0, []Entry(nil)
			for _, c := range list.changes {
				if c.Old != nil {
					old++
				}
				if c.New != nil {
					fresh = append(fresh, *c.New)
				}
			}
			if old != len(list.before) || !slices.Equal(fresh, list.after) {
				t.Fatalf("%d of %d old entries are told, and of the new %v, want %v", old, len(list.before), fresh, list.after)
			}
		}
		h := newHistory(a)
		h.correct(t, after)
		h.correct(t, before)
	})
}
