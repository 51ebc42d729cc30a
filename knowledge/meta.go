package knowledge

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"wenbao/knowledge/figure"
)

// Meta describes a report. Every field may be left out of report.json: what is
// missing is read from the report's own title lines.
type Meta struct {
	Title        string   `json:"title"`
	Place        string   `json:"place"`         // the place that reports, e.g. 北京市通州区
	PlaceAliases []string `json:"place_aliases"` // other names of that place
	Within       []string `json:"within"`        // places that contain it
	Localities   []string `json:"localities"`    // towns and streets within it, short names
	Publisher    string   `json:"publisher"`
	Years        []int    `json:"years"`    // years whose work the report tells
	Covers       string   `json:"covers"`   // "review" (work done), "plan", or "" for both
	Part         string   `json:"part"`     // e.g. 上, when the report is one part of several
	Language     string   `json:"language"` // BCP 47
	Unit         string   `json:"unit"`     // counter of passages in an address: 条 or 段
	Examples     []string `json:"examples"` // questions that a newcomer can try, in any of the languages
	Source       string   `json:"source"`   // where the text comes from, in a sentence
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

// titlePattern reads 2024年北京市政府工作报告 and 北京市2024年政府工作报告.
var titlePattern = regexp.MustCompile(`^(\p{Han}*?)(\d{4})年?(\p{Han}*?)(?:人民)?政府工作报告`)

// complete fills what report.json left out from the report's title lines.
func (m *Meta) complete(id string, front []Line) {
	title := titleLine(front)
	if m.Title == "" {
		m.Title = title
	}
	if m.Title == "" {
		m.Title = id
	}
	if match := titlePattern.FindStringSubmatch(figure.NarrowDigits(unspaced(m.Title))); match != nil {
		m.fromTitle(match[1]+match[3], match[2])
	}
	if m.Language == "" {
		m.Language = "zh-Hans"
	}
	if m.Unit == "" {
		m.Unit = "段"
	}
}

// fromTitle takes the place and the years out of a title. A full report given
// in year Y tells the work of Y-1 and plans Y.
func (m *Meta) fromTitle(place, year string) {
	if m.Place == "" {
		m.Place = place
	}
	if y, err := strconv.Atoi(year); err == nil && len(m.Years) == 0 {
		m.Years = []int{y - 1, y}
	}
}

// titleLine picks the line that names the report, else takes the first.
func titleLine(front []Line) string {
	for _, line := range front {
		if strings.Contains(line.Text, "报告") {
			return strings.TrimSpace(line.Text)
		}
	}
	if len(front) > 0 {
		return strings.TrimSpace(front[0].Text)
	}
	return ""
}
