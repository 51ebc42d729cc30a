package knowledge

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Meta describes a report. Every field may be left out of report.json: what is
// missing is read from the report's own title lines.
type Meta struct {
	Title        string   `json:"title,omitempty"`
	English      string   `json:"title_en,omitempty"`      // the title in English, unofficial
	Place        string   `json:"place,omitempty"`         // the place that reports, e.g. 北京市通州区
	PlaceAliases []string `json:"place_aliases,omitempty"` // other names of that place
	Within       []string `json:"within,omitempty"`        // places that contain it
	Localities   []string `json:"localities,omitempty"`    // towns and streets within it, short names
	Publisher    string   `json:"publisher,omitempty"`
	Years        []int    `json:"years,omitempty"`    // years whose work the report tells
	Covers       string   `json:"covers,omitempty"`   // "review" (work done), "plan", or "" for both
	Part         string   `json:"part,omitempty"`     // e.g. 上, when the report is one part of several
	Language     string   `json:"language,omitempty"` // BCP 47
	Unit         string   `json:"unit,omitempty"`     // counter of passages in an address: 条 or 段
	Examples     []string `json:"examples,omitempty"` // questions that a newcomer can try, in any of the languages
	Source       string   `json:"source,omitempty"`   // where the text comes from, in a sentence
	URL          string   `json:"url,omitempty"`      // its official page, "" if it has none
	SHA256       string   `json:"sha256,omitempty"`   // of the file it was imported from, in hexadecimal

	Corrections []Correction `json:"corrections,omitempty"` // of the text, the latest last
}

// Correction tells that the words of a report were put right.
type Correction struct {
	Date     string   `json:"date"`     // as in 2024-03-01
	Passages []string `json:"passages"` // the ids, within the report, of what says something else now, or is not there any more
}

// ParseMeta reads report.json. An unknown field is an error: it is a spelling
// mistake. Errors name the line, from 1.
func ParseMeta(data []byte) (Meta, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return Meta{}, errors.New("report.json: the file is empty")
	}
	var meta Meta
	decoder := json.NewDecoder(bytes.NewReader(data))
	if err := meta.decode(decoder); err != nil {
		line := 1 + bytes.Count(data[:decoder.InputOffset()], []byte("\n"))
		return Meta{}, fmt.Errorf("report.json: line %d: %w", line, err)
	}
	return meta, nil
}

// decode reads one object and nothing after it, field by field, so that the
// decoder stands where an error is.
func (m *Meta) decode(decoder *json.Decoder) error {
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return errors.New("an object { … } is expected")
	}
	for decoder.More() {
		if err := m.decodeField(decoder); err != nil {
			return err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return unexpectedEnd(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more text follows the closing }")
	}
	return nil
}

func (m *Meta) decodeField(decoder *json.Decoder) error {
	name, err := decoder.Token()
	if err != nil {
		return unexpectedEnd(err)
	}
	var value json.RawMessage
	if err := decoder.Decode(&value); err != nil {
		return unexpectedEnd(err)
	}
	field, err := json.Marshal(map[string]json.RawMessage{fmt.Sprint(name): value})
	if err != nil {
		return err
	}
	if err := decodeStrict(field, m); err != nil {
		return err
	}
	if m.URL != "" && !strings.HasPrefix(m.URL, "https://") && !strings.HasPrefix(m.URL, "http://") {
		return fmt.Errorf("url is %q; it must begin with https:// or http://", m.URL)
	}
	for _, c := range m.Corrections {
		if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
			return fmt.Errorf("the date of a correction is %q; it must look like 2024-03-01", c.Date)
		}
	}
	switch m.Covers {
	case "", "review", "plan":
		return nil
	}
	return fmt.Errorf("covers is %q; it may be \"review\", \"plan\" or left out", m.Covers)
}

// unexpectedEnd tells that a file ends too early from that it ends.
func unexpectedEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// decodeStrict reads one JSON value and nothing after it, without unknown fields.
func decodeStrict(data []byte, v any) error {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more text follows the closing }")
	}
	return nil
}
