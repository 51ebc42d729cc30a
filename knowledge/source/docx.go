package source

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// word reads the body of a Word document (ECMA-376): paragraphs, headings by
// their style, tables and at the end the notes, without what was deleted, headers and
// footers.
func word(data []byte) (string, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", ErrFormat
	}
	styles := map[string]int{}
	if part, err := archive.Open("word/styles.xml"); err == nil {
		styles, err = headingStyles(bounded(part))
		_ = part.Close()
		if err != nil {
			return "", err
		}
	}
	body, err := archive.Open("word/document.xml")
	if err != nil {
		return "", ErrFormat
	}
	defer func() { _ = body.Close() }()
	d := document{decoder: xml.NewDecoder(bounded(body)), styles: styles}
	if err := d.read(); err != nil {
		return "", unreadable(err)
	}
	if err := d.addNotes(archive); err != nil {
		return "", unreadable(err)
	}
	return d.text.String(), nil
}

func unreadable(err error) error {
	if errors.Is(err, ErrTooLong) {
		return err
	}
	return ErrFormat
}

// addNotes adds the notes that the body refers to, each behind its number.
func (d *document) addNotes(archive *zip.Reader) error {
	if len(d.references) == 0 {
		return nil
	}
	notes := map[string]string{}
	for _, name := range []string{"word/footnotes.xml", "word/endnotes.xml"} {
		part, err := archive.Open(name)
		if err != nil {
			continue // there are none of this kind
		}
		n := document{decoder: xml.NewDecoder(bounded(part)), notes: notes}
		err = n.read()
		_ = part.Close()
		if err != nil {
			return err
		}
	}
	for i, id := range d.references {
		if words := notes[id]; words != "" {
			d.write(raised(strconv.Itoa(i+1)) + " " + words)
			d.end(0)
		}
	}
	return nil
}

// raised are digits as raised ones, by which texts refer to notes; other words stay.
func raised(words string) string {
	if strings.Trim(words, "0123456789") != "" {
		return words
	}
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").Replace(words)
}

// The largest part of a document that is read, unpacked, and how deep its elements
// may stand in each other.
const (
	maxPart  = 4 * MaxSource
	maxDepth = 256
)

// bounded reads at most maxPart bytes and then fails.
func bounded(r io.Reader) io.Reader {
	return io.MultiReader(io.LimitReader(r, maxPart), tooLong{r})
}

type tooLong struct{ rest io.Reader }

func (t tooLong) Read([]byte) (int, error) {
	var one [1]byte
	if n, _ := io.ReadFull(t.rest, one[:]); n > 0 {
		return 0, ErrTooLong
	}
	return 0, io.EOF
}

var headingName = regexp.MustCompile(`(?i)^(?:heading|标题) ?([1-6])$`)

// headingStyles are the levels of the styles that are headings, by id.
func headingStyles(r io.Reader) (map[string]int, error) {
	styles := map[string]int{}
	id := ""
	for decoder := xml.NewDecoder(r); ; {
		token, err := decoder.Token()
		if err != nil {
			if errors.Is(err, ErrTooLong) {
				return nil, err
			}
			return styles, nil // a document without readable styles has no headings
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "style":
			id = attribute(start, "styleId")
		case "name":
			if m := headingName.FindStringSubmatch(attribute(start, "val")); m != nil {
				styles[id], _ = strconv.Atoi(m[1])
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// document is a walk through word/document.xml.
type document struct {
	lines
	decoder *xml.Decoder
	styles  map[string]int
	level   int // of the paragraph, if it is a heading
	inText  bool
	tables  int      // that the walk is in
	depth   int      // of the elements around
	cells   []string // of the row
	span    int      // how many columns the cell goes over
	raised  bool     // of the run

	references []string          // the notes that the text refers to, in order
	note       string            // that is being read
	notes      map[string]string // those read
}

// skipped are elements whose text is no text of the document: a second form of
// what stands before, instructions of fields; and how something looked before a change that
// is tracked, which would come last and so count.
var skipped = map[string]bool{
	"Fallback": true, "instrText": true, "delText": true, "del": true, "moveFrom": true,
	"pPrChange": true, "rPrChange": true, "tcPrChange": true,
}

func (d *document) read() error {
	for {
		token, err := d.decoder.Token()
		switch {
		case errors.Is(err, io.EOF):
			d.end(0)
			return nil
		case err != nil:
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if d.depth++; d.depth > maxDepth {
				return ErrFormat
			}
			if skipped[t.Name.Local] {
				err = d.decoder.Skip()
				d.depth--
				break
			}
			d.start(t)
		case xml.EndElement:
			d.depth--
			d.close(t.Name.Local)
		case xml.CharData:
			switch {
			case d.inText && d.raised:
				d.write(raised(string(t)))
			case d.inText:
				d.write(string(t))
			}
		}
		if err != nil {
			return err
		}
	}
}

func (d *document) start(e xml.StartElement) {
	switch e.Name.Local {
	case "t":
		d.inText = true
	case "r":
		d.raised = false
	case "vertAlign":
		d.raised = attribute(e, "val") == "superscript"
	case "footnoteReference", "endnoteReference":
		d.references = append(d.references, strings.TrimSuffix(e.Name.Local, "Reference")+attribute(e, "id"))
		d.write(raised(strconv.Itoa(len(d.references))))
	case "footnote", "endnote":
		d.note = e.Name.Local + attribute(e, "id")
		d.text.Reset()
	case "tab":
		if d.line.Len() > 0 {
			d.write(" ")
		}
	case "br", "cr":
		d.pause()
	case "noBreakHyphen":
		d.write("-")
	case "pStyle":
		d.level = d.styles[attribute(e, "val")]
	case "tbl":
		d.tables++
	case "tr":
		if d.tables == 1 {
			d.cells = nil
		}
	case "tc":
		if d.tables == 1 {
			d.span = 1
		}
	case "gridSpan":
		if n, err := strconv.Atoi(attribute(e, "val")); err == nil && d.tables == 1 {
			d.span = max(1, min(n, maxSpan))
		}
	}
}

func (d *document) close(name string) {
	switch name {
	case "t":
		d.inText = false
	case "footnote", "endnote":
		if d.notes != nil {
			d.notes[d.note] = strings.Join(strings.Fields(d.text.String()), " ")
		}
	case "p":
		d.pause()
		d.level = 0
	case "tc":
		if d.tables > 1 { // the words of a table within a cell are its
			d.write(" ")
			break
		}
		d.cells = append(d.cells, strings.Join(strings.Fields(d.line.String()), " "))
		d.cells = append(d.cells, make([]string, max(0, min(d.span-1, maxSpan-len(d.cells))))...) // each cell stands below the head of its column
		d.line.Reset()
	case "tr":
		if d.tables == 1 {
			d.row(d.cells)
			d.cells = nil
		}
	case "tbl":
		if d.tables--; d.tables == 0 {
			d.table()
			d.text.WriteString("\n")
		}
	}
}

// pause ends a line of the text, or parts the words of a cell.
func (d *document) pause() {
	if d.tables > 0 {
		d.write(" ")
		return
	}
	d.end(d.level)
}
