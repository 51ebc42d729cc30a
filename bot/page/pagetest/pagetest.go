// Package pagetest checks what every page must be: one file without script, that
// a person can use who does not see it or has no mouse.
package pagetest

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Page is a page as a browser reads it.
type Page struct {
	root *html.Node
	ids  map[string]bool
}

// Check reads a page, fails the test for what no page may lack or hold, and
// returns it.
func Check(t *testing.T, source string) Page {
	t.Helper()
	if !utf8.ValidString(source) {
		t.Error("the page is no valid UTF-8")
	}
	if at := strings.IndexFunc(source, hidden); at >= 0 {
		t.Errorf("the page holds a hidden character: %q", source[at:min(len(source), at+20)])
	}
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	p := Page{root, map[string]bool{}}
	for n := range p.All("") {
		if id := Attribute(n, "id"); id != "" {
			if p.ids[id] {
				t.Errorf("two elements have the id %q", id)
			}
			p.ids[id] = true
		}
	}
	p.self(t)
	p.outline(t)
	for n := range p.All("") {
		p.element(t, n)
	}
	return p
}

func hidden(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r))
}

// self checks the page as a whole.
func (p Page) self(t *testing.T) {
	t.Helper()
	for _, name := range []string{"title", "main", "h1"} {
		if found := slices.Collect(p.All(name)); len(found) != 1 || Text(found[0]) == "" {
			t.Errorf("the page has %d <%s>, want one that says something", len(found), name)
		}
	}
	for n := range p.All("html") {
		if !slices.Contains([]string{"zh-Hans", "zh-Hant", "en"}, Attribute(n, "lang")) {
			t.Errorf("the page is in the language %q", Attribute(n, "lang"))
		}
	}
	first := ""
	for n := range p.All("a") {
		first = Attribute(n, "href")
		break
	}
	if first != "#main" || !p.ids["main"] {
		t.Errorf("the first link leads to %q, not to the text", first)
	}
}

// outline checks that no level of the headings is left out.
func (p Page) outline(t *testing.T) {
	t.Helper()
	last := 0
	for n := range p.All("") {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			continue
		}
		level := int(n.Data[1] - '0')
		if level > last+1 {
			t.Errorf("%q is a heading of level %d below one of level %d", Text(n), level, last)
		}
		last = level
	}
}

// element checks one element.
func (p Page) element(t *testing.T, n *html.Node) {
	t.Helper()
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
			t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
		}
	}
	switch n.Data {
	case "script", "iframe", "object", "embed", "base", "img":
		t.Errorf("the page has <%s>", n.Data)
	case "link":
		if !strings.HasPrefix(Attribute(n, "href"), "data:") {
			t.Errorf("the page needs %s", Attribute(n, "href"))
		}
	case "a":
		p.link(t, n)
	case "textarea", "select":
		p.labelled(t, n)
	case "input":
		if Attribute(n, "type") != "hidden" {
			p.labelled(t, n)
		}
	case "button":
		if Text(n) == "" {
			t.Error("a button says nothing")
		}
	}
	for _, name := range []string{"aria-labelledby", "aria-describedby"} {
		if id := Attribute(n, name); id != "" && !p.ids[id] {
			t.Errorf("<%s> has %s=%q, which is not there", n.Data, name, id)
		}
	}
}

// link checks where a link leads, and that it says so.
func (p Page) link(t *testing.T, n *html.Node) {
	t.Helper()
	target := Attribute(n, "href")
	u, err := url.Parse(target)
	switch {
	case err != nil:
		t.Errorf("the link %q: %v", target, err)
	case !slices.Contains([]string{"", "http", "https", "tel"}, u.Scheme):
		t.Errorf("a link leads to %q", target)
	case strings.HasPrefix(target, "#") && !p.ids[u.Fragment]:
		t.Errorf("a link leads to %q, which is not there", target)
	case Text(n) == "":
		t.Errorf("the link to %q says nothing", target)
	}
}

func (p Page) labelled(t *testing.T, n *html.Node) {
	t.Helper()
	for label := range p.All("label") {
		if Attribute(label, "for") == Attribute(n, "id") && Text(label) != "" {
			return
		}
	}
	t.Errorf("<%s> has no label", n.Data)
}

// All yields the elements of a name, "" for any, in their order.
func (p Page) All(name string) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		for n := range p.root.Descendants() {
			if n.Type == html.ElementNode && (name == "" || n.Data == name) && !yield(n) {
				return
			}
		}
	}
}

// Has reports whether an element has an id.
func (p Page) Has(id string) bool { return p.ids[id] }

// ByID returns the element of an id, nil if there is none.
func (p Page) ByID(id string) *html.Node {
	for n := range p.All("") {
		if Attribute(n, "id") == id {
			return n
		}
	}
	return nil
}

// Classed returns the elements of a class.
func (p Page) Classed(class string) []*html.Node {
	var found []*html.Node
	for n := range p.All("") {
		if slices.Contains(strings.Fields(Attribute(n, "class")), class) {
			found = append(found, n)
		}
	}
	return found
}

// Attribute returns the value of an element's attribute, "" if it has none.
func Attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Text is what an element says, with single spaces.
func Text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
