package bot

import (
	"strings"
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

// TestHelp: a door is told where help is when somebody may be in danger, and only then.
func TestHelp(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       bool
	}{
		{"a fire", "家里着火了怎么办", true},
		{"who wants to die", "我不想活了", true},
		{"in English", "my house is on fire, help!", true},
		{"fire stations", "去年新建了多少个消防站？", false},
		{"a greeting", "你好", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if a := ask(t, theBot(t), test.text); (a.Help != "") != test.want || !strings.Contains(a.Text(), a.Help) {
				t.Errorf("help %q: %s", a.Help, a.Text())
			}
		})
	}
}
