package page_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"wenbao/bot/eval"
	"wenbao/bot/page"
	"wenbao/bot/page/pagetest"
	"wenbao/bot/words"
)

// texts are the passages of a small report.
var texts = map[string]string{"x/1.1": "修好了十七座石桥。", "1.1": "修好了十七座石桥。", "x/1.2": "新开渡口两处。"}

// questions go wrong in every way, and one goes right.
var questions = []eval.Question{
	{ID: "right", Text: "修好了几座石桥？", Kind: "number", Gold: []string{"1.1"}, Must: []string{"十七|17"}},
	{ID: "refused", Text: "修好了多少座桥？", Kind: "number", Gold: []string{"1.1"}},
	{ID: "words", Text: "石桥修了几座，花了多少钱？", Kind: "number", Gold: []string{"1.1"}, Must: []string{"万元", "亿元"}},
	{ID: "lower", Text: "渡口和石桥呢？", Kind: "followup", Gold: []string{"1.1"}, History: []string{"新开了几处渡口？"}},
	{ID: "wrong", Text: "桥呢？", Kind: "followup", Gold: []string{"1.1"}},
	{ID: "missing", Text: "隧道呢？", Kind: "followup", GoldText: []string{"隧道"}},
	{ID: "none", Text: "种了多少树？", Kind: "none"},
	{ID: "silent", Text: hostile, Kind: "none"},
}

func answer(_ context.Context, q eval.Question) (eval.Result, error) {
	bridge, ferry := eval.Found{ID: "x/1.1", Text: texts["x/1.1"]}, eval.Found{ID: "x/1.2", Text: texts["x/1.2"]}
	r := eval.Result{Answered: true, Hits: []eval.Found{bridge, ferry}, Citations: []eval.Found{bridge}, Text: bridge.Text, Reason: "能回答的是 " + bridge.ID}
	switch q.ID {
	case "refused", "none":
		r.Answered, r.Citations, r.Reason = false, nil, "related: "+hostile
	case "lower":
		r.Hits = []eval.Found{ferry, bridge}
	case "wrong":
		r.Citations = []eval.Found{ferry}
	}
	return r, nil
}

func TestEvaluationGolden(t *testing.T) {
	now, err := eval.Run(t.Context(), questions, answer)
	if err != nil {
		t.Fatal(err)
	}
	before := eval.Report{Verdicts: []eval.Verdict{
		{ID: "right", Question: questions[0].Text, Fault: eval.Refused, Reply: eval.Reply{Cited: []eval.Cited{}}}, {ID: "refused", Question: questions[1].Text, Right: true}, {ID: "gone", Question: "?"},
	}}
	quote := func(id string) string { return texts[id] }
	tests := []struct {
		name    string
		against *eval.Comparison
		verdict string
	}{
		{"evaluation.html", nil, ""},
		{"evaluation-stop.html", eval.Compare(now, before, quote, "before.json", 0), words.Staff().Evaluation.Stop},
		{"evaluation-go.html", eval.Compare(now, before, quote, "before.json", 1), words.Staff().Evaluation.Go},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			now.Against = test.against
			var b strings.Builder
			e := page.Evaluation{Report: now, Made: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Fingerprint: "0123456789ab", Passage: func(id string) page.Shown { return page.Shown{Text: texts[id]} }}
			if err := e.Write(&b); err != nil {
				t.Fatal(err)
			}
			p := golden(t, test.name, b.String())
			if n := len(p.Classed("miss")); n != len(now.Misses) || n != 6 {
				t.Errorf("%d misses are shown, want %d", n, len(now.Misses))
			}
			said := ""
			for _, n := range p.Classed("verdict") {
				said = pagetest.Text(n)
			}
			if !strings.HasPrefix(said, test.verdict) || (said == "") != (test.verdict == "") {
				t.Errorf("the verdict is %q", said)
			}
			if !strings.Contains(b.String(), "&lt;script&gt;") {
				t.Error("the hostile question is not shown")
			}
		})
	}
}

// TestFaultsAreWorded: every fault has a sentence for staff.
func TestFaultsAreWorded(t *testing.T) {
	for _, f := range eval.Faults() {
		if words.Staff().Evaluation.Faults[string(f)] == "" {
			t.Errorf("%q has no words", f)
		}
	}
	if got, want := len(words.Staff().Evaluation.Faults), len(eval.Faults()); got != want {
		t.Errorf("words for %d faults, there are %d", got, want)
	}
}
