package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// receipt names what was asked and of which index: the questions and what
// answered them, not who asked or when, nor the version of the program.
func (b *Bot) receipt(m Message) string {
	h := sha256.New()
	type turn struct {
		Question  string
		Citations []string
	}
	var history []turn
	for _, t := range m.History {
		history = append(history, turn{t.Question, t.Citations})
	}
	asked := struct {
		Text    string
		History []turn
	}{m.Text, history}
	fmt.Fprintf(h, "%s %s %q", b.passages.Fingerprint, b.headings.Fingerprint, asked)
	return hex.EncodeToString(h.Sum(nil))[:receiptLength]
}

const receiptLength = 10 // digits of base 16

// IsReceipt reports whether something has the form of a receipt.
func IsReceipt(s string) bool {
	return len(s) == receiptLength && strings.Trim(s, "0123456789abcdef") == ""
}
