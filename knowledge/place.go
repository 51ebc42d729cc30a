package knowledge

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"wenbao/knowledge/text"
)

var (
	generic  = regexp.MustCompile(`届|^全(?:省|市|区|县|州|旗)|本级|^(?:本|全|我)?(?:省|市|区|县|州|旗|镇|乡|自治区|自治州|自治县|特别行政区)$|[长長]官`) // names no place
	speaker  = regexp.MustCompile(`代表(\p{Han}{2,12}?)人民政府`)
	session  = regexp.MustCompile(`在(\p{Han}{2,10}?)第\p{Han}{1,4}届`)
	draft    = regexp.MustCompile(`报告|公报|稿|版|全文|文件|文档|最终|新建|资料`) // names a file and no place
	fileName = regexp.MustCompile(`^\p{Han}{2,8}$`)

	ofTheState = regexp.MustCompile(`(?:代表|受)国务院`)
	ofTheHouse = regexp.MustCompile(`届全国人民代表大会`)
)

// wholeCountry is the place of a report that the State Council gives.
const wholeCountry = "全国"

// placeOf is whose government reports, by its own words, by the name of the file, or as
// the whole country's; "" where nothing says.
func placeOf(r *Report) string {
	for _, p := range r.opens() {
		if match := speaker.FindStringSubmatch(unspaced(p.Text)); match != nil && !generic.MatchString(match[1]) {
			return match[1]
		}
	}
	for _, line := range r.Front {
		if match := session.FindStringSubmatch(unspaced(line.Text)); match != nil && !generic.MatchString(match[1]) {
			return match[1]
		}
	}
	if fileName.MatchString(r.ID) && !draft.MatchString(r.ID) {
		return r.ID
	}
	if ofTheCountry(r) {
		return wholeCountry
	}
	return ""
}

// ofTheCountry reports whether the State Council speaks, or the National People's Congress
// is spoken to.
func ofTheCountry(r *Report) bool {
	for _, p := range r.opens() {
		if ofTheState.MatchString(unspaced(p.Text)) {
			return true
		}
	}
	return slices.ContainsFunc(r.Front, func(line Line) bool { return ofTheHouse.MatchString(unspaced(line.Text)) })
}

var (
	ownRank = regexp.MustCompile(`代表(省|市|州|县|区|旗)(?:人民)?政府`)
	ranks   = []string{"省", "市", "州", "县", "区", "旗"}
)

// opens are the first passages of a report, in which it says who reports.
func (r *Report) opens() []Passage {
	list := r.Passages
	if len(list) > 0 && list[0].front {
		list = list[1:]
	}
	return list[:min(openings, len(list))]
}

// oftenNamed is how often a text names a place with its rank at least where it does not
// say which rank its own government has.
const oftenNamed = 3

// inFull is a place with its rank where the text writes both: 吉林市, by which the city is
// told from the province. Of several ranks the one counts that the speaker's
// government has; else one that stands there more often than all others.
func inFull(place string, r *Report) string {
	if place == "" || strings.HasSuffix(place, "市") || latin(place) {
		return place
	}
	own := ""
	for _, p := range r.opens() {
		if match := ownRank.FindStringSubmatch(unspaced(p.Text)); match != nil {
			own = match[1]
		}
	}
	most, all, named := "", 0, map[string]int{}
	for _, rank := range ranks {
		for i := range r.Passages {
			named[rank] += timesNamed(r.Passages[i].Text, place+rank)
		}
		all += named[rank]
		if named[rank] > named[most] {
			most = rank
		}
	}
	switch {
	case own != "" && named[own] > 0:
		return place + own
	case own == "" && named[most] >= oftenNamed && 2*named[most] > all:
		return place + most
	}
	return place
}

// timesNamed is how often a text names a place. 成都市民 are people, 中山市域 is no place's name,
// and 云溪县县长 is who heads one.
func timesNamed(words, name string) int {
	n := strings.Count(words, name)
	for _, more := range []string{"民", "场", "域", "长"} {
		n -= strings.Count(words, name+more)
	}
	return n
}

//go:embed regions.txt
var regionsFile string

// ofARegion is what the front of a report of a special administrative region says.
var ofARegion = regexp.MustCompile(`行政长官|特别行政区|特区政府`)

// regionOf is the special administrative region whose report it is: the one that it names
// most often, if its title or front has the words of one.
func regionOf(r *Report, title string) string {
	front := title
	for _, line := range r.Front {
		front += " " + unspaced(line.Text)
	}
	if !ofARegion.MatchString(text.Simplify(front)) {
		return ""
	}
	place, most := "", 0
	traditional := languageOf(r) == text.Traditional
	for line := range strings.Lines(regionsFile) {
		name, full, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || traditional != (text.Simplify(full) != full) {
			continue
		}
		n := 0
		for i := range r.Passages {
			n += strings.Count(r.Passages[i].Text, name)
		}
		if n > most {
			place, most = full, n
		}
	}
	return place
}

// languageOf is the language in which most passages are written that tell it, zh-Hans
// where none does.
func languageOf(r *Report) text.Language {
	count := map[text.Language]int{}
	for i := range r.Passages[:min(enoughPassages, len(r.Passages))] {
		count[text.LanguageOf(r.Passages[i].Text)]++
	}
	for _, l := range []text.Language{text.Traditional, text.English} {
		if count[l] > count[text.Simplified] {
			return l
		}
	}
	return text.Simplified
}

// enoughPassages is how many passages tell the language of a report.
const enoughPassages = 50
