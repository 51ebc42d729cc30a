package question

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// replaced are the lists whose matches are taken out of a text or cut it.
var replaced = []string{"stage", "polite-tail", "filler", "joint", "correction", "pointing", "long-name", "short-name"}

// TestEveryLineIsAlive: each line of the lists tells some message apart that
// no other line does. A line that does nothing goes.
func TestEveryLineIsAlive(t *testing.T) {
	samples := messages(t)
	for file, lists := range map[string]text.Lists{"kinds": asking, "routes": routes, "reading": reading, "followups": following, "names": naming} {
		for _, name := range lists.Names() {
			for _, line := range lists.Dead(name, slices.Contains(replaced, name), samples) {
				t.Errorf("%s.txt [%s] %s", file, name, line)
			}
		}
	}
}

// messages are normalised: those of the question file, the reviewed questions
// of the shipped report, and such as people send to a bot.
func messages(tb testing.TB) []string {
	tb.Helper()
	var all []string
	eachLine(tb, "../eval/testdata/questions.jsonl", func(line string) {
		var q struct {
			Question string
			History  []struct{ Q string }
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			tb.Fatal(err)
		}
		all = append(all, q.Question)
		for _, turn := range q.History {
			all = append(all, turn.Q)
		}
	})
	reports, err := knowledge.Shipped()
	if err != nil {
		tb.Fatal(err)
	}
	for _, x := range reports[0].Expansions {
		all = append(all, x.Questions...)
	}
	eachLine(tb, "testdata/messages.txt", func(line string) {
		if !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	})
	for i := range all {
		all[i] = text.Normalize(all[i])
	}
	return all
}

func eachLine(tb testing.TB, name string, do func(line string)) {
	tb.Helper()
	file, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		do(lines.Text())
	}
}
