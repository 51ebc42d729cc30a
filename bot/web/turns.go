package web

import (
	"encoding/json"
	"unicode/utf8"

	"wenbao/bot"
)

// remembered is how many turns of a conversation travel in a page.
const remembered = 6

// maxTurn is the longest turn that is read, in bytes; maxCited how many passages
// one may have cited.
const (
	maxTurn  = 8 << 10
	maxCited = 60
)

// turn is a turn as it stands in a page.
type turn struct {
	Question string   `json:"q"`
	Cited    []string `json:"c,omitempty"`
}

// carry writes the last turns of a conversation for a page.
func carry(turns []bot.Turn) []string {
	var list []string
	for _, t := range turns[max(0, len(turns)-remembered):] {
		data, err := json.Marshal(turn{t.Question, t.Citations})
		if err == nil && len(data) <= maxTurn {
			list = append(list, string(data))
		}
	}
	return list
}

// recall reads what a page carried. A person may have changed it, who could as
// well have asked otherwise; what makes no sense is left out.
func (d *Door) recall(carried []string) []bot.Turn {
	var turns []bot.Turn
	for _, data := range carried[max(0, len(carried)-remembered):] {
		var t turn
		if len(data) > maxTurn || !utf8.ValidString(data) || json.Unmarshal([]byte(data), &t) != nil || t.Question == "" {
			continue
		}
		kept := bot.Turn{Question: t.Question}
		for _, id := range t.Cited[:min(maxCited, len(t.Cited))] {
			if _, _, ok := d.Bot.Library().Passage(id); ok {
				kept.Citations = append(kept.Citations, id)
			}
		}
		turns = append(turns, kept)
	}
	return turns
}
