package telegram

import (
	"encoding/json"
	"unicode/utf8"
)

// maxData is how many bytes a button may carry.
const maxData = 64

// keyboard is a block of buttons under a message.
type keyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// longestLabel is what a telephone shows of a button.
const longestLabel = 60

// row adds buttons side by side. Buttons without a meaning are left out.
func (k *keyboard) row(buttons ...button) {
	var row []button
	for _, b := range buttons {
		if b.Data != "" && len(b.Data) <= maxData && b.Text != "" {
			b.Text = shorten(tidy(b.Text), longestLabel)
			row = append(row, b)
		}
	}
	if len(row) > 0 {
		k.Rows = append(k.Rows, row)
	}
}

// json renders the buttons as a parameter; "" for none.
func (k *keyboard) json() string {
	if k == nil || len(k.Rows) == 0 {
		return ""
	}
	data, err := json.Marshal(k)
	if err != nil {
		return ""
	}
	return string(data)
}

// hasHan reports whether a text has Chinese characters.
func hasHan(text string) bool {
	for _, r := range text {
		if r >= 0x3400 && utf8.RuneLen(r) >= 3 && (r < 0xa000 || r >= 0xf900 && r < 0xfb00 || r >= 0x20000) {
			return true
		}
	}
	return false
}
