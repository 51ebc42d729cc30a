// Package web is the citizens' door for who has no Telegram: a form and its
// answers as pages, and the reports that they quote. It needs no script, sets no
// cookie and keeps nothing: what was said before travels in the page itself. No
// question stands in an address or in the log.
package web

import (
	"context"
	"io"
	"log/slog"

	"wenbao/bot"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Asker answers questions.
type Asker interface {
	Ask(ctx context.Context, m bot.Message) (bot.Answer, error)
}

// Suggester knows questions that the reports answer.
type Suggester interface {
	Suggest(a bot.Answer, n int) []string
	Samples(l text.Language, n int) []string
}

// Describer tells what the answers are taken from.
type Describer interface {
	Scope(l text.Language) string
	Fingerprint() string
	Library() *knowledge.Library
}

// Bot is who answers, by role; a *bot.Bot plays them all.
type Bot struct {
	Asker
	Suggester
	Describer
}

// Options say what to serve and how. Bot and Addr are needed.
type Options struct {
	Bot       Bot
	Addr      string              // address to listen on, e.g. 127.0.0.1:8080
	Proxied   bool                // every request comes through a reverse proxy of ours, which adds its client to X-Forwarded-For
	AdminAddr string              // address of health and metrics; "" for none
	Beside    []func(w io.Writer) // metrics to be shown with ours
	Log       *slog.Logger        // nil: nothing is logged
	Workers   int                 // questions answered at a time; 0 for 8
}
