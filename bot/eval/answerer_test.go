package eval_test

import (
	"strings"
	"testing"

	"wenbao/bot/eval"
	"wenbao/retrieval"
)

// TestBySearch: the search alone is measured by ids and by words, as the bot is.
func TestBySearch(t *testing.T) {
	passages, err := eval.ReadPassages(strings.NewReader(`{"passage_id":"p1","title":"桥","text":"去年修好了十七座石桥。"}
{"passage_id":"p2","title":"渡口","text":"新开渡口两处。"}`))
	if err != nil {
		t.Fatal(err)
	}
	embedder, err := retrieval.NewLocal()
	if err != nil {
		t.Fatal(err)
	}
	index, err := retrieval.Open(t.Context(), retrieval.Config{Entries: eval.Entries(passages), Embedder: embedder})
	if err != nil {
		t.Fatal(err)
	}
	words := func(id string) string {
		for _, p := range passages {
			if p.ID == id {
				return p.Text
			}
		}
		return ""
	}
	for _, test := range []struct {
		name, line string
		right      bool
	}{
		{"by its id", `{"question":"修好了几座石桥？","passage_id":"p1"}`, true},
		{"by another id", `{"question":"修好了几座石桥？","passage_id":"p2"}`, false},
		{"by its words", `{"question":"修好了几座石桥？","gold_text":["十七座石桥"]}`, true},
		{"by the words of another", `{"question":"修好了几座石桥？","gold_text":["渡口两处"]}`, false},
		{"with what a right answer holds", `{"question":"修好了几座石桥？","passage_id":"p1","must":["17|十七"]}`, true},
		{"without it", `{"question":"修好了几座石桥？","passage_id":"p1","must":["十八"]}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			questions, err := eval.Read(strings.NewReader(test.line))
			if err != nil {
				t.Fatal(err)
			}
			report, err := eval.Run(t.Context(), questions, eval.BySearch(index, words))
			if err != nil {
				t.Fatal(err)
			}
			if v := report.Verdicts[0]; v.Right != test.right {
				t.Errorf("right %t: %s", v.Right, v.Fault)
			}
		})
	}
}
