package knowledge

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tableRow reports whether a line is a row of a Markdown table.
func tableRow(line string) bool { return strings.HasPrefix(line, "|") }

// maxCaptions is how many lines above a table belong to it: its number, title, unit.
const maxCaptions = 3

// captionLine is a line that belongs to the table below it by its words.
var captionLine = regexp.MustCompile(tableNumber.String() + `|^[（(]?(?:计量)?单位[ 　]*[:：]`)

// maxCaption is the longest title of a table, in code points.
const maxCaption = 40

// caption reports whether a line right above a table belongs to it: what names it,
// or is short and no sentence.
func caption(line sourceLine) bool {
	if line.table || line.markdown > 0 || line.annex || utf8.RuneCountInString(line.Text) > maxCaption || line.note {
		return false
	}
	return captionLine.MatchString(line.Text) || formOf(line.Text) == formNone && !endsSentence(line.Text) && !opensAnnex(line.Text) && !namesPart(line.Text)
}

// numbersTable reports whether a row holds the number of a table and nothing else: a
// page of tables may be one table.
func numbersTable(row string) bool {
	cells := cellsOf(row)
	return filled(cells) == 1 && tableNumber.MatchString(strings.Join(cells, ""))
}

var tableNumber = regexp.MustCompile(`^(?:附|续)?表[ 　]*(?:[0-9０-９]|` + hanNumber + `)`)

// addRow adds a row to its table, or begins a table below its captions. A blank
// line parts two tables.
func addRow(joined []sourceLine, row sourceLine) []sourceLine {
	n := len(joined)
	if n > 0 && joined[n-1].table && !row.afterBlank && !numbersTable(row.Text) && len(joined[n-1].Text) <= maxJoined {
		joined[n-1].join("\n", row)
		return joined
	}
	first := n
	for first > 0 && n-first < maxCaptions && caption(joined[first-1]) {
		first--
	}
	if first == n {
		return append(joined, row)
	}
	table := joined[first]
	for _, line := range joined[first+1:] {
		table.join("\n", line)
	}
	table.join("\n", row)
	table.table = true
	return append(joined[:first], table)
}

// maxHead is the longest head that is told again with each piece of a table, in code
// points: half of a passage.
const maxHead = maxPassage / 2

// splitTable cuts a table between rows. What stands above its first row of figures
// tells what these are, and belongs to each piece.
func splitTable(table string) (head string, pieces []string) {
	if utf8.RuneCountInString(table) <= maxPassage {
		return "", []string{table}
	}
	rows := strings.SplitAfter(table, "\n")
	n := headRows(rows)
	head = strings.Join(rows[:n], "")
	if n == len(rows) || utf8.RuneCountInString(head) > maxHead {
		n, head = 0, ""
	}
	pieces = pack(rows[n:], maxPassage-utf8.RuneCountInString(head))
	pieces[0] = head + pieces[0]
	return strings.TrimSpace(head), pieces
}

// headRows is how many rows a table begins with that tell what its figures are:
// captions, the heads of the columns, the rule of Markdown, and what stands below
// merged heads.
func headRows(rows []string) int {
	n := 0
	for n < len(rows) && (!tableRow(rows[n]) || filled(cellsOf(rows[n])) <= 1) {
		n++
	}
	if n == len(rows) || figures(cellsOf(rows[n])[1:]) {
		return n
	}
	for n++; n < len(rows); n++ {
		cells := cellsOf(rows[n])
		if !rule(rows[n]) && (cells[0] != "" || figures(cells)) {
			break
		}
	}
	return n
}

// cellsOf are the cells of a row.
func cellsOf(row string) []string {
	row = strings.Trim(strings.TrimSpace(row), "|")
	cells := strings.Split(row, "|")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

func filled(cells []string) int {
	n := 0
	for _, cell := range cells {
		if cell != "" {
			n++
		}
	}
	return n
}

// rule reports whether a row parts the heads of a Markdown table from its rows.
func rule(row string) bool { return strings.Trim(row, "|-: \t\n") == "" }

// year is a head of a column that holds digits.
var year = regexp.MustCompile(`^[0-9]{4}(?:年.*)?$`)

// figures reports whether one of the cells is a figure.
func figures(cells []string) bool {
	for _, cell := range cells {
		bare := strings.Trim(strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, cell), "+-−.,，%％")
		if bare != "" && !year.MatchString(bare) && strings.Trim(bare, "0123456789.,，") == "" {
			return true
		}
	}
	return false
}

// Table is a table as a passage holds it, cell by cell. Rows may differ in length.
type Table struct {
	Captions []string   // the lines above it, such as its number, its title and the unit
	Head     [][]string // the rows that tell what the figures are
	Rows     [][]string
}

// ReadTable reads the words of a passage as a table; ok is false where they are
// none. Nothing but the rule of Markdown below the heads of the columns is left out.
func ReadTable(words string) (t Table, ok bool) {
	rows := strings.SplitAfter(words, "\n")
	head := headRows(rows)
	for i, row := range rows {
		row = strings.TrimSpace(row)
		switch {
		case tableRow(row) && rule(row) && strings.Contains(row, "---"): // dashes alone may stand for what is not known
		case tableRow(row) && i < head:
			t.Head = append(t.Head, cellsOf(row))
		case tableRow(row):
			t.Rows = append(t.Rows, cellsOf(row))
		case len(t.Head)+len(t.Rows) > 0:
			return Table{}, false
		default:
			t.Captions = append(t.Captions, row)
		}
	}
	return t, len(t.Rows) > 0
}
