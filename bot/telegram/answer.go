package telegram

import (
	"fmt"
	"strings"

	"wenbao/bot"
)

const (
	openQuotes = 3    // quotes that are shown at once; further ones are folded
	shortForm  = 2    // passages of an answer in a group
	maxPiece   = 3000 // code points of a passage that one message quotes, so that number and address fit beside
)

// answerBlocks renders an answer: the lead, the passages with number and
// address, the closing. In a group the answer is short.
func answerBlocks(w *words, a bot.Answer, short bool) []block {
	var blocks []block
	citations := a.Citations
	if short && len(citations) > shortForm {
		citations = citations[:shortForm]
	}
	if a.Lead != "" {
		blocks = append(blocks, para(tidy(a.Lead)))
	}
	blocks = append(blocks, passageBlocks(w, citations)...)
	if left := len(a.Citations) - len(citations); left > 0 {
		blocks = append(blocks, block{{italic, fmt.Sprintf(w.more, left)}})
	}
	if a.Closing != "" {
		blocks = append(blocks, para(tidy(a.Closing)))
	}
	return blocks
}

// passageBlocks renders passages, numbered from 1.
func passageBlocks(w *words, citations []bot.Citation) []block {
	var blocks []block
	for i, c := range citations {
		style := quote
		if i >= openQuotes {
			style = folded
		}
		blocks = append(blocks, passageBlock(w, c, fmt.Sprintf("[%d]", i+1), style)...)
	}
	return blocks
}

// passageBlock renders one passage: what it is, the words, the address. A very
// long one becomes several blocks, each with the address, so that no message
// lacks it.
func passageBlock(w *words, c bot.Citation, number string, s style) []block {
	var blocks []block
	rest := tidy(c.Quote)
	for n := 1; rest != ""; n++ {
		var head string
		head, rest = cut(rest, maxPiece)
		label := strings.TrimSpace(w.original + " " + number)
		if n > 1 || rest != "" {
			label += fmt.Sprintf(" (%d)", n)
		}
		blocks = append(blocks, block{{bold, label}, {plain, "\n"}, {s, head}, {plain, "\n—— " + tidy(c.Place)}})
	}
	if c.Gloss != "" && len(blocks) > 0 {
		last := len(blocks) - 1
		blocks[last] = append(blocks[last], span{plain, "\n"}, span{italic, w.gloss + ": " + tidy(c.Gloss)})
	}
	return blocks
}
