package source

import (
	"bytes"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// page reads the article of a web page, below its title where the article does
// not begin with it.
func page(data []byte) (string, error) {
	utf8, err := charset.NewReader(bytes.NewReader(data), "text/html")
	if err != nil {
		return "", ErrEncoding
	}
	root, err := html.Parse(utf8)
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

// titleOf is the longest piece of the title of a page, which often names its site,
// too: 2025年统计公报 - 某市人民政府.
func titleOf(title string) string {
	longest := ""
	for _, piece := range strings.FieldsFunc(strings.NewReplacer(" - ", "|", "_", "|").Replace(title), func(r rune) bool { return r == '|' || r == '｜' }) {
		if piece = strings.TrimSpace(piece); len(piece) > len(longest) {
			longest = piece
		}
	}
	return longest
}

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
type walk struct{ lines }

func (w *walk) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.write(n.Data)
		return
	case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "noscript"):
		return
	case n.Type == html.ElementNode && n.Data == "tr":
		w.row(cells(n))
		return
	}
	block := n.Type == html.ElementNode && blocks[n.Data]
	if block {
		w.end(0)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		w.node(child)
	}
	if block {
		w.end(0)
	}
}

// cells are the texts of the cells of a row.
func cells(row *html.Node) []string {
	var list []string
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.Data != "td" && c.Data != "th" {
			continue
		}
		var l lines
		for d := range c.Descendants() {
			if d.Type == html.TextNode {
				l.write(d.Data)
			}
		}
		list = append(list, strings.TrimSpace(l.line.String()))
	}
	return list
}
