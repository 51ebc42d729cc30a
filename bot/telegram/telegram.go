// Package telegram is the citizens' door: it turns Telegram's updates into
// questions for package bot and answers into Telegram messages. It decides
// nothing about content. Package api is its border to Telegram, package message
// renders; the rest of the door stands here: receiving updates, each in its
// turn and once, commands, buttons, the contents of a report, groups, health.
package telegram

import (
	"context"
	"io"
	"log/slog"
	"net/url"
	"regexp"
	"time"

	"wenbao/bot"
	"wenbao/bot/limit"
	"wenbao/bot/telegram/api"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Asker answers questions.
type Asker interface {
	Ask(ctx context.Context, m bot.Message) (bot.Answer, error)
}

// Quoter quotes passages: by words near to them, or by id.
type Quoter interface {
	Lookup(ctx context.Context, words string, k int) ([]bot.Citation, error)
	Cite(l text.Language, id string) (bot.Citation, bool)
}

// Suggester knows questions that the reports answer.
type Suggester interface {
	Suggest(a bot.Answer, n int) []string
	Samples(l text.Language, n int) []string
	Suggestions(yield func(question string))
}

// Describer tells what the answers are taken from.
type Describer interface {
	Scope(l text.Language) string
	Sources() string
	Fingerprint() string
	Library() *knowledge.Library
}

// Bot is who answers, by role; a *bot.Bot plays them all.
type Bot struct {
	Asker
	Quoter
	Suggester
	Describer
}

// Transcriber turns a recording into text; the name tells its format by its
// ending. "" is silence.
type Transcriber interface {
	Transcribe(ctx context.Context, name string, recording []byte) (string, error)
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
	API        string              // endpoint; "" for api.PublicAPI
	Webhook    *Webhook            // nil: long polling
	AdminAddr  string              // address of health and metrics; "" for none
	Beside     []func(w io.Writer) // metrics of another door, to be shown with ours
	Evaluation *Evaluation         // nil: none is known
	Hearing    Transcriber         // nil: voices are not heard
	Plain      bool                // no rich messages are sent
	Version    string
	Log        *slog.Logger  // nil: nothing is logged
	Pace       *api.Pace     // nil for api.DefaultPace
	Limits     *limit.Limits // nil: this server counts for itself
	Workers    int           // questions answered at a time; 0 for 8
}

// Evaluation is what /about tells of the last evaluation.
type Evaluation struct {
	Date          time.Time
	Fingerprint   string // of the index that was asked, "" where it is not known
	Questions     int
	Right         float64 // share answered rightly
	Refusals      float64 // share of the unanswerable that were not answered
	FalseRefusals float64 // share of the answerable that were not answered
}

// ErrUnauthorized says that Telegram does not know the token.
var ErrUnauthorized = api.ErrUnauthorized

var (
	tokenPattern  = regexp.MustCompile(`^[0-9]{3,20}:[A-Za-z0-9_-]{5,100}$`)
	secretPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
)

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
