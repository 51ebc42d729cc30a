package message

import (
	"strings"
	"testing"
)

func TestKeyboard(t *testing.T) {
	k := &Keyboard{}
	k.Row(Button{"好", "u:1"}, Button{"差\u202e", "d:1"})
	k.Row(Button{"no meaning", ""}, Button{"", "x"}, Button{"too much", strings.Repeat("x", maxData+1)})
	k.Row(Button{strings.Repeat("长", 100), "q:1"})
	want := `{"inline_keyboard":[[{"text":"好","callback_data":"u:1"},{"text":"差","callback_data":"d:1"}],` +
		`[{"text":"` + strings.Repeat("长", LongestLabel-1) + `…","callback_data":"q:1"}]]}`
	if got := k.JSON(); got != want {
		t.Errorf("%s", got)
	}
	if got := ReadKeyboard([]byte(want)).JSON(); got != want {
		t.Errorf("read back: %s", got)
	}
	without := k.Without(func(b Button) bool { return b.Data == "u:1" })
	if len(without.Rows) != 1 || without.Rows[0][0].Data != "q:1" || len(k.Rows) != 2 {
		t.Errorf("left %v of %v", without.Rows, k.Rows)
	}
}

func TestNoKeyboard(t *testing.T) {
	var none *Keyboard
	for name, k := range map[string]*Keyboard{"nil": none, "empty": {}, "unreadable": ReadKeyboard([]byte(`{"inline_keyboard":"x"}`)), "absent": ReadKeyboard(nil)} {
		if got := k.JSON(); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
