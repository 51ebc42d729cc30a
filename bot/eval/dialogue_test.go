package eval

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestDialogues holds conversations that were written before anybody held them
// with the bot. The first half showed what to mend. Of the second, two turns did
// (a section asked for in a conversation); nothing else was changed for it. How the turns went is golden.
func TestDialogues(t *testing.T) {
	b := shipped(t)
	for _, name := range []string{"dialogues", "dialogues-unseen"} {
		t.Run(name, func(t *testing.T) {
			file, err := os.Open("testdata/" + name + ".jsonl")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = file.Close() }()
			dialogues, err := ReadDialogues(file)
			if err != nil {
				t.Fatal(err)
			}
			scores, err := Converse(t.Context(), b, dialogues)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/"+name+".golden", []byte(told(scores)))
		})
	}
}

// told renders the measures of dialogues, by what turns want and whether they
// are the first, and the turns that went wrong.
func told(scores []TurnScore) string {
	type count struct{ n, right int }
	counts := map[string]*count{}
	var names, wrong []string
	for _, s := range scores {
		place := "later"
		if s.Number == 1 {
			place = "first"
		}
		for _, name := range []string{place + " " + s.Want, place} {
			if counts[name] == nil {
				counts[name] = &count{}
				names = append(names, name)
			}
			counts[name].n++
			if s.Right {
				counts[name].right++
			}
		}
		if !s.Right {
			wrong = append(wrong, fmt.Sprintf("%s.%d %s: wants %s %v, is %s %v", s.Dialogue, s.Number, s.Text, s.Want, s.Gold, s.Outcome, s.Cited))
		}
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		c := counts[name]
		fmt.Fprintf(&b, "%-15s %3d of %3d right, %.3f\n", name, c.right, c.n, float64(c.right)/float64(c.n))
	}
	return b.String() + "\n" + strings.Join(wrong, "\n") + "\n"
}
