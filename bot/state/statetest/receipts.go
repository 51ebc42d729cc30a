package statetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/state"
)

// found returns the message of a receipt, "" when none is kept.
func (b *bench) found(t *testing.T, id string) string {
	t.Helper()
	r, ok, err := b.FindReceipt(t.Context(), id)
	must(t, err)
	if !ok && !cmp.Equal(r, state.Receipt{}) {
		t.Errorf("no receipt, and yet %+v", r)
	}
	return string(r.Message)
}

func (b *bench) receipt(t *testing.T, id, message string) {
	t.Helper()
	must(t, b.AddReceipt(t.Context(), state.Receipt{ID: id, Message: []byte(message)}))
}

func receipts(t *testing.T, b *bench) {
	want := state.Receipt{ID: "r", At: b.now(), Fingerprint: "f", Message: []byte(`{"Text":"问'\n"}`), Outcome: "answered", Cited: []string{"x/1", "x/2.1"}}
	b.receipt(t, "r", "earlier")
	must(t, b.AddReceipt(t.Context(), want))
	b.receipt(t, "s", "later")
	got, ok, err := b.FindReceipt(t.Context(), "r")
	must(t, err)
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("found %t, not the newest as it was (-want +got):\n%s", ok, diff)
	}
	if got := b.found(t, "unknown"); got != "" {
		t.Errorf("an unknown receipt is %q", got)
	}
	b.receipt(t, "long", strings.Repeat("x", state.MaxReceipt))
	if got := b.found(t, "long"); len(got) != state.MaxReceipt {
		t.Errorf("of the longest message %d bytes are kept", len(got))
	}
	err = b.AddReceipt(t.Context(), state.Receipt{ID: "longer", Message: make([]byte, state.MaxReceipt+1)})
	if !errors.Is(err, state.ErrTooLong) || b.found(t, "longer") != "" {
		t.Errorf("a message that is too long: %v", err)
	}
}

func tooManyReceipts(t *testing.T, b *bench) {
	for i := range maxReceipts + 1 {
		b.receipt(t, fmt.Sprint(i), "m")
	}
	for id, kept := range map[string]bool{"0": false, "1": true, fmt.Sprint(maxReceipts): true} {
		if got := b.found(t, id) == "m"; got != kept {
			t.Errorf("receipt %s is kept: %t, want %t", id, got, kept)
		}
	}
}

func receiptsExpire(t *testing.T, b *bench) {
	for name, drop := range map[string]func(){
		"the next receipt": func() { b.receipt(t, "new", "m") },
		"the sweep":        func() { must(t, b.sweep(t.Context())) },
	} {
		b.receipt(t, "old", "m")
		b.pass(state.ReceiptsFor)
		if b.found(t, "old") != "m" {
			t.Error("gone within the retention")
		}
		b.pass(time.Second)
		if b.found(t, "old") != "" {
			t.Error("told after the retention")
		}
		drop()
		b.pass(-time.Second)
		if b.found(t, "old") != "" {
			t.Errorf("%s has not deleted it", name)
		}
	}
}
