package knowledge

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
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

	IDs     map[string]string `json:"ids,omitempty"`     // within the report: what stands at a position, which would be its id, keeps the id that it had before a correction
	Retired []string          `json:"retired,omitempty"` // ids of what corrections took away, which nothing gets again
}

// Correction tells that the words of a report were put right.
type Correction struct {
	Date     string   `json:"date"`     // as in 2024-03-01
	Passages []string `json:"passages"` // the ids, within the report, of what says something else now, or is not there any more
}

// IDAt is the id, within the report, of what stands at a position: the one that it keeps, else
// that of what stands above it with the rest of the position.
func (m Meta) IDAt(position string) string {
	if id, ok := m.IDs[position]; ok {
		return id
	}
	if dot := strings.LastIndexByte(position, '.'); dot >= 0 {
		return m.IDAt(position[:dot]) + position[dot:]
	}
	return position
}

// keepIDs gives the headings and passages, which have the ids of their positions, those that
// they keep. That a text was edited by hand since they were told may not go unseen: a citation
// would show other words.
func (r *Report) keepIDs() error {
	var ids []*string
	for i := range r.Headings {
		ids = append(ids, &r.Headings[i].ID)
	}
	for i := range r.Passages {
		ids = append(ids, &r.Passages[i].ID)
	}
	unknown, positions := maps.Clone(r.Meta.IDs), map[string]string{}
	for _, id := range ids {
		position := strings.TrimPrefix(*id, r.ID+"/")
		kept := r.Meta.IDAt(position)
		other, twice := positions[kept]
		switch {
		case !dottedNumbers.MatchString(kept):
			return idError("the id of %s is %q and must be numbers with dots", position, kept)
		case twice:
			return idError("%s and %s both have the id %s", other, position, kept)
		case slices.Contains(r.Meta.Retired, kept):
			return idError("%s has the id %s, which is retired", position, kept)
		}
		positions[kept] = position
		delete(unknown, position)
		*id = r.ID + "/" + kept
	}
	for _, position := range slices.Sorted(maps.Keys(unknown)) {
		return idError("the text has no passage or heading at %s", position)
	}
	return nil
}

var dottedNumbers = regexp.MustCompile(`^[0-9]+(?:\.[0-9]+)*$`)

// idError tells what does not fit, and how a text is corrected.
func idError(format string, values ...any) error {
	return fmt.Errorf("the ids that report.json keeps do not fit the text: "+format+
		"; put the text back as it was imported and correct it by wenbao import --diff, or take ids and retired out of report.json", values...)
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
