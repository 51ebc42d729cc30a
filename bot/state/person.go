package state

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"
)

// Turn is one question of a conversation and the ids of the passages that
// answered it.
type Turn struct {
	Receipt  string
	Question string
	Cited    []string
	At       time.Time // to the second; set by Finish
}

// Said is what a person asked, to be remembered.
type Said struct {
	Who  string
	Turn Turn
	// Edited is when the message was sent whose new wording this is: the turn of
	// the old one is forgotten. Zero for a message that was not edited.
	Edited time.Time
}

// say are the steps that remember a turn and forget the old wording's, and those
// beyond MaxTurns.
func (s *Store) say(said Said) []statement {
	who, t := said.Who, said.Turn
	steps := []statement{
		{`INSERT INTO turns (who, receipt, question, cited, at) VALUES ($1, $2, $3, $4, $5)`,
			[]any{who, t.Receipt, legal(t.Question), joined(t.Cited), s.now().Unix()}},
		{`DELETE FROM turns WHERE who = $1 AND seq NOT IN (SELECT seq FROM turns WHERE who = $2 ORDER BY seq DESC LIMIT $3)`,
			[]any{who, who, MaxTurns}},
	}
	if said.Edited.IsZero() {
		return steps
	}
	return append([]statement{{`DELETE FROM turns WHERE seq = (SELECT MIN(seq) FROM turns WHERE who = $1 AND at >= $2)`,
		[]any{who, said.Edited.Unix()}}}, steps...)
}

// joined writes ids into one column, parted reads them.
func joined(ids []string) string { return strings.Join(ids, "\n") }

func parted(column string) []string {
	return strings.FieldsFunc(column, func(r rune) bool { return r == '\n' })
}

// legal is a text without what PostgreSQL does not take: NUL and invalid UTF-8.
func legal(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// Turns returns what is remembered of a conversation, oldest first.
func (s *Store) Turns(ctx context.Context, who string) ([]Turn, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT receipt, question, cited, at FROM turns WHERE who = $1 AND at >= $2 ORDER BY seq DESC LIMIT $3`,
		who, s.before(TurnsFor), MaxTurns)
	if err != nil {
		return nil, reading(err)
	}
	defer func() { _ = rows.Close() }()
	var turns []Turn
	for rows.Next() {
		var t Turn
		var cited string
		var at int64
		if err := rows.Scan(&t.Receipt, &t.Question, &cited, &at); err != nil {
			return nil, reading(err)
		}
		t.Cited, t.At = parted(cited), time.Unix(at, 0)
		turns = append(turns, t)
	}
	slices.Reverse(turns)
	return turns, reading(rows.Err())
}

// ClearTurns ends a conversation.
func (s *Store) ClearTurns(ctx context.Context, who string) error {
	return s.write(ctx, statement{`DELETE FROM turns WHERE who = $1`, []any{who}})
}

// Setting returns a person's choice, "" when there is none.
func (s *Store) Setting(ctx context.Context, who, name string) (string, error) {
	var value string
	err := s.db.QueryRowContext(ctx, `SELECT value FROM settings WHERE who = $1 AND name = $2`, who, name).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", reading(err)
	}
	return value, nil
}

// SetSetting remembers a person's choice; "" forgets it.
func (s *Store) SetSetting(ctx context.Context, who, name, value string) error {
	if value == "" {
		return s.write(ctx, statement{`DELETE FROM settings WHERE who = $1 AND name = $2`, []any{who, name}})
	}
	return s.write(ctx, statement{`INSERT INTO settings (who, name, value) VALUES ($1, $2, $3)
		ON CONFLICT (who, name) DO UPDATE SET value = excluded.value`, []any{who, name, value}})
}

// maxVotes is how many votes of one person are kept; the newest are.
const maxVotes = 200

// Vote remembers what a person thinks of an answer; the last vote counts.
func (s *Store) Vote(ctx context.Context, who, receipt string, up bool) error {
	return s.write(ctx,
		statement{`INSERT INTO feedback (who, receipt, up, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (who, receipt) DO UPDATE SET up = excluded.up, at = excluded.at`, []any{who, receipt, up, s.now().Unix()}},
		statement{`DELETE FROM feedback WHERE who = $1 AND receipt NOT IN (SELECT receipt FROM feedback WHERE who = $2 ORDER BY at DESC, receipt LIMIT $3)`,
			[]any{who, who, maxVotes}},
	)
}

// Attach adds the text of the question to a vote, from the conversation; ok is
// false when the vote or the turn is not there any more.
func (s *Store) Attach(ctx context.Context, who, receipt string) (ok bool, err error) {
	result, err := s.db.ExecContext(ctx, `UPDATE feedback SET question = t.question
		FROM (SELECT question FROM turns WHERE who = $1 AND receipt = $2 ORDER BY seq DESC LIMIT 1) AS t
		WHERE who = $3 AND receipt = $4`, who, receipt, who, receipt)
	if err != nil {
		return false, writing(err)
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// Forget deletes everything about a person, from the disk too. With
// ErrUnscrubbed it is deleted, but still on the disk.
func (s *Store) Forget(ctx context.Context, who string) error {
	return s.erase(ctx,
		statement{`DELETE FROM turns WHERE who = $1`, []any{who}},
		statement{`DELETE FROM settings WHERE who = $1`, []any{who}},
		statement{`DELETE FROM feedback WHERE who = $1`, []any{who}},
		statement{`DELETE FROM gaps WHERE who = $1`, []any{who}},
		forgetSubjects,
	)
}
