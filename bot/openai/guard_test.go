package openai

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot/limit"
)

// scripted is a model that fails while told to.
type scripted struct {
	err   error
	calls int
}

func (s *scripted) Ask(context.Context, Request) (string, int, error) {
	s.calls++
	return "好", 0, s.err
}

func (s *scripted) Cost(r Request) (int, error) { return Tokens(r.Prompt) + r.Tokens, nil }

func TestGuardRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{err: errors.New("down")}
		g := NewGuard(s, Limits{}, limit.Local())
		ask := func() error { _, err := g.Complete(t.Context(), Request{Prompt: "问"}); return err }
		for range 10 {
			_ = ask()
		}
		if s.calls != breaker.Failures {
			t.Errorf("a broken server was asked %d times", s.calls)
		}
		time.Sleep(breaker.Rest + time.Second)
		if err := ask(); errors.Is(err, ErrResting) || s.calls != breaker.Failures+1 {
			t.Errorf("after the rest: %v, %d calls", err, s.calls)
		}
		if err := ask(); !errors.Is(err, ErrResting) {
			t.Errorf("after one more failure: %v", err)
		}
		time.Sleep(breaker.Rest + time.Second)
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
		{"the asker went away", context.Canceled, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			g := NewGuard(&scripted{err: test.err}, Limits{}, limit.Local())
			var err error
			for range breaker.Failures + 1 {
				_, err = g.Complete(t.Context(), Request{Prompt: "问"})
			}
			if errors.Is(err, ErrResting) != test.rests {
				t.Errorf("after %d times: %v", breaker.Failures, err)
			}
		})
	}
}

// TestGuardTooLate: what is asked when the time is over, as by the last parts of a
// long message, is not sent, costs nothing and takes the model from nobody.
func TestGuardTooLate(t *testing.T) {
	for _, test := range []struct {
		name string
		over func(context.Context) (context.Context, context.CancelFunc)
		want error
	}{
		{"the time is over", func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithDeadline(ctx, time.Now().Add(-time.Second))
		}, context.DeadlineExceeded},
		{"the asker went away", func(ctx context.Context) (context.Context, context.CancelFunc) {
			gone, cancel := context.WithCancel(ctx)
			cancel()
			return gone, cancel
		}, context.Canceled},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &scripted{err: context.DeadlineExceeded}
			g := NewGuard(s, Limits{Daily: Tokens("问")}, limit.Local())
			ctx, cancel := test.over(t.Context())
			defer cancel()
			for range breaker.Failures {
				if _, err := g.Complete(ctx, Request{Prompt: "问"}); !errors.Is(err, test.want) {
					t.Errorf("error %v", err)
				}
			}
			if s.calls > 0 {
				t.Errorf("%d calls", s.calls)
			}
			s.err = nil
			if _, err := g.Complete(t.Context(), Request{Prompt: "问"}); err != nil {
				t.Errorf("the next: %v", err)
			}
		})
	}
}

func TestGuardBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cost := Tokens("问") + 10
		g := NewGuard(&scripted{}, Limits{Daily: 3 * cost, User: 2 * cost}, limit.Local())
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

// TestGuardCharges: what a request may take is charged, and nothing for one that is
// not sent.
func TestGuardCharges(t *testing.T) {
	prompt := Tokens("问")
	for _, test := range []struct {
		name, model string
		context     int
		cost        int
	}{
		{"the prompt and the room for the reply", "m", 0, prompt + 10},
		{"the room for thoughts, too", "gpt-5-mini", 0, prompt + 40},
		{"the same behind a prefix", "azure/o3", 0, prompt + 40},
		{"a prompt that is too long", "m", prompt + 9, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := replies(t, func(string) string { return "好" })
			c.config.Model, c.config.Context = test.model, test.context
			const daily = 100
			counts := limit.Local()
			g := NewGuard(c, Limits{Daily: daily}, counts)
			if _, err := g.Complete(t.Context(), Request{Prompt: "问", Tokens: 10}); (err != nil) != (test.cost == 0) {
				t.Errorf("error %v", err)
			}
			day := limit.Account{Name: tokens, Most: daily}
			if left := daily - test.cost; counts.Spend(t.Context(), left+1, day) || !counts.Spend(t.Context(), left, day) {
				t.Errorf("not %d tokens are left", left)
			}
		})
	}
}

// TestGuardChargesWhatIsCounted: what a server counts beyond the estimate is charged, too,
// of every attempt, and also where that overdraws the day; what it counts below is not
// given back.
func TestGuardChargesWhatIsCounted(t *testing.T) {
	const daily = 1000
	estimate := Tokens("问") + 10
	for _, test := range []struct {
		name    string
		replies []string // the last one for all further requests
		cost    int
	}{
		{"no count", []string{choice("好", "stop")}, estimate},
		{"less than the estimate", []string{counted("stop", 3)}, estimate},
		{"thoughts beyond it", []string{counted("stop", 700)}, 700},
		{"more than the day has", []string{counted("stop", 4000)}, daily},
		{"a reply that was cut", []string{counted("length", 700)}, 700},
		{"two attempts", []string{`{"choices":[],"usage":{"total_tokens":300}}`, counted("stop", 300)}, 600},
		{"a count that cannot be", []string{counted("stop", -700)}, estimate},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := client(t, func(w http.ResponseWriter, _ *http.Request) {
				fmt.Fprint(w, test.replies[0])
				test.replies = test.replies[min(1, len(test.replies)-1):]
			})
			counts := limit.Local()
			_, _ = NewGuard(c, Limits{Daily: daily, User: 2 * daily}, counts).Complete(t.Context(), Request{Prompt: "问", Tokens: 10, User: "a"})
			day := limit.Account{Name: tokens, Most: daily}
			if left := daily - test.cost; counts.Spend(t.Context(), left+1, day) || !counts.Spend(t.Context(), left, day) && left > 0 {
				t.Errorf("not %d tokens are left", left)
			}
		})
	}
}

// counted is a reply whose tokens the server has counted.
func counted(finish string, total int) string {
	return fmt.Sprintf(`{"usage":{"total_tokens":%d},%s`, total, choice("好", finish)[1:])
}

func TestTokensIsAnUpperBound(t *testing.T) {
	// 1.3 tokens a character is dear even among older tokenizers.
	for text, real := range map[string]int{"累计建成5G基站3047个。": 14, "hello world": 2, strings.Repeat("政府工作报告", 100): 800} {
		if got := Tokens(text); got < real {
			t.Errorf("%.20s: %d tokens estimated, %d real", text, got, real)
		}
	}
}
