package desk_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"wenbao/bot"
	"wenbao/bot/desk"
	"wenbao/bot/state"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newBot(t *testing.T) *bot.Bot {
	t.Helper()
	reports, err := knowledge.Shipped()
	must(t, err)
	embedder, err := retrieval.NewLocal()
	must(t, err)
	b, err := bot.New(t.Context(), bot.Config{Library: knowledge.NewLibrary(reports), Embedder: embedder})
	must(t, err)
	return b
}

func newState(t *testing.T) *state.Store {
	t.Helper()
	s, err := state.Memory(t.Context())
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var message = bot.Message{
	Text: "那5G基站呢？", User: "someone",
	History: []bot.Turn{{Question: "去年新建了多少个消防站？", Citations: []string{"tongzhou-2023/6.3.1"}}},
}

// TestReplay: what was asked is answered alike, and only once in the receipts.
func TestReplay(t *testing.T) {
	b, s := newBot(t), newState(t)
	d := desk.New(b, s, slog.New(slog.DiscardHandler))
	answer, err := d.Ask(t.Context(), message)
	must(t, err)
	kept, ok, err := s.FindReceipt(t.Context(), answer.Receipt)
	if err != nil || !ok {
		t.Fatalf("a receipt: %t %v", ok, err)
	}
	if kept.Fingerprint != b.Fingerprint() || kept.Outcome != "answered" || !cmp.Equal(kept.Cited, []string{"tongzhou-2023/4.2.1"}) {
		t.Errorf("kept %+v", kept)
	}
	if bytes.Contains(kept.Message, []byte("someone")) {
		t.Errorf("kept who asked: %s", kept.Message)
	}
	r, err := d.Replay(t.Context(), answer.Receipt)
	must(t, err)
	want := message
	want.User = ""
	if diff := cmp.Diff(want, r.Message); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(answer, r.Answer); diff != "" || r.Changed || !r.Asked.Equal(kept.At) || r.Took <= 0 {
		t.Errorf("changed %t, asked %v, took %v (-want +got):\n%s", r.Changed, r.Asked, r.Took, diff)
	}
}

// TestReplayAfterAChange: that something was answered otherwise than now is told,
// also where the receipt, which names message and index alone, is the same.
func TestReplayAfterAChange(t *testing.T) {
	b := newBot(t)
	asked := bot.Message{Text: "去年新建了多少个消防站？"}
	for _, test := range []struct {
		name    string
		change  func(r *state.Receipt)
		changed bool
	}{
		{"nothing", func(*state.Receipt) {}, false},
		{"another index, so another receipt", func(r *state.Receipt) { r.ID = "0123456789" }, true},
		{"another outcome", func(r *state.Receipt) { r.Outcome = string(bot.NotFound) }, true},
		{"another passage", func(r *state.Receipt) { r.Cited = []string{"tongzhou-2023/4.2.1"} }, true},
		{"a passage more", func(r *state.Receipt) { r.Cited = append(r.Cited, "tongzhou-2023/4.2.1") }, true},
		{"no passage", func(r *state.Receipt) { r.Cited = nil }, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newState(t)
			d := desk.New(b, s, slog.New(slog.DiscardHandler))
			answer, err := d.Ask(t.Context(), asked)
			must(t, err)
			kept, ok, err := s.FindReceipt(t.Context(), answer.Receipt)
			if err != nil || !ok {
				t.Fatalf("a receipt: %t %v", ok, err)
			}
			test.change(&kept)
			must(t, s.AddReceipt(t.Context(), kept)) // the newest counts
			r, err := d.Replay(t.Context(), kept.ID)
			if err != nil || r.Changed != test.changed || r.Answer.Outcome != bot.Answered {
				t.Errorf("changed %t, %s, %v", r.Changed, r.Answer.Outcome, err)
			}
		})
	}
}

func TestNoReceipt(t *testing.T) {
	b, s := newBot(t), newState(t)
	must(t, s.AddReceipt(t.Context(), state.Receipt{ID: "damaged", Message: []byte(`{"Text":`)}))
	for _, test := range []struct {
		name, receipt string
		receipts      desk.Receipts
		unknown       bool
	}{
		{"unknown", "0000000000", s, true},
		{"none is kept", "0000000000", nil, true},
		{"damaged", "damaged", s, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := desk.New(b, test.receipts, nil).Replay(t.Context(), test.receipt); err == nil || errors.Is(err, desk.ErrNoReceipt) != test.unknown {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestAnswerWithoutReceipt: the answer comes also where nothing is kept.
func TestAnswerWithoutReceipt(t *testing.T) {
	b, closed := newBot(t), newState(t)
	must(t, closed.Close())
	long := message
	long.History = append(long.History, bot.Turn{Question: strings.Repeat("长", state.MaxReceipt)})
	for _, test := range []struct {
		name     string
		receipts desk.Receipts
		message  bot.Message
		logged   string // "" means nothing
	}{
		{"none is kept", nil, message, ""},
		{"it cannot be written", closed, message, "cannot be replayed later"},
		{"it is too long", newState(t), long, "longer than 16384 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var log strings.Builder
			d := desk.New(b, test.receipts, slog.New(slog.NewTextHandler(&log, nil)))
			answer, err := d.Ask(t.Context(), test.message)
			if err != nil || answer.Receipt == "" {
				t.Errorf("answer %+v, %v", answer, err)
			}
			if !strings.Contains(log.String(), test.logged) || test.logged == "" && log.String() != "" || strings.Contains(log.String(), "基站") {
				t.Errorf("the log: %s", log.String())
			}
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestFaultLeavesNoReceipt: what was not answered cannot be replayed.
func TestFaultLeavesNoReceipt(t *testing.T) {
	s := newState(t)
	d := desk.New(down{newBot(t)}, s, nil)
	if answer, err := d.Ask(t.Context(), message); !errors.Is(err, errDown) || answer.Receipt != "" {
		t.Errorf("answer %+v, %v", answer, err)
	}
	if _, ok, err := s.FindReceipt(t.Context(), ""); ok || err != nil {
		t.Errorf("a receipt: %t %v", ok, err)
	}
}

var errDown = errors.New("the index is gone")

// down is a bot that cannot answer.
type down struct{ *bot.Bot }

func (down) Ask(context.Context, bot.Message) (bot.Answer, error) { return bot.Answer{}, errDown }
