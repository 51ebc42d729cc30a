package message

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// What one rich message may hold. Telegram counts code points after parsing, and
// blocks with those that stand within others.
const (
	maxRich    = 32768
	maxBlocks  = 500
	maxColumns = 20 // of a table
)

// Rich renders an answer as one of Telegram's rich messages, in their HTML: each
// section as a heading, which is the address, once, and below it the passages with
// their number, whole, the further ones folded; tables of figures as tables. The
// preface, which may be "", stands before it. ok is false for what the messages of
// Answer show as well, one quote, and for what no rich message holds.
func Rich(w *words.Telegram, a bot.Answer, preface string) (html string, ok bool) {
	if len(a.Citations) == 0 || len(a.Citations) == 1 && !tabular(a.Citations[0]) ||
		slices.ContainsFunc(a.Citations, func(c bot.Citation) bool { return c.At.Report == "" || Tidy(c.Quote) == "" }) {
		return "", false
	}
	r := &rich{w: w}
	if preface != "" {
		r.block("p", func() { r.styled(Italic, preface) })
	}
	r.paras(a.Lead)
	for section, from := 0, 0; from < len(a.Citations); section++ {
		to := from + 1
		for to < len(a.Citations) && a.Citations[to].At.Section() == a.Citations[from].At.Section() {
			to++
		}
		address := text.Shorten(Tidy(a.SectionAt(from)), longestPlace)
		switch {
		case !a.List:
			r.block("h5", func() { r.text(address) })
			r.quotes(a.Citations[from:to], from)
		case section < openQuotes:
			r.block("h5", func() { r.text(address) })
			r.list(a.Citations[from:to], from)
		default:
			r.fold(address, func() { r.list(a.Citations[from:to], from) })
		}
		from = to
	}
	r.paras(a.Closing)
	return r.html.String(), r.length <= maxRich && r.blocks <= maxBlocks && !r.tooWide
}

// rich is a rich message in the making.
type rich struct {
	w              *words.Telegram
	html           strings.Builder
	length, blocks int
	tooWide        bool // a table has more columns than Telegram shows
}

// block writes a block of a tag, which may have attributes.
func (r *rich) block(tag string, content func()) {
	r.blocks++
	name, _, _ := strings.Cut(tag, " ")
	r.html.WriteString("<" + tag + ">")
	content()
	r.html.WriteString("</" + name + ">")
}

// text writes a text that is no markup; Telegram knows no other line break there.
func (r *rich) text(s string) {
	r.length += utf8.RuneCountInString(s)
	r.html.WriteString(strings.ReplaceAll(escaper.Replace(s), "\n", "<br>"))
}

// styled writes a text in a style of sendMessage that has the same tag here.
func (r *rich) styled(s Style, words string) {
	r.html.WriteString(tags[s].open)
	r.text(words)
	r.html.WriteString(tags[s].close)
}

// words writes a report's own words, the amounts in bold.
func (r *rich) words(words string) {
	from := 0
	for _, f := range figure.Find(words) {
		if f.Amount(words) {
			r.text(words[from:f.Start])
			r.styled(Bold, f.Text)
			from = f.End
		}
	}
	r.text(words[from:])
}

// paras writes paragraphs, which a blank line parts.
func (r *rich) paras(words string) {
	for part := range strings.SplitSeq(Tidy(words), "\n\n") {
		if part = strings.TrimSpace(part); part != "" {
			r.block("p", func() { r.text(part) })
		}
	}
}

// fold writes what a tap on its title opens.
func (r *rich) fold(title string, content func()) {
	r.block("details", func() {
		r.block("summary", func() { r.text(title) })
		content()
	})
}

// quotes writes passages of one section, the first with number from+1; those behind
// the first of the answer are folded where that makes them shorter.
func (r *rich) quotes(cited []bot.Citation, from int) {
	for i, c := range cited {
		number := from + i + 1
		if beginning, more := text.Prefix(strings.ReplaceAll(Tidy(c.Quote), "\n", " "), longestTitle); number > openQuotes && more {
			r.fold(fmt.Sprintf("%s [%d]: %s…", r.w.Original, number, beginning), func() { r.quote(c, number) })
			continue
		}
		r.quote(c, number)
	}
}

// longestTitle is how much of a passage tells what is folded, in code points.
const longestTitle = 40

// quote writes a passage by itself.
func (r *rich) quote(c bot.Citation, number int) {
	if tabular(c) {
		r.table(c, number)
		return
	}
	r.block("blockquote", func() {
		r.blocks++ // Telegram makes a paragraph of the words in it
		r.words(Tidy(c.Quote))
		r.html.WriteString("<cite>")
		r.text(mark(c, number))
		r.html.WriteString("</cite>")
	})
	r.gloss(c)
}

// mark is the number of a passage and where it stands in its section.
func mark(c bot.Citation, number int) string { return fmt.Sprintf("[%d] %s", number, c.At.Item) }

func (r *rich) gloss(c bot.Citation) {
	if c.Gloss != "" {
		r.block("p", func() { r.styled(Italic, Gloss(r.w, c.Gloss).Text) })
	}
}

// list writes passages of one section as a list that is numbered from from+1;
// tables stand between its items.
func (r *rich) list(cited []bot.Citation, from int) {
	for i := 0; i < len(cited); {
		if tabular(cited[i]) {
			r.table(cited[i], from+i+1)
			i++
			continue
		}
		r.block(fmt.Sprintf(`ol start="%d"`, from+i+1), func() {
			for ; i < len(cited) && !tabular(cited[i]); i++ {
				r.block("li", func() { r.item(cited[i]) })
			}
		})
	}
}

func (r *rich) item(c bot.Citation) {
	r.blocks++ // as in a quote
	r.words(Tidy(c.Quote))
	r.text("（" + c.At.Item + "）")
	if c.Gloss != "" {
		r.text("\n")
		r.styled(Italic, Gloss(r.w, c.Gloss).Text)
	}
}

// tabular reports whether a passage is a table.
func tabular(c bot.Citation) bool {
	_, ok := knowledge.ReadTable(Tidy(c.Quote))
	return ok
}

// table writes a passage that is a table: what stands above it, the cells, and
// where it stands.
func (r *rich) table(c bot.Citation, number int) {
	t, _ := knowledge.ReadTable(Tidy(c.Quote))
	r.paras(strings.Join(t.Captions, "\n"))
	r.block("table bordered", func() {
		r.rows("th", t.Head)
		r.rows("td", t.Rows)
	})
	r.block("p", func() { r.text("—— " + mark(c, number)) })
	r.gloss(c)
}

func (r *rich) rows(tag string, rows [][]string) {
	for _, row := range rows {
		r.tooWide = r.tooWide || len(row) > maxColumns
		r.block("tr", func() {
			for _, cell := range row {
				r.html.WriteString("<" + tag + ">")
				r.text(cell)
				r.html.WriteString("</" + tag + ">")
			}
		})
	}
}
