package bot

import (
	"fmt"
	"regexp"
	"strings"

	"wenbao/knowledge"
	"wenbao/knowledge/figure"
)

// unitClass groups units that answer the same kind of question.
var unitClass = map[Kind]*regexp.Regexp{
	AsksArea:     regexp.MustCompile(`^(?:余|多)?(?:亩|公顷|平方米|平米|平方公里|万亩|万平方米)`),
	AsksLength:   regexp.MustCompile(`^(?:余|多)?(?:公里|千米|米)`),
	AsksMoney:    regexp.MustCompile(`^(?:余|多)?(?:元|万元|亿元|美元|投资)`),
	AsksPeople:   regexp.MustCompile(`^(?:余|多)?(?:人|名|位|岗|万人)`),
	AsksDuration: regexp.MustCompile(`^(?:余|多)?(?:天|年时间|个月|小时|分钟|周)`),
	AsksQuantity: regexp.MustCompile(`^(?:余|多)?(?:层|张|间|吨|度|盏|级|类|千瓦|立方|斤)`),
	AsksDate:     regexp.MustCompile(`^(?:年|月|日|号|季度)`),
}

// notCount are the units that end a number which counts nothing.
var notCount = regexp.MustCompile(`^(?:年|月|日|期|届|季度|g\b|大|化|体|带|站式)`)

var (
	someMoney  = regexp.MustCompile(`[亿万千]元?(?:投资|资金)|投资|资金`)
	someDate   = regexp.MustCompile(`\d{4}年|\d{1,2}月|季度|日前|年初|年底|年内`)
	someReason = regexp.MustCompile(`因为|由于|为了|得益于|原因|之所以|以确保`)
	someChange = regexp.MustCompile(`增长|下降|同比|比上年|增速|降低|上升|减少|翻番`)
	somePerson = regexp.MustCompile(`主席|总书记|总理|省长|市长|区长|县长|书记|院士|先生|女士`)
	someWhere  = regexp.MustCompile(`\p{Han}(?:商务区|旅游区|示范区|开发区|新区|县|镇|乡|村|街道|大街|河|湖|港|站)|\((?:\p{Han}+)站\)|位于|坐落`)
	someOrg    = regexp.MustCompile(`承建|施工|开发商|承办|供应|中标`)
	openList   = regexp.MustCompile(`等\d`)
	counted    = regexp.MustCompile(`\d+(?:万|亿)?(?:余|多)?[个家条项座处部所台支场间栋批种辆户件次]`)
)

// evidence is what a passage holds, read once from its own words.
type evidence struct {
	holds   map[Kind]bool
	numbers []number // figures that count or measure something
	listed  int      // names in its longest list
	counted bool     // it counts things without naming them
	open    bool     // the list ends in 等 and a number: some are not named
	summed  bool     // its only figure is a sum so far
	years   []int    // the years its report covers
	plans   bool     // its report tells of what is to come, too
	own     string   // normalised words of the passage
	all     string   // with headings and expansion
}

// number is a figure of a passage and what it measures ("" when it counts pieces).
type number struct {
	value   string
	counter string // the character behind it
	measure Kind
	percent bool
}

// evidenceOf reads a passage or one of its sentences.
func evidenceOf(text string, meta knowledge.Meta) evidence {
	ev := evidence{holds: map[Kind]bool{}, own: normalized(text), plans: meta.Covers != "review", years: meta.Years}
	ev.readFigures()
	ev.readLists()
	ev.holds[AsksMoney] = ev.holds[AsksMoney] || len(ev.numbers) > 0 && someMoney.MatchString(ev.own)
	ev.holds[AsksDate] = someDate.MatchString(ev.own)
	ev.holds[AsksPerson] = somePerson.MatchString(ev.own)
	ev.holds[AsksWhere] = someWhere.MatchString(ev.own)
	ev.holds[AsksReason] = someReason.MatchString(ev.own)
	ev.holds[AsksChange] = someChange.MatchString(ev.own)
	ev.counted = counted.MatchString(ev.own) && !ev.open
	ev.holds[AsksNames] = !ev.counted
	ev.holds[AsksOrg] = someOrg.MatchString(ev.own)
	ev.holds[AsksOthers] = !ev.open
	ev.holds[AsksWithin] = !ev.summed
	return ev
}

func (ev *evidence) readFigures() {
	for _, f := range figure.Find(ev.own) {
		after := ev.own[f.End:]
		n := number{value: f.Value, percent: f.Percent, counter: firstRunes(after, 1)}
		for kind, unit := range unitClass {
			if unit.MatchString(after) {
				ev.holds[kind] = true
				n.measure = kind
			}
		}
		ev.holds[AsksShare] = ev.holds[AsksShare] || f.Percent
		if f.Han && len(f.Text) < 6 || !f.Percent && notCount.MatchString(after) {
			continue
		}
		ev.numbers = append(ev.numbers, n)
	}
	ev.summed = len(ev.numbers) == 1 && strings.Contains(ev.own, "累计")
}

// readLists counts the names in the passage's longest list.
func (ev *evidence) readLists() {
	ev.open = openList.MatchString(ev.own)
	for _, clause := range strings.FieldsFunc(ev.own, func(r rune) bool { return strings.ContainsRune("，。；,;", r) }) {
		ev.listed = max(ev.listed, 1+strings.Count(clause, "、"))
	}
}

// namesYear reports whether the passage itself names a year.
func (ev *evidence) namesYear(year int) bool {
	return strings.Contains(ev.own, fmt.Sprintf("%d年", year))
}

// dividing asks how a whole divides, in so many words.
var dividing = regexp.MustCompile(`怎么分|按.{1,4}分|breakdown`)

// named reports whether the question takes a figure from this passage: it is
// then about this passage and no other.
func (ev *evidence) named(q question) bool {
	for _, n := range ev.numbers {
		if q.names(n.value) {
			return true
		}
	}
	return false
}

// divides reports whether the question asks for the parts of a figure that it
// takes from this passage.
func (ev *evidence) divides(q question) bool {
	return dividing.MatchString(q.text) || ev.named(q)
}

// figureFor reports whether the passage has a figure that can answer the
// question: not one that the question itself names, and of pieces when pieces
// or people are asked for. Once the question names a figure of the passage,
// only another one with the same counter will do: 24条里新开的是几条.
func (ev *evidence) figureFor(q question) bool {
	counter := ""
	for _, n := range ev.numbers {
		if q.names(n.value) {
			counter = n.counter
		}
	}
	for _, n := range ev.numbers {
		switch {
		case q.names(n.value) || n.percent && !q.asks(AsksShare) && len(ev.numbers) > 1:
		case counter != "" && n.counter != counter:
		case q.asks(AsksPeople) && (n.measure == AsksPeople || n.measure == ""):
			return true
		case q.asks(AsksPeople) || q.asks(AsksItems) && n.measure != "":
		default:
			return true
		}
	}
	return false
}

// specific asks to name the members of a set that the passage only mentions:
// 试点选在了哪几个社区.
var specific = regexp.MustCompile(`(?:是|在|在了|搬的|挑的|选的)(?:都)?(?:是)?哪(?:几|些)[个家条处]?\p{Han}`)
