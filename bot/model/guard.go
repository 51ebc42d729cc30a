package model

import (
	"context"
	"errors"
	"sync"
	"time"

	"wenbao/bot"
)

// Limits bound what a model may cost and how long a broken one is asked. 0 is
// no limit.
type Limits struct {
	Daily    int           // tokens a day, prompts and replies
	User     int           // tokens a day for one user
	Failures int           // failures in a row after which the server is left alone
	Rest     time.Duration // for how long
}

// Defaults for Limits.
const (
	DefaultDaily    = 2_000_000
	DefaultUser     = 100_000
	DefaultFailures = 3
	DefaultRest     = 30 * time.Second
)

// Guard keeps a writer within its limits. Tokens are counted by the upper
// estimate before a request, so that the cap holds for any server.
type Guard struct {
	writer bot.Writer
	limits Limits

	mu       sync.Mutex
	day      string
	spent    int
	users    map[string]int
	failures int
	until    time.Time
}

// NewGuard guards a writer.
func NewGuard(w bot.Writer, l Limits) *Guard { return &Guard{writer: w, limits: l} }

// Write asks the writer if the limits allow it.
func (g *Guard) Write(ctx context.Context, r bot.Writing, onText func(string)) (string, error) {
	if err := g.admit(r); err != nil {
		return "", err
	}
	text, err := g.writer.Write(ctx, r, onText)
	g.note(err)
	return text, err
}

// admit charges a request or says why not.
func (g *Guard) admit(r bot.Writing) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if now.Before(g.until) {
		return bot.ErrResting
	}
	if day := now.UTC().Format(time.DateOnly); day != g.day {
		g.day, g.spent, g.users = day, 0, map[string]int{}
	}
	cost := Tokens(r.Prompt) + r.Tokens
	switch {
	case g.limits.Daily > 0 && g.spent+cost > g.limits.Daily,
		g.limits.User > 0 && r.User != "" && g.users[r.User]+cost > g.limits.User:
		return bot.ErrBudget
	}
	g.spent += cost
	if r.User != "" {
		g.users[r.User] += cost
	}
	if g.limits.Failures > 0 && g.failures >= g.limits.Failures {
		g.until = now.Add(g.limits.Rest) // one attempt at a time until one succeeds
	}
	return nil
}

// note counts failures of the server. What the asker cancelled or the server
// merely does not support is none.
func (g *Guard) note(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case err == nil, errors.Is(err, bot.ErrNoSchema):
		g.failures, g.until = 0, time.Time{}
	case errors.Is(err, context.Canceled):
	default:
		g.failures++
		if g.limits.Failures > 0 && g.failures >= g.limits.Failures {
			g.until = time.Now().Add(g.limits.Rest)
		}
	}
}
