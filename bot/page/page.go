// Package page renders what people read in a browser. Each page is one file
// that needs nothing else: no script, no picture, no font, and its style sheet
// within. What comes from reports and people is text there, whatever it says.
package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

//go:embed *.tmpl style.css
var files embed.FS

var templates = template.Must(template.New("").ParseFS(files, "*.tmpl"))

// style is the sheet of all pages.
var style = func() string {
	sheet, err := files.ReadFile("style.css")
	if err != nil {
		panic(fmt.Sprintf("page: %v", err)) // it is part of the program
	}
	return text.Printable(string(sheet))
}()

// StylePolicy is the source expression of a content security policy that allows
// the style sheet of these pages and no other style.
var StylePolicy = func() string {
	sum := sha256.Sum256([]byte(style))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}()

// frame is what every page has.
type frame struct {
	Language text.Language // of the page's own words
	Title    string        // of the window
	W        *words.Pages
}

func newFrame(l text.Language, title string) frame {
	return frame{l, title, words.PagesIn(l)}
}

// Style is the style sheet, which no person wrote into a page.
func (frame) Style() template.CSS { return template.CSS(style) } //nolint:gosec // our own file

// render writes a page, whole or not at all. Characters that are not seen, but
// hide or turn around what is, come out nowhere in it.
func render(w io.Writer, name string, data any) error {
	var page bytes.Buffer
	if err := templates.ExecuteTemplate(&page, name, data); err != nil {
		return fmt.Errorf("making the page: %w", err)
	}
	_, err := io.WriteString(w, text.Printable(page.String()))
	return err
}

// Anchor is the name of a passage or heading within the page of its report: its
// id without the report.
func Anchor(id string) string {
	_, anchor, _ := strings.Cut(id, "/")
	return anchor
}
