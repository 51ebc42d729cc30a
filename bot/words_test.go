package bot

import (
	"slices"
	"testing"

	"wenbao/bot/judge"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// TestEverythingIsWorded: what the rooms find as values has words in every
// language that reads them.
func TestEverythingIsWorded(t *testing.T) {
	for _, l := range []text.Language{text.Simplified, text.Traditional, text.English} {
		for _, k := range slices.Concat(question.Kinds(), question.Unweighed(), []question.Kind{question.Amount, question.Day}) {
			if words.AnswersIn(l).Lacks.Kinds[string(k)] == "" {
				t.Errorf("the kind %q has no words in %s", k, l)
			}
		}
	}
	for _, name := range judge.FeatureNames {
		if words.Staff().Trace.Signals[name] == "" {
			t.Errorf("the signal %q has no words", name)
		}
	}
	for _, objection := range judge.Objections {
		if words.Staff().Trace.Against[string(objection)] == "" {
			t.Errorf("the objection %q has no words", objection)
		}
	}
	for _, intent := range question.Intents() {
		if words.Staff().Trace.Intents[string(intent)] == "" && intent != question.Ask {
			t.Errorf("the intent %q has no words", intent)
		}
	}
}

// TestTraceIsPlain: the steps say in words what is against the passages, those with
// the same against them together, and hold no score; the figures stand apart.
func TestTraceIsPlain(t *testing.T) {
	weighing := func(id string, probability float64, excluded bool, signals ...string) judge.Weighing {
		w := judge.Weighing{Probability: probability, Threshold: 0.5, Excluded: excluded}
		w.Hit.ID = id
		for _, s := range signals {
			w.Features[slices.Index(judge.FeatureNames[:], s)] = 0.25
		}
		return w
	}
	for _, tt := range []struct {
		name    string
		weighed []judge.Weighing
		steps   []string
		figures int
	}{
		{"nothing", nil, nil, 0},
		{"one that answers", []judge.Weighing{weighing("r/1", 0.9, false, "semantic", "no_kind")}, []string{"看来回答了这个问题：r/1"}, 1},
		{"those with the same against them", []judge.Weighing{
			weighing("r/1", 0, true), weighing("r/2", 0.9, false), weighing("r/3", 0, true), weighing("r/4", 0.1, false, "no_number", "unread"), weighing("r/5", 0.1, false, "lexical"),
		}, []string{"不看，因为写的不是所问的地方、年份、名称或编号：r/1、r/3", "看来回答了这个问题：r/2", "没有写数目：r/4", "读下来，说的不是所问的事：r/5"}, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got Trace
			got.judged(tt.weighed)
			if !slices.Equal(got.Steps, tt.steps) || len(got.Figures()) != tt.figures {
				t.Errorf("%q, %q", got.Steps, got.Figures())
			}
		})
	}
}
