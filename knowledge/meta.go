package knowledge

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wenbao/knowledge/figure"
)

// Meta describes a report. Every field may be left out of report.json: what is
// missing is read from the report's own title lines.
type Meta struct {
	Title        string   `json:"title"`
	English      string   `json:"title_en"`      // the title in English, unofficial
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
	URL          string   `json:"url"`      // its official page, "" if it has none
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

// complete fills what report.json left out: from a title, of the report or in
// its id, which is the name of its file; else from its headings and first
// paragraphs; the place at last from a file's name that is nothing but one.
func (m *Meta) complete(r *Report) {
	if m.Title == "" {
		m.Title = titleLine(r.Front)
	}
	if m.Title == "" {
		m.Title = r.ID
	}
	for _, title := range []string{m.Title, r.ID} {
		if match := titlePattern.FindStringSubmatch(figure.NarrowDigits(unspaced(title))); match != nil {
			m.fromTitle(match[1]+match[3], match[2])
		}
	}
	if len(m.Years) == 0 {
		m.Years = yearsOf(r)
		switch {
		case len(m.Years) < 2:
		case m.Covers == "review":
			m.Years = m.Years[:1]
		case m.Covers == "plan":
			m.Years = m.Years[1:]
		}
	}
	if m.Place == "" {
		m.Place = placeOf(r)
	}
	if m.Title == r.ID || anybodys.MatchString(unspaced(m.Title)) {
		m.Title = m.made(r)
	}
	if m.Language == "" {
		m.Language = "zh-Hans"
	}
	if m.Unit == "" {
		m.Unit = "段"
	}
}

// anybodys is a title that does not tell whose report it is.
var anybodys = regexp.MustCompile(`^(?:\d{4}年)?政府工作报告(?:（[^）]*）)?$`)

// made is the title of a report that has none, or one that could be anybody's:
// 蚌埠2024年政府工作报告; what it had where place, year or kind are not known.
func (m *Meta) made(r *Report) string {
	if m.Place == "" || len(m.Years) == 0 || m.Title == r.ID && !workReport(r) {
		return m.Title
	}
	return fmt.Sprintf("%s%d年政府工作报告", m.Place, m.Years[len(m.Years)-1])
}

// workReport reports whether a report says that a government gives it, or has
// the parts of one.
func workReport(r *Report) bool {
	for i := range r.Passages[:min(openings, len(r.Passages))] {
		if opening.MatchString(unspaced(r.Passages[i].Text)) {
			return true
		}
	}
	return slices.ContainsFunc(r.Headings, func(h Heading) bool { return workPart.MatchString(unspaced(h.Text)) })
}

var (
	opening  = regexp.MustCompile(`代表\p{Han}{0,12}政府.{0,12}报告`)
	workPart = regexp.MustCompile(`工作(?:回顾|总结|安排)|目标任务`)
)

var (
	reviewHeading = regexp.MustCompile(`(\d{4})年.{0,12}(?:回顾|总结|完成情况|主要工作|取得)`)
	planHeading   = regexp.MustCompile(`(\d{4})年.{0,12}(?:安排|目标|任务|重点工作|打算|建议|思路|计划)`)
	sessionLine   = regexp.MustCompile(`(\d{4})年\d{1,2}月\d{1,2}日.{0,12}在`)
	farAhead      = regexp.MustCompile(`远景|规划|五年`)
	generic       = regexp.MustCompile(`届|^(?:本|全|我)?(?:省|市|区|县|州|旗|镇|乡|自治区|自治州|自治县|特别行政区)$`) // names no place
	speaker       = regexp.MustCompile(`代表(\p{Han}{2,12}?)人民政府`)
	fileName      = regexp.MustCompile(`^\p{Han}{2,8}$`)
	namedYear     = regexp.MustCompile(`(20\d\d)年`)
	openings      = 3 // paragraphs in which a report says who reports
)

// yearsOf reads the years of a report from its headings (2023年工作回顾 looks
// back on 2023 and plans 2024) and the line of its session.
func yearsOf(r *Report) []int {
	for _, h := range r.Headings {
		line := figure.NarrowDigits(unspaced(h.Text))
		if farAhead.MatchString(line) {
			continue
		}
		if match := reviewHeading.FindStringSubmatch(line); match != nil {
			return yearAndNext(match[1], 0)
		}
		if match := planHeading.FindStringSubmatch(line); match != nil {
			return yearAndNext(match[1], -1)
		}
	}
	for _, line := range r.Front {
		if match := sessionLine.FindStringSubmatch(figure.NarrowDigits(unspaced(line.Text))); match != nil {
			return yearAndNext(match[1], -1)
		}
	}
	return yearsNamed(r)
}

// yearsNamed are the two years, one after the other, that a report names most
// often side by side; none where it names no two such.
func yearsNamed(r *Report) []int {
	count := map[int]int{}
	for i := range r.Passages {
		for _, match := range namedYear.FindAllStringSubmatch(figure.NarrowDigits(r.Passages[i].Text), -1) {
			if y, err := strconv.Atoi(match[1]); err == nil {
				count[y]++
			}
		}
	}
	var best []int
	most := 0
	for y := range count {
		if both := min(count[y], count[y+1]); both > most || both == most && both > 0 && y > best[0] {
			best, most = []int{y, y + 1}, both
		}
	}
	return best
}

// yearAndNext are the year looked back on, which is shift from the one written,
// and the one planned.
func yearAndNext(year string, shift int) []int {
	y, err := strconv.Atoi(year)
	if err != nil {
		return nil
	}
	return []int{y + shift, y + shift + 1}
}

// placeOf is whose government reports, by its own words or by the name of the
// file; "" where neither says.
func placeOf(r *Report) string {
	for i := range r.Passages[:min(openings, len(r.Passages))] {
		match := speaker.FindStringSubmatch(unspaced(r.Passages[i].Text))
		if match != nil && !generic.MatchString(match[1]) {
			return match[1]
		}
	}
	if fileName.MatchString(r.ID) && !strings.Contains(r.ID, "报告") {
		return r.ID
	}
	return ""
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

// byline is 市长 马 军, who gives a report.
var byline = regexp.MustCompile(`^(?:代|副)?(?:省长|市长|区长|县长|州长|旗长|主席|总理)\p{Z}`)

// salutation is 各位代表：, which opens a report and names none.
var salutation = regexp.MustCompile(`^(?:各位|尊敬的|同志们).{0,12}[:：]?$`)

// titleLine picks the line that names the report, else takes the first.
func titleLine(front []Line) string {
	first := ""
	for _, line := range front {
		line := strings.TrimSpace(line.Text)
		switch {
		case salutation.MatchString(line):
			continue
		case strings.Contains(line, "报告"):
			return line
		case first == "" && !byline.MatchString(line):
			first = line
		}
	}
	return first
}
