package state

import (
	"context"
	"time"
)

// GapPeople is how many people must have asked about a subject before its word is
// kept: below that a word may tell of a person, and only a keyed hash of it is.
const GapPeople = 3

// maxGaps is how many subjects of one person count; the newest do.
const maxGaps = 200

// Gap is a subject of questions that the reports did not answer.
type Gap struct {
	Subject string // a word of the questions
	Reason  string // what was lacking, the last time
	Nearest string // id of the passage nearest to the last question
}

// GapCount is how often a subject was asked about within FeedbackFor.
type GapCount struct {
	Gap
	People int
	Asked  int
	Last   time.Time // to the second
}

// AddGap counts that somebody asked about a subject in vain. mark is a keyed hash
// of the subject, which the caller makes; the subject itself is kept as soon as
// GapPeople people have asked about it.
func (s *Store) AddGap(ctx context.Context, who, mark string, g Gap) error {
	return s.write(ctx,
		statement{`INSERT INTO gaps (mark, who, asked, at) VALUES ($1, $2, 1, $3)
			ON CONFLICT (mark, who) DO UPDATE SET asked = gaps.asked + 1, at = excluded.at`, []any{mark, who, s.now().Unix()}},
		statement{`INSERT INTO subjects (mark, subject, reason, nearest) SELECT $1, $2, $3, $4
			WHERE (SELECT COUNT(*) FROM gaps WHERE mark = $5 AND at >= $6) >= $7
			ON CONFLICT (mark) DO UPDATE SET subject = excluded.subject, reason = excluded.reason, nearest = excluded.nearest`,
			[]any{mark, legal(g.Subject), legal(g.Reason), g.Nearest, mark, s.before(FeedbackFor), GapPeople}},
		statement{`DELETE FROM gaps WHERE who = $1 AND mark NOT IN (SELECT mark FROM gaps WHERE who = $2 ORDER BY at DESC, mark LIMIT $3)`, []any{who, who, maxGaps}},
	)
}

// forgetSubjects forgets the words about which too few still ask.
var forgetSubjects = statement{`DELETE FROM subjects WHERE (SELECT COUNT(*) FROM gaps WHERE gaps.mark = subjects.mark) < $1`, []any{GapPeople}}

// Gaps returns the subjects about which at least GapPeople people asked in vain,
// those of most people first, and how many others there are.
func (s *Store) Gaps(ctx context.Context) (gaps []GapCount, others int, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT subject, reason, nearest, COUNT(*), SUM(asked), MAX(at)
		FROM subjects JOIN gaps ON gaps.mark = subjects.mark WHERE at >= $1 GROUP BY subjects.mark HAVING COUNT(*) >= $2
		ORDER BY COUNT(*) DESC, SUM(asked) DESC, subject`,
		s.before(FeedbackFor), GapPeople)
	if err != nil {
		return nil, 0, reading(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var g GapCount
		var last int64
		if err := rows.Scan(&g.Subject, &g.Reason, &g.Nearest, &g.People, &g.Asked, &last); err != nil {
			return nil, 0, reading(err)
		}
		g.Last = time.Unix(last, 0)
		gaps = append(gaps, g)
	}
	if err := rows.Err(); err != nil {
		return nil, 0, reading(err)
	}
	var all int
	if err := s.db.QueryRowContext(ctx, `SELECT COUNT(DISTINCT mark) FROM gaps WHERE at >= $1`, s.before(FeedbackFor)).Scan(&all); err != nil {
		return nil, 0, reading(err)
	}
	return gaps, all - len(gaps), nil
}

// Opinion is a vote whose author let its question be kept.
type Opinion struct {
	Receipt  string
	Question string
	Up       bool
	At       time.Time // to the second
}

// Opinions returns how many answers were liked and disliked within FeedbackFor,
// and those votes whose question may be read, newest first.
func (s *Store) Opinions(ctx context.Context) (up, down int, told []Opinion, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT receipt, COALESCE(question, ''), up, at FROM feedback WHERE at >= $1 ORDER BY at DESC, receipt`, s.before(FeedbackFor))
	if err != nil {
		return 0, 0, nil, reading(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var o Opinion
		var at int64
		if err := rows.Scan(&o.Receipt, &o.Question, &o.Up, &at); err != nil {
			return 0, 0, nil, reading(err)
		}
		o.At = time.Unix(at, 0)
		if o.Up {
			up++
		} else {
			down++
		}
		if o.Question != "" {
			told = append(told, o)
		}
	}
	return up, down, told, reading(rows.Err())
}
