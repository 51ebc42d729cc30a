package model

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
)

// scripted is a writer that fails while told to.
type scripted struct {
	err   error
	calls int
}

func (s *scripted) Write(context.Context, bot.Writing, func(string)) (string, error) {
	s.calls++
	return "好", s.err
}

func TestGuardRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{err: errors.New("down")}
		g := NewGuard(s, Limits{Failures: 3, Rest: 30 * time.Second})
		ask := func() error { _, err := g.Write(t.Context(), bot.Writing{Prompt: "问"}, nil); return err }
		for range 10 {
			_ = ask()
		}
		if s.calls != 3 {
			t.Errorf("a broken server was asked %d times", s.calls)
		}
		time.Sleep(31 * time.Second)
		if err := ask(); errors.Is(err, bot.ErrResting) || s.calls != 4 {
			t.Errorf("after the rest: %v, %d calls", err, s.calls)
		}
		if err := ask(); !errors.Is(err, bot.ErrResting) {
			t.Errorf("after one more failure: %v", err)
		}
		time.Sleep(31 * time.Second)
		s.err = nil
		for range 3 {
			if err := ask(); err != nil {
				t.Errorf("a healed server: %v", err)
			}
		}
	})
}

func TestGuardBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{}
		cost := Tokens("问") + 10
		g := NewGuard(s, Limits{Daily: 3 * cost, User: 2 * cost})
		ask := func(user string) error {
			_, err := g.Write(t.Context(), bot.Writing{Prompt: "问", Tokens: 10, User: user}, nil)
			return err
		}
		for i, test := range []struct {
			user string
			want error
		}{{"a", nil}, {"a", nil}, {"a", bot.ErrBudget}, {"b", nil}, {"b", bot.ErrBudget}} {
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

func TestTokensIsAnUpperBound(t *testing.T) {
	// 1.3 tokens a character is dear even among older tokenizers.
	for text, real := range map[string]int{"累计建成5G基站3047个。": 14, "hello world": 2, strings.Repeat("政府工作报告", 100): 800} {
		if got := Tokens(text); got < real {
			t.Errorf("%.20s: %d tokens estimated, %d real", text, got, real)
		}
	}
}
