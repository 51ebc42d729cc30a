package terminal

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"wenbao/bot/desk"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

// shown is how many hits /why lists.
const shown = 10

// why tells how the last answer came about.
func (s *session) why() {
	if s.last == nil {
		s.out.say(normal, said.NoQuestion)
		return
	}
	a := s.last.answer
	s.out.say(normal, fmt.Sprintf(said.Asked, short(s.last.question, 200)))
	if a.Trace.Question != "" {
		s.out.say(normal, fmt.Sprintf(said.Searched, short(a.Trace.Question, 200)))
	}
	for i, step := range a.Trace.Steps {
		s.out.say(normal, fmt.Sprintf(said.Step, i+1, s.shortIDs(step)))
	}
	if s.numbers {
		for _, line := range a.Trace.Figures() {
			s.out.say(dim, fmt.Sprintf(said.Figures, s.shortIDs(line)))
		}
	}
	s.out.say(bold, fmt.Sprintf(said.Outcome, said.Outcomes[string(a.Outcome)], s.shortIDs(a.Trace.Reason)))
	s.hits(a.Hits)
	for i, c := range a.Citations {
		if c.Link != "" {
			s.out.say(normal, fmt.Sprintf(said.Link, i+1, c.Link))
		}
	}
	s.out.say(dim, fmt.Sprintf(said.Receipt, a.Receipt))
	if s.numbers {
		s.out.say(dim, fmt.Sprintf(said.Made, a.Outcome, a.Mode, a.Language, s.last.took.Round(10*time.Microsecond)))
	}
}

// shortIDs leaves out of the ids in a sentence the report, where there is one only.
func (s *session) shortIDs(sentence string) string {
	reports := s.bot.Library().Reports
	if len(reports) != 1 {
		return sentence
	}
	return strings.ReplaceAll(sentence, reports[0].ID+"/", "")
}

// Explain prints a replayed answer and how it came about, with what was reckoned
// where numbers are wanted.
func Explain(w io.Writer, b Asker, r desk.Replay, numbers bool) error {
	s := &session{bot: b, numbers: numbers, out: &printer{w: w}, last: &exchange{r.Message.Text, r.Answer, r.Took}}
	s.out.say(dim, fmt.Sprintf(said.AskedAt, r.Asked.Local().Format(time.DateTime)))
	for _, turn := range r.Message.History {
		s.out.say(dim, fmt.Sprintf(said.Earlier, short(turn.Question, 200)))
	}
	if r.Changed {
		s.out.say(red, said.Changed)
	}
	s.why()
	s.out.gap()
	s.out.answer(r.Answer.Text())
	return s.out.err
}

// hits lists the nearest passages: id, text, and the nearest question where one came
// nearer than the text; before them the fused, lexical and semantic score where
// numbers are wanted.
func (s *session) hits(hits []retrieval.Hit) {
	head := said.Columns
	switch {
	case len(hits) == 0:
		s.out.say(normal, said.NoHits)
		return
	case s.numbers:
		head = said.Scores
	}
	s.out.say(dim, head)
	for i, h := range hits[:min(shown, len(hits))] {
		scores := ""
		if s.numbers {
			scores = fmt.Sprintf("%.3f  %.3f  %.3f  ", h.Score, h.Lexical, h.Semantic)
		}
		s.out.say(normal, fmt.Sprintf("%2d  %s%s %s", i+1, scores, pad(s.shortID(h.ID), 15), s.excerpt(h)))
	}
}

// excerpt is the beginning of a hit's passage and the question nearest to what
// was asked, if one came nearer than the passage's own words.
func (s *session) excerpt(h retrieval.Hit) string {
	report, p, ok := s.bot.Library().Passage(h.ID)
	if !ok {
		return ""
	}
	text := short(p.Text, 40)
	questions := report.Expansions[h.ID].Questions
	if len(h.Matches) > 0 && h.Matches[0].Question >= 0 && h.Matches[0].Question < len(questions) {
		text += "；" + short(questions[h.Matches[0].Question], 40)
	}
	return text
}

// pad fills a text with spaces to a number of columns.
func pad(text string, width int) string { return runewidth.FillRight(text, width) }

// short cuts a text to a number of columns.
func short(s string, width int) string {
	s = s[:min(len(s), 50*width)] // a megabyte is not measured to show a few words
	return runewidth.Truncate(text.Printable(s), width, "…")
}
