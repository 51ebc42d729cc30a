package message

import (
	"fmt"
	"unicode/utf8"

	"wenbao/bot"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

const (
	openQuotes   = 3    // quotes that are shown at once; further ones are folded
	ShortForm    = 2    // passages of a short answer
	maxPiece     = 3000 // code points of a passage that one message quotes, so that number and address fit beside
	longestPlace = 1000 // code points of an address, for the same reason
)

// Answer renders an answer: the lead, the passages with number and address, the
// closing. A short one, for groups, shows ShortForm passages and says how many
// more there are.
func Answer(w *words.Telegram, a bot.Answer, short bool) []Block {
	var blocks []Block
	citations := a.Citations
	if short && len(citations) > ShortForm {
		citations = citations[:ShortForm]
	}
	if a.Lead != "" {
		blocks = append(blocks, Para(Tidy(a.Lead)))
	}
	if a.List {
		shown := a
		shown.Citations = citations
		blocks = append(blocks, listed(w, shown)...)
	} else {
		blocks = append(blocks, Passages(w, citations)...)
	}
	if left := len(a.Citations) - len(citations); left > 0 {
		blocks = append(blocks, Block{Italic.Of(fmt.Sprintf(w.More, left))})
	}
	if a.Closing != "" {
		blocks = append(blocks, Para(Tidy(a.Closing)))
	}
	return blocks
}

// listed renders a list: each section with its address, once, and its passages
// below, as many in a block as one message holds.
func listed(w *words.Telegram, a bot.Answer) []Block {
	var blocks []Block
	head, lines := "", ""
	flush := func() {
		if lines != "" {
			blocks = append(blocks, Block{Bold.Of(head), Plain.Of("\n"), Quote.Of(lines)})
		}
		lines = ""
	}
	for i, c := range a.Citations {
		if i == 0 || c.At.Section() != a.Citations[i-1].At.Section() {
			flush()
			head = text.Shorten(Tidy(a.SectionAt(i)), longestPlace)
		}
		line := fmt.Sprintf("[%d] %s（%s）", i+1, Tidy(c.Quote), c.At.Item)
		if c.Gloss != "" {
			line += "\n" + w.Gloss + ": " + Tidy(c.Gloss)
		}
		switch {
		case utf8.RuneCountInString(line) > maxPiece-longestPlace:
			flush()
			blocks = append(blocks, passage(w, c, fmt.Sprintf("%s [%d]", w.Original, i+1), Quote)...)
			continue
		case utf8.RuneCountInString(lines)+utf8.RuneCountInString(line) > maxPiece-longestPlace:
			flush()
		}
		if lines != "" {
			lines += "\n"
		}
		lines += line
	}
	flush()
	return blocks
}

// Passages renders passages, numbered from 1.
func Passages(w *words.Telegram, citations []bot.Citation) []Block {
	var blocks []Block
	for i, c := range citations {
		style := Quote
		if i >= openQuotes {
			style = Folded
		}
		blocks = append(blocks, passage(w, c, fmt.Sprintf("%s [%d]", w.Original, i+1), style)...)
	}
	return blocks
}

// Passage renders one passage by itself, without a number.
func Passage(w *words.Telegram, c bot.Citation) []Block { return passage(w, c, w.Original, Quote) }

// Labelled renders one passage by itself, under a label of its own.
func Labelled(w *words.Telegram, c bot.Citation, label string) []Block {
	return passage(w, c, label, Quote)
}

// passage renders one passage: what it is, the words, the address. A very long
// one becomes several blocks, each with the address, so that no message lacks
// it.
func passage(w *words.Telegram, c bot.Citation, label string, s Style) []Block {
	var blocks []Block
	place := Plain.Of("\n—— " + text.Shorten(Tidy(c.Address()), longestPlace))
	rest := Tidy(c.Quote)
	for n := 1; rest != ""; n++ {
		var head string
		head, rest = cut(rest, maxPiece)
		piece := label
		if n > 1 || rest != "" {
			piece += fmt.Sprintf(" (%d)", n)
		}
		blocks = append(blocks, Block{Bold.Of(piece), Plain.Of("\n"), s.Of(head), place})
	}
	if c.Gloss != "" && len(blocks) > 0 {
		last := len(blocks) - 1
		blocks[last] = append(blocks[last], Plain.Of("\n"), Gloss(w, c.Gloss))
	}
	return blocks
}

// Gloss renders an unofficial translation.
func Gloss(w *words.Telegram, text string) Span { return Italic.Of(w.Gloss + ": " + Tidy(text)) }
