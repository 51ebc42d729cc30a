package message

import (
	"encoding/json"
	"slices"

	"wenbao/knowledge/text"
)

// maxData is how many bytes a button may carry.
const maxData = 64

// LongestLabel is how many code points a telephone shows of a button.
const LongestLabel = 60

// Keyboard is a block of buttons under a message, in rows; its JSON is
// Telegram's reply_markup.
type Keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// Button is one button: what it says, and one thing that a tap does: Data comes
// back to us, URL is opened, Copy goes to the clipboard.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
	Copy *Copy  `json:"copy_text,omitempty"` // since Bot API 7.11
}

// Copy is what a button puts on the clipboard.
type Copy struct {
	Text string `json:"text"` // at most maxCopy code points
}

// means reports whether a tap does something that Telegram allows.
func (b Button) means() bool {
	switch {
	case b.Copy != nil:
		return b.Copy.Text != ""
	case b.URL != "":
		return true
	}
	return b.Data != "" && len(b.Data) <= maxData
}

// ReadKeyboard reads the buttons of a message that was sent; there are none
// where they cannot be read.
func ReadKeyboard(markup []byte) *Keyboard {
	k := &Keyboard{}
	if json.Unmarshal(markup, k) != nil {
		return &Keyboard{}
	}
	return k
}

// Row adds buttons side by side. Buttons without a meaning are left out.
func (k *Keyboard) Row(buttons ...Button) {
	var row []Button
	for _, b := range buttons {
		if b.Text != "" && b.means() {
			b.Text = text.Shorten(Tidy(b.Text), LongestLabel)
			row = append(row, b)
		}
	}
	if len(row) > 0 {
		k.Rows = append(k.Rows, row)
	}
}

// Without returns the keyboard without the rows whose first button the
// condition is true of.
func (k *Keyboard) Without(gone func(Button) bool) *Keyboard {
	left := &Keyboard{}
	for _, row := range k.Rows {
		if len(row) > 0 && !gone(row[0]) {
			left.Rows = append(left.Rows, row)
		}
	}
	return left
}

// Lean returns the keyboard with the buttons that every server knows and that
// hold no address which one may refuse: those whose data comes back.
func (k *Keyboard) Lean() *Keyboard {
	left := &Keyboard{}
	if k == nil {
		return left
	}
	for _, row := range k.Rows {
		if row = slices.DeleteFunc(slices.Clone(row), func(b Button) bool { return b.Data == "" }); len(row) > 0 {
			left.Rows = append(left.Rows, row)
		}
	}
	return left
}

// JSON renders the buttons as a parameter; "" for none.
func (k *Keyboard) JSON() string {
	if k == nil || len(k.Rows) == 0 {
		return ""
	}
	data, err := json.Marshal(k)
	if err != nil {
		return ""
	}
	return string(data)
}

// ForceReply is a reply_markup that opens the field for a reply, with a hint in
// it of at most 64 code points; in a group only for who is replied to.
func ForceReply(hint string) string {
	data, err := json.Marshal(map[string]any{"force_reply": true, "selective": true, "input_field_placeholder": hint})
	if err != nil {
		return ""
	}
	return string(data)
}
