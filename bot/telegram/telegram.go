// Package telegram is the citizens' door: it turns Telegram's updates into
// questions for package bot and answers into Telegram messages. It is the only
// importer of telegram-bot-api, decides nothing about content, and sees to it
// that every quoted passage keeps its number and address on the way.
package telegram

import (
	"context"
	"log/slog"
	"net/url"
	"time"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/knowledge"
)

// Bot is what this door needs of package bot's Bot.
type Bot interface {
	Ask(ctx context.Context, m bot.Message) (bot.Answer, error)
	Lookup(ctx context.Context, text string, k int) ([]bot.Citation, error)
	Cite(l bot.Language, id string) (bot.Citation, bool)
	Suggest(a bot.Answer, n int) []string
	Samples(l bot.Language, n int) []string
	Suggestions(yield func(question string))
	Scope(l bot.Language) string
	Sources() string
	Fingerprint() string
	Library() *knowledge.Library
}

// Inbox remembers which updates are done, and takes care of slow ones.
type Inbox interface {
	Handled(ctx context.Context, id int64) (bool, error)
	Finish(ctx context.Context, id int64) error
	Park(ctx context.Context, id int64, raw []byte) error
	Parked(ctx context.Context) ([]state.Parked, error)
}

// People remembers what belongs to a person, who is named by a keyed hash.
type People interface {
	AddTurn(ctx context.Context, who string, t state.Turn) error
	Turns(ctx context.Context, who string) ([]state.Turn, error)
	ClearTurns(ctx context.Context, who string) error
	Setting(ctx context.Context, who, name string) (string, error)
	SetSetting(ctx context.Context, who, name, value string) error
	Vote(ctx context.Context, who, receipt string, up bool) error
	Attach(ctx context.Context, who, receipt string) (bool, error)
	Forget(ctx context.Context, who string) error
}

// Store keeps the state of the door; *state.Store is one.
type Store interface {
	Inbox
	People
	Sweep(ctx context.Context) error
}

// Webhook says where Telegram delivers updates.
type Webhook struct {
	URL    string // what Telegram calls, https
	Addr   string // what we listen on, e.g. 127.0.0.1:8443
	Secret string // shared with Telegram; "" for a random one
}

// Options say what to serve and how. Bot, Store and Token are needed.
type Options struct {
	Bot        Bot
	Store      Store
	Token      string
	API        string      // endpoint; "" for PublicAPI
	Webhook    *Webhook    // nil: long polling
	AdminAddr  string      // address of health and metrics; "" for none
	Evaluation *Evaluation // nil: none is known
	Version    string
	Log        *slog.Logger
	Pace       *Pace // nil for DefaultPace
	Workers    int   // questions answered at a time; 0 for 8
}

// Evaluation is what /about tells of the last evaluation.
type Evaluation struct {
	Date      time.Time
	Questions int
	Right     float64 // share answered rightly
	Refusals  float64 // share of the unanswerable that were not answered
}

// ValidToken reports whether a token looks like one of Telegram's:
// 123456:letters.
func ValidToken(token string) bool { return tokenPattern.MatchString(token) }

// ValidSecret reports whether Telegram takes a webhook secret.
func ValidSecret(secret string) bool { return secretPattern.MatchString(secret) }

// ValidURL reports whether an address is a whole http or https URL.
func ValidURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

const (
	drainTime = 25 * time.Second // what is begun may take so long after the stop
	ackTime   = 2 * time.Second  // the last word to Telegram
)
