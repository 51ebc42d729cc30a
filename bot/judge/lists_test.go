package judge

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// TestEveryLineIsAlive: each line of evidence.txt tells some sentence, heading
// or question apart that no other line of its list does. A line that does
// nothing goes.
func TestEveryLineIsAlive(t *testing.T) {
	met := meet(t)
	for _, list := range evident.Names() {
		samples, ok := met[list]
		if !ok {
			samples = met["sentences"]
		}
		for _, line := range evident.Dead(list, list == "more", samples) {
			t.Errorf("evidence.txt: no sentence needs this line of list %s: %s", list, line)
		}
	}
}

// meet brings sentences, headings and questions into the forms in which they
// meet the lists: by list, and the sentences for all other lists.
func meet(tb testing.TB) map[string][]string {
	tb.Helper()
	met := map[string][]string{}
	add := func(form string, lists ...string) {
		for _, list := range lists {
			met[list] = append(met[list], form)
		}
	}
	sentences, headings := written(tb)
	for _, heading := range headings {
		add(heading, "plan-heading", "review-heading", "main-work")
	}
	for _, sentence := range sentences {
		add(sentence, "sentences")
		for _, f := range figure.Find(sentence) {
			after := sentence[f.End:]
			add(after, "more")
			add(sentence[:f.Start], "bound")
			switch {
			case f.Han && len(f.Text) < longNumeral:
				add(after, "han-counts")
			case !f.Percent:
				add(after, "counts-nothing")
			}
			for _, kind := range measures {
				add(after, "unit-"+string(kind))
			}
		}
	}
	for _, asked := range questions(tb) {
		add(asked, "specific", "dividing", "which-place", "asks-finished", "meaning-first", "meaning-last", "spends")
		add(asked, "specific", "dividing", "which-place", "asks-finished", "asks-if-any", "meaning-first", "meaning-last", "asks-rank", "asks-sort", "asks-entitled", "condition")
		for _, f := range figure.Find(asked) {
			add(text.First(asked[f.End:], 1), "dates")
		}
		for i := range asked {
			add(asked[:i], "how-many")
		}
	}
	return met
}

// written are the sentences and the headings of the shipped report, and such
// as other reports have, normalised.
func written(tb testing.TB) (sentences, headings []string) {
	tb.Helper()
	reports, err := knowledge.Shipped()
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range reports[0].Passages {
		sentences = append(sentences, text.Normalize(p.Text))
		for _, h := range reports[0].Path(p.Heading) {
			headings = append(headings, text.Normalize(h.Text))
		}
	}
	list := &sentences
	for _, line := range lines(tb, "testdata/sentences.txt") {
		switch {
		case line == "# headings":
			list = &headings
		case strings.HasPrefix(line, "#"):
			list = &sentences
		default:
			*list = append(*list, text.Normalize(line))
		}
	}
	return sentences, headings
}

// questions are those of the question file, and such as people send to a bot,
// normalised.
func questions(tb testing.TB) []string {
	tb.Helper()
	var asked []string
	for _, line := range lines(tb, "../eval/testdata/questions.jsonl") {
		var q struct{ Question string }
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			tb.Fatal(err)
		}
		asked = append(asked, text.Normalize(q.Question))
	}
	for _, line := range lines(tb, "../question/testdata/messages.txt") {
		asked = append(asked, text.Normalize(line))
	}
	return asked
}

func lines(tb testing.TB, name string) []string {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}
