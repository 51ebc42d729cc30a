package knowledge

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/period"
	"wenbao/knowledge/text"
)

// titlePattern reads 2024年北京市政府工作报告 and 北京市2024年政府工作报告.
var titlePattern = regexp.MustCompile(`^(?:关于)?(\p{Han}*?)(\d{4})(?:年度?)?(\p{Han}*?)(?:人民)?政府工作报告`)

// otherTitle reads 2025年和田地区国民经济和社会发展统计公报 and 关于承德市2025年预算执行情况….
var (
	otherTitle = regexp.MustCompile(`^(\p{Han}{0,12}?)20\d\d年(\p{Han}{2,12}?(?:省|市|区|县|州|旗|镇|乡|特别行政区))?(?:全市|市|本级|区)*(?:和市本级)?(?:国民经济|经济社会|经济运行|财政|预算|决算|统计|施政)`)
	placeFirst = regexp.MustCompile(`^(\p{Han}{1,7}(?:省|市|[区區]|[县縣]|州|旗|[镇鎮]|[乡鄉]))\p{Han}{0,6}20\d\d(?:[-–至]\d{2,4})?年度.*(?:报告|報告)`) // 海晏區2024-25年度地區工作報告
	looksBack  = regexp.MustCompile(`公报|决算|执行情况|完成情况|总结`)
)

// hanYears are years whose digits are written one by one, 二〇二四年 and 二零二四至二五年度, with
// what offices type for 〇.
var hanYears = regexp.MustCompile(`[一二][一二三四五六七八九零〇○Oo0Ｏ０]{3}[年至]`)

// dated is a text with ASCII digits, also in its years.
func dated(words string) string {
	if strings.Contains(words, "年") {
		words = hanYears.ReplaceAllStringFunc(words, func(year string) string {
			end := len(year) - len("年")
			return figure.Find(zeros.Replace(year[:end]))[0].Value + year[end:]
		})
	}
	return figure.NarrowDigits(words)
}

var zeros = strings.NewReplacer("O", "〇", "o", "〇", "0", "〇", "Ｏ", "〇", "０", "〇")

// complete fills what report.json left out: from a title, of the report or in
// its id, which is the name of its file; else from its headings and first
// paragraphs; the place at last from a file's name that is nothing but one.
func (m *Meta) complete(r *Report) {
	given, placed := m.Title != "", m.Place != ""
	named := false // by a line of the text that names a report
	if !given {
		m.Title = wholeText.ReplaceAllString(titleOf(r.Front), "")
		named = titleEnd.MatchString(m.Title)
	}
	if m.Title == "" {
		m.Title = r.ID
	}
	m.fromEnglish(m.Title)
	for _, title := range []string{m.Title, r.ID} {
		m.fromTitle(dated(unspaced(title)))
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
	if !placed {
		m.Place = inFull(cmp.Or(m.Place, placeOf(r), regionOf(r, m.Title)), r)
	}
	if !given && (m.Title == r.ID && !named || anybodys.MatchString(dated(unspaced(m.Title)))) {
		m.Title = m.made(r)
	}
	if m.Language == "" {
		m.Language = string(languageOf(r))
	}
	if m.Unit == "" {
		m.Unit = "段"
	}
}

// wholeText is what a web page puts behind a title.
var wholeText = regexp.MustCompile(`[ 　]*[（(]全文[）)]$`)

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
	for _, p := range r.opens() {
		if opening.MatchString(unspaced(p.Text)) {
			return true
		}
	}
	return slices.ContainsFunc(r.Headings, func(h Heading) bool { return h.Level < 2 && h.told(nil).Kind != "" && aboutWork.MatchString(h.Text) })
}

var (
	opening   = regexp.MustCompile(`代表\p{Han}{0,12}政府.{0,12}报告`)
	aboutWork = regexp.MustCompile(`工[ 　]*作|任[ 　]*[务務]`)
)

var (
	sessionLine = regexp.MustCompile(`(\d{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日.{0,12}在`)
	farAhead    = regexp.MustCompile(`远景|遠景|规划|規劃|五年|(?i:five-year|long-range)|20[0-9]{2} ?[-–—] ?20[0-9]{2}`)
	namedYear   = regexp.MustCompile(`(20\d\d)年`)
	openings    = 3 // paragraphs in which a report says who reports
)

// yearsOf reads the years of a report from its headings (2023年工作回顾 looks
// back on 2023 and plans 2024) and the line of its session.
func yearsOf(r *Report) []int {
	for _, h := range r.Headings {
		told := h.told(nil)
		switch {
		case told.Year == 0 || farAhead.MatchString(h.Text):
		case told.Kind == period.Review:
			return []int{told.Year, told.Year + 1}
		case told.Kind == period.Plan:
			return []int{told.Year - 1, told.Year}
		}
	}
	for _, line := range r.Front {
		if match := sessionLine.FindStringSubmatch(dated(unspaced(line.Text))); match != nil {
			return yearsOfSession(match[1])
		}
		if match := englishDate.FindStringSubmatch(line.Text); match != nil {
			return yearsOfSession(match[1])
		}
	}
	return yearsNamed(r)
}

// told is what a heading tells of its time, of a report of some years, nil where they are not
// known.
func (h Heading) told(years []int) period.Period { return period.OfHeading(plainly(h.Text), years) }

// plainly is a heading as its words and years are read.
func plainly(heading string) string {
	if latin(heading) {
		return heading
	}
	return dated(unspaced(heading))
}

