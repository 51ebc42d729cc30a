package knowledge

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// checkParse holds the promises of Parse against any source that it accepts.
func checkParse(t *testing.T, source []byte) {
	t.Helper()
	r, err := Parse("r", source, Meta{})
	if err != nil {
		return
	}
	defer func() {
		if t.Failed() {
			t.Logf("source: %q", clipped(string(source), 4000))
		}
	}()
	checkWords(t, r, string(source))
	checkHeadings(t, r)
	checkPassages(t, r)
	checkUnique(t, r)
	checkPages(t, r, string(source))
	if len(r.Headings)*len(r.Passages) < 1_000_000 {
		checkUnder(t, r)
	}
}

// checkWords compares what the report says from each of its lines to the next
// with the same lines of the source. Only white space, invisible signs at the ends of
// lines and the signs of Markdown (#, -, **) may go.
func checkWords(t *testing.T, r *Report, source string) {
	t.Helper()
	want := sourceWords(source)
	for _, page := range r.Pages { // these stand between, and where they do they part nothing
		if want[page.Number-1] != unspaced(page.Text) {
			t.Fatalf("page %q in line %d, which is %q", page.Text, page.Number, want[page.Number-1])
		}
		want[page.Number-1] = ""
	}
	pieces := besideNotes(t, r, want)
	next := 1
	for i := 0; i < len(pieces); {
		from := next
		var got strings.Builder
		for number := pieces[i].Number; i < len(pieces) && pieces[i].Number == number; i++ {
			got.WriteString(unspaced(pieces[i].Text))
		}
		next = len(want) + 1
		if i < len(pieces) {
			next = pieces[i].Number
		}
		if expected := strings.Join(want[from-1:next-1], ""); got.String() != expected {
			t.Fatalf("lines %d to %d: got %q, want %q", from, next-1, got.String(), expected)
		}
	}
}

// besideNotes takes the notes that were set apart out of the lines of the source,
// word by word, and returns the other pieces.
func besideNotes(t *testing.T, r *Report, want []string) []Line {
	t.Helper()
	rest := *r
	rest.Passages = nil
	for i := 0; i < len(r.Passages); i++ {
		p := r.Passages[i]
		if !p.apart {
			rest.Passages = append(rest.Passages, p)
			continue
		}
		words := unspaced(p.Text)
		for ; i+1 < len(r.Passages) && r.Passages[i+1].Number == p.Number; i++ {
			words += unspaced(r.Passages[i+1].Text)
		}
		for at := p.Number - 1; words != ""; at++ {
			left, ok := strings.CutPrefix(words, want[at])
			if !ok {
				t.Fatalf("the note in line %d goes on %q, and line %d with %q", p.Number, words, at+1, want[at])
			}
			words, want[at] = left, ""
		}
	}
	return allLines(&rest)
}

// checkPages holds that what begins in a line has the page of the mark above it,
// and what follows in the same paragraph that or one of a later line.
func checkPages(t *testing.T, r *Report, text string) {
	t.Helper()
	page := 0
	var pages []int // of each line
	for _, line := range sourceWords(text) {
		if match := markedPage.FindStringSubmatch(line); match != nil && len(r.Pages) > 0 {
			page, _ = strconv.Atoi(match[1])
		}
		pages = append(pages, page)
	}
	before := 0
	for _, line := range allLines(r) {
		later := line.Number == before && slices.Contains(pages[line.Number:], line.Page)
		if line.Page != pages[line.Number-1] && !later {
			t.Fatalf("%q in line %d has the page %d, its line has %d", line.Text, line.Number, line.Page, pages[line.Number-1])
		}
		before = line.Number
	}
}

var markedPage = regexp.MustCompile(`^<!--page(0*[1-9][0-9]{0,4})-->$`)

// allLines returns everything that the report says, in the order of the
// source. A heading stands before the text that runs in after it.
func allLines(r *Report) []Line {
	lines := append([]Line(nil), r.Front...)
	for _, h := range r.Headings {
		lines = append(lines, h.Line)
	}
	for _, p := range r.Passages {
		lines = append(lines, p.Line)
	}
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].Number < lines[j].Number })
	return lines
}

func blank(r rune) bool { return unicode.In(r, unicode.White_Space, unicode.Cf) }

// sourceWords returns the lines of a source as Parse must keep them, by another way than Parse.
func sourceWords(source string) []string {
	source = strings.ReplaceAll(strings.TrimPrefix(source, "\ufeff"), "\r\n", "\n")
	lines := strings.FieldsFunc(strings.NewReplacer("\n", "\n ", "\r", "\n ").Replace(" "+source), func(r rune) bool { return r == '\n' })
	for i, line := range lines {
		line = strings.TrimFunc(line, blank)
		if len(line) > 1 && strings.Contains("-*+", line[:1]) && line[1] == ' ' && strings.TrimFunc(line[1:], blank) != "" && !pageNumber.MatchString(line) {
			lines[i] = unspaced(withoutBold(strings.TrimFunc(line[1:], blank)))
			continue
		}
		for signs := 6; signs > 0; signs-- {
			rest, ok := strings.CutPrefix(line, strings.Repeat("#", signs))
			if ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
				line = strings.TrimFunc(rest, blank)
				break
			}
		}
		lines[i] = unspaced(withoutBold(line))
	}
	return lines
}

