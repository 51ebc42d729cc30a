package claim

import (
	"os"
	"strings"
	"testing"

	"wenbao/knowledge"
)

const report = "tongzhou-2023/"

// shipped compiles every passage of the shipped report.
func shipped(t testing.TB) map[string]*Passage {
	t.Helper()
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	passages := map[string]*Passage{}
	for _, r := range reports {
		for _, p := range r.Passages {
			passages[p.ID] = Compile(Source{
				Text: p.Text, Gloss: r.Expansions[p.ID].English,
				Places: append([]string{r.Meta.Place}, r.Meta.PlaceAliases...), Years: r.Meta.Years,
			})
		}
	}
	return passages
}

// labelled is a sentence with the passages it cites.
type labelled struct {
	ids      []string
	sentence string
}

func readLabelled(t testing.TB, name string) []labelled {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var list []labelled
	for line := range strings.Lines(string(data)) {
		ids, sentence, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.HasPrefix(line, "#") {
			list = append(list, labelled{strings.Fields(ids), sentence})
		}
	}
	return list
}

func (l labelled) cited(t testing.TB, passages map[string]*Passage) []*Passage {
	t.Helper()
	var cited []*Passage
	for _, id := range l.ids {
		p, ok := passages[report+id]
		if !ok {
			t.Fatalf("there is no passage %s", id)
		}
		cited = append(cited, p)
	}
	return cited
}

func TestFaithful(t *testing.T) {
	passages := shipped(t)
	list := readLabelled(t, "testdata/faithful.txt")
	alarms := 0
	for _, l := range list {
		if r := Check(l.sentence, l.cited(t, passages)); r != nil {
			alarms++
			t.Logf("%v %s: %v", l.ids, l.sentence, r)
		}
	}
	t.Logf("%d false alarms in %d faithful sentences", alarms, len(list))
	if alarms*100 > len(list) {
		t.Errorf("more than 1%% false alarms")
	}
}

func TestWrong(t *testing.T) {
	passages := shipped(t)
	for _, l := range readLabelled(t, "testdata/wrong.txt") {
		if Check(l.sentence, l.cited(t, passages)) == nil {
			t.Errorf("accepted %v %s", l.ids, l.sentence)
		}
	}
}

func TestEnglish(t *testing.T) {
	passages := shipped(t)
	list := readLabelled(t, "testdata/english.txt")
	alarms := 0
	for _, l := range list {
		if r := Check(l.sentence, l.cited(t, passages)); r != nil {
			alarms++
			t.Errorf("%v %s: %v", l.ids, l.sentence, r)
		}
	}
	wrong := readLabelled(t, "testdata/english-wrong.txt")
	for _, l := range wrong {
		if Check(l.sentence, l.cited(t, passages)) == nil {
			t.Errorf("accepted %v %s", l.ids, l.sentence)
		}
	}
	t.Logf("%d false alarms in %d faithful sentences, %d wrong ones", alarms, len(list), len(wrong))
}

func BenchmarkCheck10(b *testing.B) {
	passages := shipped(b)
	list := readLabelled(b, "testdata/faithful.txt")
	var sources []Source
	for _, l := range list[100:110] {
		sources = append(sources, passages[report+l.ids[0]].source)
	}
	for b.Loop() {
		for i, l := range list[100:110] {
			if Check(l.sentence, []*Passage{Compile(sources[i])}) != nil {
				b.Fatal(l)
			}
		}
	}
}

func TestFreelyWorded(t *testing.T) {
	passages := shipped(t)
	list := readLabelled(t, "testdata/free.txt")
	alarms := 0
	for _, l := range list {
		if r := Check(l.sentence, l.cited(t, passages)); r != nil {
			alarms++
			t.Logf("%v %s: %v", l.ids, l.sentence, r)
		}
	}
	t.Logf("%d false alarms in %d freely worded sentences", alarms, len(list))
	if alarms > 11 {
		t.Error("there were 11")
	}
}

func FuzzCheck(f *testing.F) {
	passages := shipped(f)
	for _, l := range readLabelled(f, "testdata/wrong.txt") {
		f.Add(l.sentence)
	}
	cited := []*Passage{passages[report+"4.3.4"], passages[report+"2.2.1"]}
	f.Fuzz(func(t *testing.T, sentence string) {
		_ = Check(sentence, cited)
		Compile(Source{Text: sentence, Gloss: sentence})
	})
}

// TestVerbatim: a passage says what it says, and a sentence of it too.
func TestVerbatim(t *testing.T) {
	for id, p := range shipped(t) {
		for _, s := range append(knowledge.Sentences(p.source.Text), p.source.Text) {
			if r := Check(s, []*Passage{p}); r != nil {
				t.Errorf("%s %s: %v", id, s, r)
			}
		}
	}
}
