package telegram

import (
	"context"
	"fmt"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/words"
)

// Inbox takes care of updates until they are finished. See state.Update.
type Inbox interface {
	Receive(ctx context.Context, updates ...state.Update) ([]state.Fate, error)
	Claim(ctx context.Context, owner string, most int) ([]state.Update, error)
	Postpone(ctx context.Context, id int64, until time.Time, pending []byte) error
	Finish(ctx context.Context, id int64, said ...state.Said) error
}

// Backlog tells what is open in the inbox.
type Backlog interface {
	Backlog(ctx context.Context) (state.Backlog, error)
	Behind(ctx context.Context, before int) (state.Update, error)
}

// Leader lets one of the programs that share a state do what only one may do at a
// time. See state.Store.Lead.
type Leader interface {
	Lead(ctx context.Context, do func(context.Context) error) error
}

// Conversations are what people asked, for follow-ups: Finish adds to them. Here and below a
// person is named by a keyed hash.
type Conversations interface {
	Turns(ctx context.Context, who string) ([]state.Turn, error)
	ClearTurns(ctx context.Context, who string) error
}

// Settings remember what a person chose, "" for nobody what the bot did.
type Settings interface {
	Setting(ctx context.Context, who, name string) (string, error)
	SetSetting(ctx context.Context, who, name, value string) error
}

// Votes remember what people think of answers.
type Votes interface {
	Vote(ctx context.Context, who, receipt string, up bool) error
	Attach(ctx context.Context, who, receipt string) (bool, error)
}

// Gaps count what was asked in vain.
type Gaps interface {
	AddGap(ctx context.Context, who, mark string, g state.Gap) error
}

// Eraser deletes: all of a person, and what is too old. state.ErrUnscrubbed is
// no failure: the next Sweep tries again to get it off the disk.
type Eraser interface {
	Forget(ctx context.Context, who string) error
	Sweep(ctx context.Context) (expired []int64, err error)
}

// Store is what keeps the state of the door, by role; a *state.Store plays
// them all.
type Store struct {
	Inbox
	Backlog
	Conversations
	Settings
	Votes
	Gaps
	Eraser
	Leader
}

// turnOf is what is kept of a question and its answer.
func turnOf(question string, a bot.Answer) state.Turn {
	turn := bot.TurnOf(question, a)
	return state.Turn{Receipt: a.Receipt, Question: turn.Question, Cited: turn.Citations}
}

// historyOf is what package bot is told of what was kept.
func historyOf(kept []state.Turn) []bot.Turn {
	var turns []bot.Turn
	for _, k := range kept {
		turns = append(turns, bot.Turn{Question: k.Question, Citations: k.Cited, At: k.At})
	}
	return turns
}

// privacyText says what is stored, for how long, and how to delete it, with
// the store's own figures.
func privacyText(w *words.Telegram) string {
	return fmt.Sprintf(w.PrivacyFull, int(state.TurnsFor.Hours()), state.MaxTurns, int(state.FeedbackFor.Hours()/24))
}
