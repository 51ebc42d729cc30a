package openai

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/sony/gobreaker/v2"
)

// Limits bound what a model may cost in a day (UTC). 0 is no limit.
type Limits struct {
	Daily int // tokens, prompts and replies
	User  int // tokens for one user
}

// A server that failed so often in a row is left alone for a while; then one
// request tries it.
const (
	failures = 3
	rest     = 30 * time.Second
)

// Guard keeps a model within its limits and leaves a broken server alone. It
// is safe for concurrent use.
type Guard struct {
	model   Completer
	breaker *gobreaker.CircuitBreaker[string]
	budget  budget
}

// NewGuard guards a model.
func NewGuard(model Completer, l Limits) *Guard {
	return &Guard{model: model, budget: budget{limits: l}, breaker: gobreaker.NewCircuitBreaker[string](gobreaker.Settings{
		Timeout:     rest,
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= failures },
		IsExcluded:  innocent,
	})}
}

// Complete asks the model if the limits allow it: otherwise the error is
// ErrBudget or ErrResting.
func (g *Guard) Complete(ctx context.Context, r Request) (string, error) {
	reply, err := g.breaker.Execute(func() (string, error) {
		if !g.budget.take(r.User, Tokens(r.Prompt)+r.Tokens) {
			return "", ErrBudget
		}
		return g.model.Complete(ctx, r)
	})
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return "", ErrResting
	}
	return reply, err
}

// innocent reports whether an error says nothing of the server's health.
func innocent(err error) bool {
	return errors.Is(err, ErrBudget) || errors.Is(err, ErrNoSchema) || errors.Is(err, context.Canceled) || blames(err, ofRequest)
}

// budget counts the tokens of a day by the upper estimate before each request,
// so that the limits hold whatever a server reports.
type budget struct {
	limits Limits

	mu    sync.Mutex
	day   string
	spent int
	users map[string]int
}

// maxUsers bounds the memory of a day. A flood of more users than that starts
// their counts anew; the limit of the day holds all the same.
const maxUsers = 10_000

// take spends tokens, unless that would exceed a limit.
func (b *budget) take(user string, cost int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if day := time.Now().UTC().Format(time.DateOnly); day != b.day {
		b.day, b.spent, b.users = day, 0, map[string]int{}
	}
	limited := b.limits.User > 0 && user != ""
	if b.limits.Daily > 0 && b.spent+cost > b.limits.Daily || limited && b.users[user]+cost > b.limits.User {
		return false
	}
	b.spent += cost
	if limited {
		if len(b.users) >= maxUsers {
			clear(b.users)
		}
		b.users[user] += cost
	}
	return true
}
