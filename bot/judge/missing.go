package judge

import (
	"cmp"
	"strings"

	"wenbao/bot/question"
	"wenbao/retrieval"
)

// Missing is what a passage lacks for a question, in order of importance.
type Missing struct {
	Place  string        // another place
	Year   int           // another year
	Past   bool          // years before those that the report covers
	Plan   bool          // what is to come, and the report looks back
	Entity string        // a name or code that it does not hold
	Kind   question.Kind // the kind of thing asked for
}

// missing explains why a passage does not answer.
func (j *Judge) missing(q question.Question, hit retrieval.Hit) Missing {
	p := j.passage(hit.ID)
	ev := &p.facts
	return Missing{
		Place: p.place.Foreign(q, ev.all),
		Year:  ev.otherYear(q),
		Past:  q.Past,
		Plan:  q.Asks(question.Plan) && !ev.plans,
		// Normalised text is lower case; codes are told in capitals.
		Entity: cmp.Or(strings.ToUpper(missingCode(q, ev.all)), p.place.Locality(q.Text, ev.all), toldName(q, ev.all)),
		Kind:   p.missingKind(q, hit),
	}
}

// missingKind returns the first asked kind that a passage does not hold.
func (p *passage) missingKind(q question.Question, hit retrieval.Hit) question.Kind {
	for _, k := range q.Kinds {
		alone := q
		alone.Kinds = []question.Kind{k}
		if measure, number, kind := p.lacks(alone, hit); measure+number+kind > 0 {
			return k
		}
	}
	return ""
}

// toldName is the first name that a text does not hold and that a citizen can
// be told of.
func toldName(q question.Question, text string) string {
	for _, name := range q.Names {
		if name.Whole && !strings.Contains(text, name.Core) {
			return name.Text
		}
	}
	return ""
}