// withoutBold takes the signs around words in bold away, pair by pair.
func withoutBold(line string) string {
	done := ""
	for {
		before, rest, ok := strings.Cut(line, "**")
		if !ok {
			return done + line
		}
		words, after, ok := strings.Cut(rest, "**")
		if !ok || words == "" || strings.Contains(words, "*") {
			done, line = done+before+"*", line[len(before)+1:]
			continue
		}
		done, line = done+before+words, after
	}
}

func checkHeadings(t *testing.T, r *Report) {
	t.Helper()
	children := map[string]int{}
	for i, h := range r.Headings {
		if h.Parent >= i || h.Parent < -1 {
			t.Fatalf("heading %s: parent %d is not before %d", h.ID, h.Parent, i)
		}
		path := r.Path(i)
		if len(path) != h.Level {
			t.Fatalf("heading %s: level %d, but its path has %d headings", h.ID, h.Level, len(path))
		}
		if h.Level == 0 {
			checkBanner(t, r, i)
			continue
		}
		parent := r.ID + "/"
		if h.Level > 1 {
			parent = path[h.Level-2].ID + "."
		}
		children[parent]++
		if want := fmt.Sprint(parent, children[parent]); h.ID != want {
			t.Fatalf("heading %q has the id %s, want %s", h.Text, h.ID, want)
		}
	}
}

func checkBanner(t *testing.T, r *Report, i int) {
	t.Helper()
	if r.Headings[i].ID != r.ID+"/0" {
		t.Fatalf("the banner has the id %s", r.Headings[i].ID)
	}
	for _, p := range r.Passages {
		if p.Heading == i {
			t.Fatalf("the banner has a passage of its own: %s", p.ID)
		}
	}
}

func checkPassages(t *testing.T, r *Report) {
	t.Helper()
	depth := 0
	for _, h := range r.Headings {
		depth = max(depth, h.Level)
	}
	last := map[int]Passage{}
	for _, p := range r.Passages {
		if strings.TrimSpace(p.Text) != p.Text || p.Text == "" {
			t.Fatalf("passage %s is %q", p.ID, p.Text)
		}
		checkOrdinal(t, last[p.Heading], p)
		last[p.Heading] = p
		if want := wantID(r, p, depth); p.ID != want {
			t.Fatalf("passage %q has the id %s, want %s", p.Text, p.ID, want)
		}
	}
}

// checkOrdinal compares a passage with the one before it under the same heading.
func checkOrdinal(t *testing.T, before, p Passage) {
	t.Helper()
	ordinal, piece := before.Ordinal+1, min(p.Pieces, 1)
	if p.front {
		ordinal = 0
	}
	if before.Piece < before.Pieces {
		ordinal, piece = before.Ordinal, before.Piece+1
	}
	if p.Ordinal != ordinal || p.Piece != piece || p.Pieces == 1 {
		t.Fatalf("passage %s is paragraph %d, piece %d of %d; want paragraph %d, piece %d", p.ID, p.Ordinal, p.Piece, p.Pieces, ordinal, piece)
	}
}

func wantID(r *Report, p Passage, depth int) string {
	id, level := r.ID+"/", 0
	if p.Heading >= 0 {
		id, level = r.Headings[p.Heading].ID+".", r.Headings[p.Heading].Level
	}
	id += strings.Repeat("0.", depth-level) + fmt.Sprint(p.Ordinal)
	if p.Pieces > 0 {
		id += fmt.Sprintf(".%d", p.Piece)
	}
	return id
}

func checkUnique(t *testing.T, r *Report) {
	t.Helper()
	seen := map[string]bool{}
	for _, h := range r.Headings {
		if seen[h.ID] {
			t.Fatalf("the id %s comes twice", h.ID)
		}
		seen[h.ID] = true
	}
	for _, p := range r.Passages {
		if seen[p.ID] {
			t.Fatalf("the id %s comes twice", p.ID)
		}
		seen[p.ID] = true
	}
}

// checkUnder holds Under against Path: a passage is under the headings of its path.
func checkUnder(t *testing.T, r *Report) {
	t.Helper()
	want := map[*Heading][]*Passage{}
	for i := range r.Passages {
		for _, h := range r.Path(r.Passages[i].Heading) {
			want[h] = append(want[h], &r.Passages[i])
		}
	}
	for i := range r.Headings {
		h := &r.Headings[i]
		got := r.Under(i)
		if h.Level > 0 && fmt.Sprint(got) != fmt.Sprint(want[h]) {
			t.Fatalf("Under(%s) holds %d passages, want %d", h.ID, len(got), len(want[h]))
		}
	}
}

func BenchmarkParse(b *testing.B) {
	source := shippedSource(b)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("tongzhou-2023", source, Meta{}); err != nil {
			b.Fatal(err)
		}
	}
}
