package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"
	"unicode"
	"unicode/utf16"

	"wenbao/bot"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// answerLine is the JSON form of an answer. Scripts rely on it: fields may be
// added, never renamed, and lists are never null.
type answerLine struct {
	ID        json.RawMessage `json:"id"` // as it came, null without one
	Outcome   bot.Outcome     `json:"outcome"`
	Text      string          `json:"text"` // what a citizen reads
	Citations []citationJSON  `json:"citations"`
	Hits      []hitJSON       `json:"hits"` // best first
	Mode      bot.Mode        `json:"mode"`
	Receipt   string          `json:"receipt"`
	MS        float64         `json:"ms"`
}

type citationJSON struct {
	ID    string `json:"id"`
	Place string `json:"place"`
	Quote string `json:"quote"`
	Link  string `json:"link,omitempty"`
}

type hitJSON struct {
	ID    string  `json:"id"`
	Text  string  `json:"text"`
	Score float64 `json:"score"`
}

func newAnswerLine(library *knowledge.Library, id json.RawMessage, a bot.Answer, took time.Duration) answerLine {
	line := answerLine{
		ID: id, Outcome: a.Outcome, Text: a.Text(), Mode: a.Mode, Receipt: a.Receipt,
		Citations: []citationJSON{}, Hits: []hitJSON{}, MS: milliseconds(took),
	}
	for _, c := range a.Citations {
		line.Citations = append(line.Citations, citationJSON{c.ID, c.Place, c.Quote, c.Link})
	}
	for _, h := range a.Hits {
		if _, p, ok := library.Passage(h.ID); ok {
			line.Hits = append(line.Hits, hitJSON{h.ID, p.Text, h.Score})
		}
	}
	return line
}

// milliseconds rounds to hundredths.
func milliseconds(d time.Duration) float64 {
	return math.Round(float64(d)/float64(time.Millisecond)*100) / 100
}

// writeJSON writes one line in a single write. Control and invisible
// characters, which a terminal might obey, are escaped; nothing is lost.
func writeJSON(w io.Writer, v any) error {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("encoding %T: %w", v, err)
	}
	_, err := w.Write(escapeInvisible(line.Bytes()))
	return err
}

func escapeInvisible(data []byte) []byte {
	escaped := make([]byte, 0, len(data))
	for _, r := range string(data) {
		switch {
		case r == '\n' || !unicode.IsControl(r) && !text.Invisible(r):
			escaped = append(escaped, string(r)...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			escaped = fmt.Appendf(escaped, `\u%04x\u%04x`, high, low)
		default:
			escaped = fmt.Appendf(escaped, `\u%04x`, r)
		}
	}
	return escaped
}
