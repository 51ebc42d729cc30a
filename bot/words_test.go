package bot

import (
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
		for _, k := range question.Kinds() {
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
	for _, intent := range question.Intents() {
		if words.Staff().Trace.Intents[string(intent)] == "" && intent != question.Ask {
			t.Errorf("the intent %q has no words", intent)
		}
	}
}
