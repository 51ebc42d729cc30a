// Package message renders what the bot has to say as Telegram messages: marked
// up, within Telegram's limits, every quote with its number and address. It is
// pure: values in, values out.
package message

import (
	"strings"
	"unicode/utf8"

	"wenbao/knowledge/figure"
)

// Style is how a span looks; every one but Plain is one of Telegram's entities.
type Style int

// The styles.
const (
	Plain Style = iota
	Bold
	Italic
	Quote
	Folded // a quote that opens when it is tapped
)

// tags are Telegram's own; its parser knows no others that we need.
var tags = [...]struct{ open, close string }{
	Plain:  {"", ""},
	Bold:   {"<b>", "</b>"},
	Italic: {"<i>", "</i>"},
	Quote:  {"<blockquote>", "</blockquote>"},
	Folded: {"<blockquote expandable>", "</blockquote>"},
}

// Span is a text in one style; the text is no markup.
type Span struct {
	Style Style
	Text  string
}

// Of makes a span of the style.
func (s Style) Of(text string) Span { return Span{s, text} }

// Block is what should stand together in one message.
type Block []Span

// Para is a block of one plain span.
func Para(text string) Block { return Block{Plain.Of(text)} }

// escaper makes a text harmless in HTML; Telegram needs no more than these.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// HTML renders a block as Telegram's HTML. The amounts in its quotes are bold,
// unless they are more than Telegram takes.
func (b Block) HTML() string {
	var out strings.Builder
	amounts := b.Amounts()
	for i, s := range b {
		if s.Text == "" {
			continue // Telegram drops empty entities, and an empty message is refused
		}
		out.WriteString(tags[s.Style].open)
		from := 0
		for _, f := range amounts[i] {
			out.WriteString(escaper.Replace(s.Text[from:f.Start]) + tags[Bold].open + escaper.Replace(f.Text) + tags[Bold].close)
			from = f.End
		}
		out.WriteString(escaper.Replace(s.Text[from:]) + tags[s.Style].close)
	}
	return out.String()
}

// Amounts are the figures to be bold, by span; none where the message has no
// room for all: half of them would look like a choice.
func (b Block) Amounts() map[int][]figure.Figure {
	found := map[int][]figure.Figure{}
	n := b.Entities()
	for i, s := range b {
		if s.Style != Quote && s.Style != Folded {
			continue
		}
		for _, f := range figure.Find(s.Text) {
			if f.Amount(s.Text) {
				found[i] = append(found[i], f)
				n++
			}
		}
	}
	if n > maxEntities {
		return nil
	}
	return found
}

// Text is the block without markup.
func (b Block) Text() string {
	var out strings.Builder
	for _, s := range b {
		out.WriteString(s.Text)
	}
	return out.String()
}

// Length is what Telegram counts: code points without markup.
func (b Block) Length() int {
	n := 0
	for _, s := range b {
		n += utf8.RuneCountInString(s.Text)
	}
	return n
}

// Entities is how many of Telegram's entities the block needs, without the bold
// amounts.
func (b Block) Entities() int {
	n := 0
	for _, s := range b {
		if s.Style != Plain && s.Text != "" {
			n++
		}
	}
	return n
}