// yearsNamed are the two years, one after the other, that a report names most
// often side by side; none where it names no two such.
func yearsNamed(r *Report) []int {
	count := map[int]int{}
	for i := range r.Passages {
		for _, match := range namedYear.FindAllStringSubmatch(dated(r.Passages[i].Text), -1) {
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

// yearsOfSession are the year that a report looks back on and the one that it plans, in
// which it was given.
func yearsOfSession(year string) []int {
	y, err := strconv.Atoi(year)
	if err != nil {
		return nil
	}
	return []int{y - 1, y}
}

// fromTitle takes the place and the years out of a title. A work report given in
// year Y tells the work of Y-1 and plans Y; any other tells of the years named.
func (m *Meta) fromTitle(title string) {
	var place string
	var years []int
	covers := ""
	if match := titlePattern.FindStringSubmatch(title); match != nil {
		place, years = match[1]+match[3], yearsOfSession(match[2])
	} else if match := otherTitle.FindStringSubmatch(title); match != nil {
		place = strings.TrimPrefix(match[1]+match[2], "关于")
		for _, named := range namedYear.FindAllStringSubmatch(title, 2) {
			if y, err := strconv.Atoi(named[1]); err == nil {
				years = append(years, y)
			}
		}
		if len(years) == 1 && looksBack.MatchString(title) {
			covers = "review"
		}
	} else if match := placeFirst.FindStringSubmatch(title); match != nil && !ofARegion.MatchString(text.Simplify(title)) {
		m.called(match[1])
	}
	if m.Place == "" && !generic.MatchString(place) {
		m.Place = place
	}
	if len(m.Years) == 0 && len(years) > 0 {
		m.Years = years
		if m.Covers == "" {
			m.Covers = covers
		}
	}
}

// called adds a name by which a place is asked for that could be of any country: what a report does
// not say of that is not concluded from it, the numbers to call least of all.
func (m *Meta) called(name string) {
	if m.Place == "" && !generic.MatchString(name) && !slices.Contains(m.PlaceAliases, name) {
		m.PlaceAliases = append(slices.Clip(m.PlaceAliases), name)
	}
}

// Titles in English: Report on the Work of the Government of Qinghe District,
// Shanghai Municipal Government Work Report 2024.
var (
	englishReport = regexp.MustCompile(`(?i)\b(?:work report|report on the work)\b`)
	englishOf     = regexp.MustCompile(`\b(?:[Gg]overnment|[Dd]evelopment|[Cc]ommuniqu[eé]|[Bb]udgets?) of (?:the )?((?:[A-Z][A-Za-z'’-]*)(?: [A-Z][A-Za-z'’-]*){0,5})`)
	englishFirst  = regexp.MustCompile(`^(?:20\d\d )?((?:[A-Z][a-z'’-]+ ){1,4}?)(?:(?:Municipal|Provincial|Autonomous|People['’]s) )*Government\b`)
	englishTown   = regexp.MustCompile(`^(?:20\d\d )?((?:[A-Z][a-z'’-]+ ){1,4}?)(?:Town|City|County|District|Borough|Municipal) Council\b`)
	englishYear   = regexp.MustCompile(`\b20\d\d\b`)
	englishDate   = regexp.MustCompile(`\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, (20\d\d)\b`)
)

// fromEnglish takes the place and the years out of a title in English, as fromTitle
// does out of one in Chinese.
func (m *Meta) fromEnglish(title string) {
	if !latin(title) || !titleEnd.MatchString(title) { // the id of a report is no title
		return
	}
	if m.Place == "" {
		for _, form := range []*regexp.Regexp{englishOf, englishFirst} {
			if match := form.FindStringSubmatch(title); match != nil {
				m.Place = strings.TrimSpace(match[1])
				break
			}
		}
	}
	if match := englishTown.FindStringSubmatch(title); match != nil {
		m.called(strings.TrimSpace(match[1]))
	}
	if year := englishYear.FindString(title); year != "" && len(m.Years) == 0 {
		m.Years = yearsOfSession(year)
		if !englishReport.MatchString(title) {
			m.Years = m.Years[1:]
		}
	}
	if m.Language == "" {
		m.Language = string(text.English)
	}
}

// byline is 市长 马 军, who gives a report.
var byline = regexp.MustCompile(`^(?:代|副)?(?:省长|市长|区长|县长|州长|旗长|主席|总理)\p{Z}`)

// salutation is 各位代表：, which opens a report and names none.
var salutation = regexp.MustCompile(`^(?:各位|尊敬的|同志们).{0,12}[:：]?$`)

// titleOf is the line that names the report, with those before it that it goes on
// from; else the first.
func titleOf(front []Line) string {
	first := ""
	for i, line := range front {
		line := strings.TrimSpace(line.Text)
		switch {
		case salutation.MatchString(line):
			continue
		case titleEnd.MatchString(line):
			return goesOnFrom(front[:i]) + line
		case first == "" && !byline.MatchString(line):
			first = line
		}
	}
	return first
}

var (
	titleEnd   = regexp.MustCompile(`报告|公报|白皮书|報告|公報|(?i)\breport\b|\baddress\b|\bbudget\b|communiqu`)
	titleStart = regexp.MustCompile(`^关于|^\p{Han}{0,12}20\d\d年\p{Han}{2}`)
)

// longestTitle is how many lines a title has at most.
const longestTitle = 3

// goesOnFrom is the beginning of a title in the lines before its last.
func goesOnFrom(before []Line) string {
	for i := max(0, len(before)-longestTitle+1); i < len(before); i++ {
		if titleStart.MatchString(dated(unspaced(before[i].Text))) {
			var whole strings.Builder
			for _, line := range before[i:] {
				whole.WriteString(strings.TrimSpace(line.Text))
			}
			return whole.String()
		}
	}
	return ""
}
