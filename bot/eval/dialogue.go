package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"wenbao/bot"
)

// Dialogue is a conversation of one person with the bot, and what a good clerk
// would do at every turn.
type Dialogue struct {
	ID    string         `json:"id"`
	Who   string         `json:"who"`
	Turns []DialogueTurn `json:"turns"`
}

// DialogueTurn is one message of a dialogue.
type DialogueTurn struct {
	Text string   `json:"q"`
	Want string   `json:"want"` // one of the constants below
	Gold []string `json:"gold"` // ids that must be cited
	OK   []string `json:"ok"`   // ids that may be cited besides
}

// What a turn wants.
const (
	WantAnswered = "answered" // an answer that cites all of Gold, and at most as many others
	WantAbsent   = "absent"   // the report does not tell
	WantMeta     = "meta"     // a sentence of the bot's own, without a passage
	WantSame     = "same"     // the passages of an earlier answer again
	WantList     = "list"     // a list that holds Gold
)

// ReadDialogues reads a file of dialogues, one JSON object a line. Errors name
// the line.
func ReadDialogues(r io.Reader) ([]Dialogue, error) {
	var dialogues []Dialogue
	err := eachLine(r, func(data []byte) error {
		var d Dialogue
		if err := json.Unmarshal(data, &d); err != nil {
			return err
		}
		if len(d.Turns) == 0 {
			return fmt.Errorf("there is no turn")
		}
		for _, t := range d.Turns {
			if !slices.Contains([]string{WantAnswered, WantAbsent, WantMeta, WantSame, WantList}, t.Want) {
				return fmt.Errorf("a turn wants %q", t.Want)
			}
		}
		dialogues = append(dialogues, d)
		return nil
	})
	return dialogues, err
}

// TurnScore is how one turn of a dialogue went.
type TurnScore struct {
	Dialogue string `json:"dialogue"`
	Number   int    `json:"turn"` // from 1
	DialogueTurn
	Outcome string   `json:"outcome"`
	Cited   []string `json:"cited"`
	Right   bool     `json:"right"`
}

// Converse holds the dialogues with the bot, each from its beginning, with the
// bot's own answers as history.
func Converse(ctx context.Context, b *bot.Bot, dialogues []Dialogue) ([]TurnScore, error) {
	var scores []TurnScore
	for _, d := range dialogues {
		var history []bot.Turn
		for i, turn := range d.Turns {
			a, err := b.Ask(ctx, bot.Message{Text: turn.Text, History: history})
			if err != nil {
				return nil, fmt.Errorf("dialogue %s, turn %d: %w", d.ID, i+1, err)
			}
			s := TurnScore{Dialogue: d.ID, Number: i + 1, DialogueTurn: turn, Outcome: string(a.Outcome)}
			for _, c := range a.Citations {
				s.Cited = append(s.Cited, c.ID[strings.LastIndexByte(c.ID, '/')+1:])
			}
			s.Right = turn.right(a.Outcome, s.Cited)
			scores = append(scores, s)
			if a.Kept() {
				history = append(history, bot.TurnOf(turn.Text, a)) // as the doors remember
			}
		}
	}
	return scores, nil
}

func (t DialogueTurn) right(outcome bot.Outcome, cited []string) bool {
	holds := func(ids ...string) (n int) {
		for _, id := range ids {
			if slices.Contains(cited, id) {
				n++
			}
		}
		return n
	}
	all := holds(t.Gold...) == len(t.Gold)
	switch t.Want {
	case WantAbsent:
		return outcome == bot.Related || outcome == bot.NotFound
	case WantMeta:
		return (outcome == bot.Meta || outcome == bot.Refused) && len(cited) == 0
	case WantAnswered:
		return outcome == bot.Answered && all && 2*(holds(t.Gold...)+holds(t.OK...)) >= len(cited)
	}
	return outcome == bot.Answered && all
}

// WriteTurns writes the measures of dialogues, by what turns want and whether they
// are the first, and the turns that went wrong if misses is set.
func WriteTurns(w io.Writer, scores []TurnScore, misses bool) error {
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
	if misses {
		b.WriteString("\n" + strings.Join(wrong, "\n") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
