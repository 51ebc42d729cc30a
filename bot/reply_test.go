package bot

import (
	"testing"

	"wenbao/knowledge/text"
)

// TestExamplesAreAnswered: what a newcomer is told to try works.
func TestExamplesAreAnswered(t *testing.T) {
	for _, l := range []text.Language{text.Simplified, text.Traditional, text.English} {
		for i, example := range theBot(t).Examples(l) {
			a := ask(t, theBot(t), example)
			if a.Language != l || i == 0 && a.Outcome != Answered {
				t.Errorf("%s: %s in %s, want %s in %s", example, a.Outcome, a.Language, Answered, l)
			}
		}
	}
}
