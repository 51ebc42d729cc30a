package openai

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// scripted is a model that fails while told to.
type scripted struct {
	err   error
	calls int
}

func (s *scripted) Complete(context.Context, Request) (string, error) {
	s.calls++
	return "好", s.err
}

func TestGuardRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{err: errors.New("down")}
		g := NewGuard(s, Limits{})
		ask := func() error { _, err := g.Complete(t.Context(), Request{Prompt: "问"}); return err }
		for range 10 {
			_ = ask()
		}
		if s.calls != failures {
			t.Errorf("a broken server was asked %d times", s.calls)
		}
		time.Sleep(rest + time.Second)
		if err := ask(); errors.Is(err, ErrResting) || s.calls != failures+1 {
			t.Errorf("after the rest: %v, %d calls", err, s.calls)
		}
		if err := ask(); !errors.Is(err, ErrResting) {
			t.Errorf("after one more failure: %v", err)
		}
		time.Sleep(rest + time.Second)
		s.err = nil
		for range 3 {
			if err := ask(); err != nil {
				t.Errorf("a healed server: %v", err)
			}
		}
	})
}

// TestGuardBlamesTheServer: a citizen who sends what a server refuses does not
// take the model from the others.
func TestGuardBlamesTheServer(t *testing.T) {
	tests := []struct {
		name  string
		err   error
		rests bool
	}{
		{"a fault of the server", &failure{blame: ofServer}, true},
		{"a wrong key", &failure{blame: ofSettings}, true},
		{"a slow server", context.DeadlineExceeded, true},
		{"a refused request", fmt.Errorf("asking: %w", &failure{blame: ofRequest}), false},
		{"no schema", ErrNoSchema, false},
		{"the asker went away", context.Canceled, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g := NewGuard(&scripted{err: test.err}, Limits{})
			var err error
			for range failures + 1 {
				_, err = g.Complete(t.Context(), Request{Prompt: "问"})
			}
			if errors.Is(err, ErrResting) != test.rests {
				t.Errorf("after %d times: %v", failures, err)
			}
		})
	}
}

func TestGuardBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cost := Tokens("问") + 10
		g := NewGuard(&scripted{}, Limits{Daily: 3 * cost, User: 2 * cost})
		ask := func(user string) error {
			_, err := g.Complete(t.Context(), Request{Prompt: "问", Tokens: 10, User: user})
			return err
		}
		for i, test := range []struct {
			user string
			want error
		}{{"a", nil}, {"a", nil}, {"a", ErrBudget}, {"b", nil}, {"b", ErrBudget}, {"", ErrBudget}} {
			if err := ask(test.user); !errors.Is(err, test.want) {
				t.Errorf("request %d: %v, want %v", i, err, test.want)
			}
		}
		time.Sleep(24 * time.Hour)
		if err := ask("a"); err != nil {
			t.Errorf("the next day: %v", err)
		}
	})
}

func TestBudgetIsBounded(t *testing.T) {
	b := budget{limits: Limits{Daily: 3 * maxUsers, User: 1}}
	for i := range 2*maxUsers + 10 {
		if !b.take(fmt.Sprint(i), 1) {
			t.Fatalf("user %d was refused", i)
		}
	}
	if len(b.users) > maxUsers || b.spent != 2*maxUsers+10 {
		t.Errorf("%d users are kept, %d tokens spent", len(b.users), b.spent)
	}
}

func TestTokensIsAnUpperBound(t *testing.T) {
	// 1.3 tokens a character is dear even among older tokenizers.
	for text, real := range map[string]int{"累计建成5G基站3047个。": 14, "hello world": 2, strings.Repeat("政府工作报告", 100): 800} {
		if got := Tokens(text); got < real {
			t.Errorf("%.20s: %d tokens estimated, %d real", text, got, real)
		}
	}
}
