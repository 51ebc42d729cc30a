package page

import (
	"io"
	"time"

	"wenbao/bot/state"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// Gaps is what citizens asked in vain, and their votes.
type Gaps struct {
	Subjects []state.GapCount
	Others   int // subjects about which too few people asked
	Up, Down int // votes
	Opinions []state.Opinion
	Passage  func(id string) Shown
}

// Write writes its page. It names no person, and holds no question but those that
// were given with a vote.
func (g Gaps) Write(w io.Writer) error {
	s := words.Staff().Gaps
	v := gapsView{frame: newFrame(text.Simplified, s.Title), S: s, Gaps: g, Days: int(state.FeedbackFor / (24 * time.Hour)), Least: state.GapPeople}
	for _, subject := range g.Subjects {
		near := &cited{subject.Nearest, g.Passage(subject.Nearest)}
		if subject.Nearest == "" {
			near = nil
		}
		v.Subjects = append(v.Subjects, subjectView{subject, day(subject.Last), near})
	}
	for _, o := range g.Opinions {
		v.Told = append(v.Told, toldView{o, day(o.At)})
	}
	return render(w, "gaps", v)
}

type gapsView struct {
	frame
	S           words.Gaps
	Gaps        Gaps
	Days, Least int
	Subjects    []subjectView
	Told        []toldView
}

type subjectView struct {
	state.GapCount
	Day  string
	Near *cited
}

type toldView struct {
	state.Opinion
	Day string
}

func day(t time.Time) string { return t.Format(time.DateOnly) }
