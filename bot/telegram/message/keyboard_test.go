package message

import (
	"strings"
	"testing"
)

func TestKeyboard(t *testing.T) {
	k := &Keyboard{}
	k.Row(Button{Text: "好", Data: "u:1"}, Button{Text: "差\u202e", Data: "d:1"})
	k.Row(Button{Text: "no meaning"}, Button{Data: "x"}, Button{Text: "too much", Data: strings.Repeat("x", maxData+1)}, Button{Text: "nothing", Copy: &Copy{}})
	k.Row(Button{Text: strings.Repeat("长", 100), Data: "q:1"})
	k.Row(Button{Text: "抄", Copy: &Copy{"字"}}, Button{Text: "网", URL: "https://x.cn/a#:~:text=b"})
	k.Row(Button{Text: "回", Data: "t"}, Button{Text: "网", URL: "https://x.cn/"})
	want := `{"inline_keyboard":[[{"text":"好","callback_data":"u:1"},{"text":"差","callback_data":"d:1"}],` +
		`[{"text":"` + strings.Repeat("长", LongestLabel-1) + `…","callback_data":"q:1"}],` +
		`[{"text":"抄","copy_text":{"text":"字"}},{"text":"网","url":"https://x.cn/a#:~:text=b"}],` +
		`[{"text":"回","callback_data":"t"},{"text":"网","url":"https://x.cn/"}]]}`
	if got := k.JSON(); got != want {
		t.Errorf("%s", got)
	}
	if got := ReadKeyboard([]byte(want)).JSON(); got != want {
		t.Errorf("read back: %s", got)
	}
	without := k.Without(func(b Button) bool { return b.Data == "u:1" })
	if len(without.Rows) != 3 || without.Rows[0][0].Data != "q:1" || len(k.Rows) != 4 {
		t.Errorf("left %v of %v", without.Rows, k.Rows)
	}
	if lean := k.Lean(); len(lean.Rows) != 3 || len(lean.Rows[2]) != 1 || lean.Rows[2][0].Data != "t" || len(k.Rows[3]) != 2 {
		t.Errorf("lean %v of %v", lean.Rows, k.Rows)
	}
}

func TestNoKeyboard(t *testing.T) {
	var none *Keyboard
	for name, k := range map[string]*Keyboard{"nil": none, "empty": {}, "unreadable": ReadKeyboard([]byte(`{"inline_keyboard":"x"}`)), "absent": ReadKeyboard(nil)} {
		if got := k.JSON() + k.Lean().JSON(); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
