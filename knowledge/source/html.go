package source

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/traditionalchinese"
)

// page reads the article of a web page, below its title where the article does
// not begin with it.
func page(data []byte) (string, error) {
	words, err := decodedPage(data)
	if err != nil {
		return "", err
	}
	root, err := html.Parse(strings.NewReader(words))
	if err != nil {
		return "", ErrFormat
	}
	article, err := readability.FromDocument(root, &url.URL{})
	if err != nil || article.Node == nil {
		return "", ErrFormat
	}
	var w walk
	if title := titleOf(article.Title()); title != "" && !strings.Contains(beginning(article.Node), title) {
		w.write(title)
		w.end(0)
	}
	w.node(article.Node)
	w.end(0)
	return w.text.String(), nil
}

// declared is the encoding that a page says it is in, in its head.
var declared = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]*(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_-]+)`)

// headLength is how far it is looked for, in bytes (HTML, 13.2.3.2).
const headLength = 1 << 10

// decodedPage are the words of a page, which may say that it is in an encoding in which
// plain text is not expected.
func decodedPage(data []byte) (string, error) {
	if said := declared.FindSubmatch(data[:min(headLength, len(data))]); said != nil {
		switch strings.ToLower(string(said[1])) {
		case "big5", "big5-hkscs":
			return decoded(data, traditionalchinese.Big5.NewDecoder())
		case "iso-8859-1", "windows-1252":
			return decoded(data, charmap.Windows1252.NewDecoder())
		}
	}
	return plain(data)
}

// titleOf is the piece of the title of a page that names a document, else the
// first: it often names its site, too, as in 2025年统计公报 - 某市人民政府.
func titleOf(title string) string {
	first := ""
	for _, piece := range strings.FieldsFunc(strings.NewReplacer(" - ", "|", "_", "|").Replace(title), func(r rune) bool { return r == '|' || r == '｜' }) {
		piece = strings.TrimSpace(piece)
		switch {
		case namesReport.MatchString(piece):
			return piece
		case first == "":
			first = piece
		}
	}
	return first
}

var namesReport = regexp.MustCompile(`报告|公报|報告|公報|(?i)\breport\b|\baddress\b`)

// titled is how far into an article its title may stand, in bytes.
const titled = 600

func beginning(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		if b.Len() > titled {
			break
		}
	}
	return b.String()
}

// blocks are the elements that begin and end a line.
var blocks = map[string]bool{
	"p": true, "div": true, "section": true, "article": true, "li": true, "ul": true, "ol": true, "dt": true, "dd": true, "br": true,
	"blockquote": true, "table": true, "tr": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "hr": true, "pre": true,
}

// walk goes through a page.
type walk struct {
	lines
	spans []int // how many more rows of the table the cell of each column goes through
}

func (w *walk) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.write(n.Data)
		return
	case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "noscript"):
		return
	case n.Type == html.ElementNode && n.Data == "tr" && !lays(n):
		w.row(w.cells(n))
		return
	case n.Type == html.ElementNode && n.Data == "sup":
		w.write(textOf(n))
		return
	case n.Type == html.ElementNode && n.Data == "pre":
		for line := range strings.Lines(textOf(n)) {
			w.write(line)
			w.end(0)
		}
		return
	}
	block := n.Type == html.ElementNode && blocks[n.Data]
	if block {
		w.end(0)
	}
	level := w.headingLevel(n)
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		w.node(child)
	}
	if block {
		w.end(level)
	}
	if n.Type == html.ElementNode && n.Data == "table" {
		w.spans = nil
		w.table()
		w.text.WriteString("\n") // the next one is another
	}
}

// longestHeading is the longest line that is taken for a heading, in code points: pages set whole
// paragraphs in a heading's type.
const longestHeading = 80

// headingLevel is the level of a heading, 0 for any other element, for the title, which comes before
// all text or names the document, and for a sentence.
func (w *walk) headingLevel(n *html.Node) int {
	if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
		return 0
	}
	words := strings.TrimSpace(textOf(n))
	if w.text.Len() == 0 || namesReport.MatchString(words) || utf8.RuneCountInString(words) > longestHeading || strings.ContainsAny(words, "。；：") || strings.HasSuffix(words, ".") {
		return 0
	}
	return int(n.Data[1] - '0')
}

// cells are the texts of the cells of a row, each below the head of its column: a cell
// that goes over several columns or rows has its words in the first.
func (w *walk) cells(row *html.Node) []string {
	var list []string
	below := func() { // the cells of rows above that go on here
		for len(list) < len(w.spans) && w.spans[len(list)] > 0 {
			w.spans[len(list)]--
			list = append(list, "")
		}
	}
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.Data != "td" && c.Data != "th" {
			continue
		}
		below()
		var l lines
		l.write(textOf(c))
		words := strings.Join(strings.Fields(l.line.String()), " ")
		for range min(span(c, "colspan"), max(1, maxSpan-len(list))) {
			for len(w.spans) <= len(list) {
				w.spans = append(w.spans, 0)
			}
			w.spans[len(list)] = span(c, "rowspan") - 1
			list = append(list, words)
			words = ""
		}
	}
	below()
	return list
}

// maxSpan is the most columns or rows that a cell goes over.
const maxSpan = 100

func span(cell *html.Node, name string) int {
	for _, a := range cell.Attr {
		if n, err := strconv.Atoi(strings.TrimSpace(a.Val)); a.Key == name && err == nil {
			return max(1, min(n, maxSpan))
		}
	}
	return 1
}

// lays reports whether a row lays a page out and holds no figures: it has one
// cell, another table, or a cell of many lines.
func lays(row *html.Node) bool {
	count := 0
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "td" || c.Data == "th" {
			count++
		}
	}
	paragraphs := 0
	for d := range row.Descendants() {
		switch {
		case d.Type != html.ElementNode:
		case d.Data == "table":
			return true
		case d.Data == "p" || d.Data == "div" || d.Data == "li":
			paragraphs++
		}
	}
	return count < 2 || paragraphs > 2*count
}

// textOf is the text of a node, with a blank where a line begins or ends, and raised
// digits as such: the mark of a note is no digit of the figure before it.
func textOf(n *html.Node) string {
	var b strings.Builder
	var add func(*html.Node)
	add = func(n *html.Node) {
		switch {
		case n.Type == html.ElementNode && n.Data == "sup":
			var words strings.Builder
			for c := range n.Descendants() {
				if c.Type == html.TextNode {
					words.WriteString(c.Data)
				}
			}
			b.WriteString(raised(strings.TrimSpace(words.String())))
			return
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Data == "br":
			b.WriteString("\n")
		case blocks[n.Data]:
			b.WriteString(" ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c)
		}
		if n.Type == html.ElementNode && blocks[n.Data] {
			b.WriteString(" ")
		}
	}
	add(n)
	return b.String()
}
