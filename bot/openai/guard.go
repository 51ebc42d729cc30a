package openai

import (
	"context"
	"errors"
	"math"
	"time"

	"wenbao/bot/limit"
)

// Limits bound what a model may cost in a day (UTC). 0 is no limit.
type Limits struct {
	Daily int // tokens, prompts and replies
	User  int // tokens for one user
}

// breaker leaves a server alone that failed so often in a row.
var breaker = limit.Breaker{Failures: 3, Rest: 30 * time.Second}

// What is counted of the models, by name.
const (
	health    = "model"
	speech    = "speech"
	embedding = "embedding"
	tokens    = "tokens" // of all; those of a user behind a slash
)

// Model is what tells what a reply costs, before and after; a Client is one.
type Model interface {
	// Ask is that of a Completer, and tells how many tokens it took, 0 where nobody
	// counted, also with an error.
	Ask(ctx context.Context, r Request) (text string, used int, err error)
	// Cost is an upper estimate of the tokens of a request and its reply; an error
	// for a request that would not be sent.
	Cost(r Request) (int, error)
}

// Guard keeps a model within its limits and leaves a broken server alone. It
// is safe for concurrent use.
type Guard struct {
	model  Model
	limits Limits
	counts *limit.Limits
}

// NewGuard guards a model, for all who count together.
func NewGuard(model Model, l Limits, counts *limit.Limits) *Guard {
	return &Guard{model, l, counts}
}

// Complete asks the model if the limits allow it: otherwise the error is
// ErrBudget or ErrResting.
func (g *Guard) Complete(ctx context.Context, r Request) (string, error) {
	cost, err := g.model.Cost(r)
	if err != nil {
		return "", err
	}
	return sparing(ctx, g.counts, health, func() (string, error) {
		of := g.accounts(r.User)
		if !g.counts.Spend(ctx, cost, of...) {
			return "", ErrBudget
		}
		text, used, err := g.model.Ask(ctx, r)
		if used > cost {
			g.counts.Spend(context.WithoutCancel(ctx), used-cost, overdrawn(of)...)
		}
		return text, err
	})
}

// overdrawn are accounts that bear what is spent already: the next request is refused.
func overdrawn(of []limit.Account) []limit.Account {
	for i := range of {
		of[i].Most = math.MaxInt32
	}
	return of
}

// sparing asks a server unless it is left alone after failures, which is
// ErrResting; its health is counted under a name. Where the time is over before it
// is asked, that says nothing of the server, and costs nothing.
func sparing[T any](ctx context.Context, counts *limit.Limits, name string, ask func() (T, error)) (reply T, err error) {
	if err := ctx.Err(); err != nil {
		return reply, err
	}
	failed, ok := counts.Admit(ctx, name, breaker)
	if !ok {
		return reply, ErrResting
	}
	reply, err = ask()
	unknown := errors.Is(err, context.Canceled) || errors.Is(err, ErrBudget) // the server said nothing
	if down := err != nil && !innocent(err); !unknown && (down || failed > 0) {
		counts.Report(context.WithoutCancel(ctx), name, breaker, down)
	}
	return reply, err
}

// innocent reports whether an error says nothing against the server's health.
func innocent(err error) bool {
	return errors.Is(err, context.Canceled) || blames(err, ofRequest)
}

// accounts are what a request is charged to: by the upper estimate before it is sent,
// so that the limits hold whatever a server reports, and behind it what the server
// counts beyond that, as of further attempts and of thoughts.
func (g *Guard) accounts(user string) []limit.Account {
	var of []limit.Account
	if g.limits.Daily > 0 {
		of = append(of, limit.Account{Name: tokens, Most: g.limits.Daily})
	}
	if g.limits.User > 0 && user != "" {
		of = append(of, limit.Account{Name: tokens + "/" + user, Most: g.limits.User})
	}
	return of
}
