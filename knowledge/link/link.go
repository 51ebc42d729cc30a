// Package link makes the address at which a passage stands on the official page of
// its report.
package link

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Of is the address of a passage: the page of its report with a text fragment
// (WICG Scroll-to-Text-Fragment), so that a browser shows and marks the words; of a
// PDF file its page; "" where the report has no page. A table has no words in a row
// that a browser would find, and leads to the page alone.
func Of(r *knowledge.Report, p *knowledge.Passage) string {
	address, fragment, _ := strings.Cut(r.Meta.URL, "#")
	switch {
	case address == "":
		return ""
	case isPDF(address) && p.Page > 0:
		return fmt.Sprintf("%s#page=%d", address, p.Page)
	case isPDF(address) || strings.Contains(p.Text, "\n") || strings.HasPrefix(p.Text, "|"):
		return r.Meta.URL
	}
	return address + "#" + fragment + ":~:text=" + wordsOf(r, p)
}

func isPDF(address string) bool {
	address, _, _ = strings.Cut(address, "?")
	return strings.EqualFold(path.Ext(address), ".pdf")
}

// wordsOf are the words by which a browser finds a passage: where it begins and where
// it ends. A range may go over the borders of paragraphs and is not too long.
func wordsOf(r *knowledge.Report, p *knowledge.Passage) string {
	clauses := clausesOf(p.Text)
	start := ""
	for len(clauses) > 0 && (start == "" || elsewhere(r, p, start) && strings.Contains(p.Text, start+clauses[0])) {
		start += clauses[0]
		clauses = clauses[1:]
	}
	start = strings.TrimSpace(start)
	if len(clauses) == 0 {
		return encoded(start)
	}
	return encoded(start) + "," + encoded(strings.TrimSpace(clauses[len(clauses)-1]))
}

// fewest is the shortest clause by itself, in code points: 其中， marks nothing.
const fewest = 4

// clausesOf cuts a passage behind its signs and around the marks of notes, which a
// page may raise.
func clausesOf(words string) []string {
	var clauses []string
	from := 0
	for i := 0; i < len(words); {
		if n := text.NoteMark(words[i:]); n > 0 {
			clauses, from = add(clauses, words[from:i]), i+n
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(words[i:])
		i += size
		if strings.ContainsRune(text.SentenceEnds+text.ClauseEnds+"，、,：:", r) && utf8.RuneCountInString(words[from:i]) > fewest {
			clauses, from = add(clauses, words[from:i]), i
		}
	}
	return add(clauses, words[from:])
}

func add(clauses []string, clause string) []string {
	if strings.TrimSpace(clause) == "" {
		return clauses
	}
	return append(clauses, clause)
}

// elsewhere reports whether words stand before a passage, too: a browser goes to the
// first place.
func elsewhere(r *knowledge.Report, p *knowledge.Passage, words string) bool {
	for i := range r.Passages {
		q := &r.Passages[i]
		if q.ID == p.ID {
			return false
		}
		if strings.Contains(q.Text, words) {
			return true
		}
	}
	return false
}

// encoded are words in the fragment of an address: what is no letter, digit, point,
// line or tilde in ASCII as its bytes. The comma, the ampersand and the hyphen mean
// something there.
func encoded(words string) string {
	var b strings.Builder
	for i := range len(words) {
		c := words[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("._~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}
