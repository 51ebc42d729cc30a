package openai

import (
	"context"
	"errors"
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

// What is counted of the model, by name.
const (
	health = "model"
	tokens = "tokens" // of all; those of a user behind a slash
)

// Guard keeps a model within its limits and leaves a broken server alone. It
// is safe for concurrent use.
type Guard struct {
	model  Completer
	limits Limits
	counts *limit.Limits
}

// NewGuard guards a model, for all who count together.
func NewGuard(model Completer, l Limits, counts *limit.Limits) *Guard {
	return &Guard{model, l, counts}
}

// Complete asks the model if the limits allow it: otherwise the error is
// ErrBudget or ErrResting.
func (g *Guard) Complete(ctx context.Context, r Request) (string, error) {
	failed, ok := g.counts.Admit(ctx, health, breaker)
	switch {
	case !ok:
		return "", ErrResting
	case !g.counts.Spend(ctx, Tokens(r.Prompt)+r.Tokens, g.accounts(r.User)...):
		return "", ErrBudget
	}
	reply, err := g.model.Complete(ctx, r)
	if down := err != nil && !innocent(err); down || failed > 0 && !errors.Is(err, context.Canceled) {
		g.counts.Report(context.WithoutCancel(ctx), health, breaker, down)
	}
	return reply, err
}

// innocent reports whether an error says nothing against the server's health.
func innocent(err error) bool {
	return errors.Is(err, ErrNoSchema) || errors.Is(err, context.Canceled) || blames(err, ofRequest)
}

// accounts are what a request is charged to, by the upper estimate and before it
// is sent, so that the limits hold whatever a server reports.
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
