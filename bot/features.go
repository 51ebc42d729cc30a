package bot

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"wenbao/knowledge"
	"wenbao/retrieval"
	"wenbao/retrieval/wordvec"
)

// featureCount is the number of signals the judge weighs.
const featureCount = 17

// features are the signals of one passage for one question, each about 0 to 1.
type features [featureCount]float64

// featureNames name the signals in the judge's file and in /why.
var featureNames = [featureCount]string{
	"bias",        // always 1
	"semantic",    // best cosine among the passage's vectors
	"lexical",     // share of the question's words, by BM25
	"lead",        // fused score relative to the best passage
	"same_kind",   // best cosine among its reviewed questions that ask the same kind of thing
	"no_measure",  // asks for a measure (area, money, date …) of which it has none
	"no_number",   // asks how many, and it has no number
	"no_kind",     // asks who, where, which, why …, and neither it nor its questions do
	"uncovered",   // share of the question's information in words it does not hold
	"unsupported", // share of the information in words that nothing in it comes near in meaning
	"focus",       // share of the last two content words that nothing in it comes near
	"detail",      // asks whether it has, allows or includes something that nothing in it comes near
	"choice",      // asks this or that, and it holds neither
	"name",        // a proper name that it does not hold
	"noun",        // what is to be counted, which it does not hold
	"acronym",     // a Latin abbreviation in a Chinese question that it does not hold
	"confirm",     // the question asks whether what it says is so
}

// judge holds what is known of every passage before any question.
type judge struct {
	passages map[string]*passageFacts
	library  string // all words of all passages
	words    *wordvec.Model
	weights  *weights
}

// passageFacts are read when a passage is first judged: most never are.
type passageFacts struct {
	once   sync.Once
	entry  retrieval.Entry
	meta   knowledge.Meta
	place  *territory
	facts  evidence
	parts  []evidence // of each sentence, when there are several
	kinds  [][]Kind   // of each reviewed question
	nearby [][]float32
}

func newJudge(lib *knowledge.Library, entries []retrieval.Entry) (*judge, error) {
	model, err := wordvec.Default()
	if err != nil {
		return nil, err
	}
	weights, err := readWeights(judgeFile)
	if err != nil {
		return nil, err
	}
	j := &judge{passages: map[string]*passageFacts{}, weights: weights, words: model}
	territories := map[*knowledge.Report]*territory{}
	for _, report := range lib.Reports {
		territories[report] = territoryOf(report.Meta)
	}
	for _, e := range entries {
		report, _, _ := lib.Passage(e.ID)
		j.passages[e.ID] = &passageFacts{entry: e, meta: report.Meta, place: territories[report]}
	}
	return j, nil
}

// facts returns what is known of a passage.
func (j *judge) facts(id string) *passageFacts {
	p := j.passages[id]
	p.once.Do(func() {
		p.facts = evidenceOf(p.entry.Text, p.meta)
		p.facts.all = retrieval.Normalize(wordsOf(p.entry))
		if sentences := knowledge.Sentences(p.entry.Text); len(sentences) > 1 {
			for _, sentence := range sentences {
				p.parts = append(p.parts, evidenceOf(sentence, p.meta))
			}
		}
		p.facts.questions = map[Kind]bool{}
		for _, q := range p.entry.Questions {
			kinds := kindsOf(retrieval.Normalize(q))
			p.kinds = append(p.kinds, kinds)
			for _, k := range kinds {
				p.facts.questions[k] = true
			}
		}
		p.nearby = j.vectors(p.facts.own, p.entry)
	})
	return p
}

// wordsOf joins all words of an entry.
func wordsOf(e retrieval.Entry) string {
	parts := []string{e.Text, e.Title, e.English}
	for _, list := range [][]string{e.Aliases, e.Topics, e.Questions} {
		parts = append(parts, list...)
	}
	return strings.Join(parts, "\n") + "\n"
}

// at returns the evidence of the sentence that came nearest to the question,
// or that of the whole passage.
func (p *passageFacts) at(hit retrieval.Hit) *evidence {
	for _, m := range hit.Matches {
		if m.Sentence >= 0 && m.Sentence < len(p.parts) {
			return &p.parts[m.Sentence]
		}
	}
	return &p.facts
}

// vectors returns those of the content words of a passage, its aliases and topics.
func (j *judge) vectors(own string, e retrieval.Entry) [][]float32 {
	seen := map[string]bool{}
	var vectors [][]float32
	for _, text := range append(normalizeAll(e.Aliases, e.Topics), own) {
		for _, w := range j.content(text) {
			if !seen[w.text] {
				seen[w.text] = true
				vectors = append(vectors, w.vector)
			}
		}
	}
	return vectors
}

// features reads the signals of a hit for a question. best is the score of the
// first hit.
func (j *judge) features(q question, content []word, hit retrieval.Hit, best float64) features {
	p := j.facts(hit.ID)
	ev := &p.facts
	var f features
	f[0], f[1], f[2] = 1, hit.Semantic, hit.Lexical
	if best > 0 {
		f[3] = hit.Score / best
	}
	f[4] = j.sameKind(q, hit)
	f[5], f[6], f[7] = p.at(hit).lacks(q)
	f[8], f[9] = uncovered(content, p)
	f[10] = focus(content, p)
	f[11] = j.detail(q.text, p)
	f[12] = indicator(j.missingChoice(q.text, ev.all))
	f[13] = indicator(missingName(q.text, ev.all) != "")
	f[14] = indicator(missingNoun(q.text, ev.all))
	f[15] = indicator(missingAcronym(q.acronyms, ev.all))
	f[16] = indicator(q.confirm)
	return f
}

// sameKind is the best cosine among the passage's own words and those of its
// reviewed questions that ask for what is asked here.
func (j *judge) sameKind(q question, hit retrieval.Hit) float64 {
	for _, m := range hit.Matches {
		if m.Question < 0 || alike(q.kinds, j.facts(hit.ID).kinds[m.Question]) {
			return m.Cosine
		}
	}
	return 0
}

// alike reports whether two questions ask for the same kinds of things; a
// count is asked by every question for a measure.
func alike(a, b []Kind) bool {
	return covers(a, b) && covers(b, a)
}

func covers(a, b []Kind) bool {
	for _, k := range a {
		if k == AsksCount || k == AsksItems {
			continue
		}
		found := false
		for _, l := range b {
			found = found || k == l
		}
		if !found {
			return false
		}
	}
	return true
}

// lacks tells which of the asked kinds a passage does not hold. What a figure
// measures is read from the passage alone; for who, where and which its
// reviewed questions count too, since they ask only what it answers.
func (ev *evidence) lacks(q question) (measure, number, kind float64) {
	for _, k := range q.kinds {
		switch k {
		case AsksCount:
			number = indicator(!q.confirm && !ev.figureFor(q))
		case AsksItems:
		case AsksPeople:
			measure = max(measure, indicator(!q.confirm && !ev.figureFor(q)))
		case AsksPerson, AsksOrg:
			kind = max(kind, indicator(!ev.holds[k]))
		case AsksNames:
			kind = max(kind, indicator(ev.counted || !ev.holds[k] && !ev.questions[k]))
		case AsksWhere, AsksReason:
			kind = max(kind, indicator(!ev.holds[k] && !ev.questions[k]))
		case AsksParts:
			number = max(number, indicator(!ev.figureFor(q) || ev.divides(q)))
		case AsksPlan:
			measure = max(measure, indicator(!ev.plans))
		default:
			measure = max(measure, indicator(!ev.holds[k]))
		}
	}
	return measure, number, max(kind, indicator(q.asks(AsksNames) && q.listOf() > max(2, ev.listed)))
}

// outside reports whether a whole section lies outside what the question is
// about: another place or year, or plans in a report that looks back.
func (j *judge) outside(q question, s section) bool {
	for _, p := range s.passages {
		facts := j.facts(p.ID)
		ev := &facts.facts
		if facts.place.foreign(q.text, ev.all) == "" && ev.otherYear(q) == 0 && facts.place.locality(q.text, ev.all) == "" && (ev.plans || !q.asks(AsksPlan)) {
			return false
		}
	}
	return true
}

// String lists the features that are not 0.
func (f features) String() string {
	var parts []string
	for i, x := range f {
		if x != 0 && i > 0 {
			parts = append(parts, fmt.Sprintf("%s %.2f", featureNames[i], x))
		}
	}
	return strings.Join(parts, ", ")
}

// word is a content word of a question with its information in nats.
type word struct {
	text   string
	rarity float64
	vector []float32
}

// content returns the words of a question that say what it is about.
func (j *judge) content(text string) []word {
	var words []word
	for _, w := range j.words.Segment(text) {
		if rarity := j.words.Rarity(w); rarity > commonWord && !askingWords[w] {
			words = append(words, word{text: w, rarity: rarity, vector: j.words.Embed(w)})
		}
	}
	return words
}

// commonWord is the information below which a word says nothing of the subject.
const commonWord = 7.0

var askingWords = map[string]bool{"多少": true, "为什么": true, "为啥": true, "几个": true, "怎么样": true, "怎么": true, "什么": true, "哪里": true, "哪儿": true, "咋样": true, "请问": true, "啥时候": true, "什么时候": true, "是不是": true, "有没有": true, "去年": true, "今年": true, "听说": true, "知道": true, "情况": true, "报告": true, "现在": true, "目前": true, "多大": true, "进展": true}

// wordless is the lexical score below which a question of unknown words meets nothing.
const wordless = 0.3

// contentless reports whether a question says nothing of a subject: 多少, 为什么,
// the report's own place, or no known word at all.
func (j *judge) contentless(q question, hits []retrieval.Hit) bool {
	if len(hits) == 0 {
		return false
	}
	place := j.facts(hits[0].ID).place
	for _, w := range j.content(q.text) {
		if !place.own[w.text] {
			return false
		}
	}
	known := len(j.words.Segment(q.text)) > 0
	return known || hits[0].Lexical < wordless
}

// uncovered measures the content of a question that a passage does not hold:
// its share, and the share of what nothing in the passage comes near in meaning.
func uncovered(content []word, p *passageFacts) (share, unsupported float64) {
	var total float64
	for _, w := range content {
		total += w.rarity
		if holds(p.facts.all, w.text) || p.place.own[w.text] {
			continue
		}
		share += w.rarity
		unsupported += w.rarity * (1 - p.nearest(w.vector))
	}
	if total == 0 {
		return 0, 0
	}
	return share / total, unsupported / total
}

// focus looks at the last words of a question, where Chinese puts what is
// asked of the subject: 运河生态公园让遛狗吗.
func focus(content []word, p *passageFacts) float64 {
	return strangeness(content[max(0, len(content)-2):], p)
}

// inquiring asks whether the subject has, allows or includes something.
var inquiring = regexp.MustCompile(`有没有|有木有|有冇|有(?:个|什么)?|让不让|让|能不能|可不可以|可以|管不管|包不包括|包括|含不含|算不算|在不在|带不带|用不用|要不要|需不需要|\b(?:is|are|can|does|do)\b`)

// detail measures the first two content words behind such an inquiry.
func (j *judge) detail(text string, p *passageFacts) float64 {
	at := inquiring.FindStringIndex(text)
	if at == nil {
		return 0
	}
	content := j.content(text[at[1]:])
	return strangeness(content[:min(2, len(content))], p)
}

// strangeness is the share of words that nothing in the passage comes near.
func strangeness(words []word, p *passageFacts) float64 {
	if len(words) == 0 {
		return 0
	}
	var missing float64
	for _, w := range words {
		if !strings.Contains(p.facts.all, w.text) {
			missing += 1 - p.nearest(w.vector)
		}
	}
	return missing / float64(len(words))
}

func dot(a, b []float32) float64 {
	var sum float32
	for i, x := range a {
		sum += x * b[i]
	}
	return float64(sum)
}

// missingChoice reports whether the question asks this or that (药材还是菌子)
// and the passage holds neither.
func (j *judge) missingChoice(text, passage string) bool {
	left, right, ok := strings.Cut(text, "还是")
	if !ok {
		return false
	}
	before, after := j.content(left), j.content(right)
	if len(before) == 0 || len(after) == 0 {
		return false
	}
	return !strings.Contains(passage, before[len(before)-1].text) && !strings.Contains(passage, after[0].text)
}

// holds reports whether a text has a word, or two neighbouring characters of a
// longer word.
func holds(text, word string) bool {
	if strings.Contains(text, word) {
		return true
	}
	runes := []rune(word)
	for i := 0; len(runes) > 2 && runes[0] > unicode.MaxASCII && i+1 < len(runes); i++ {
		if strings.Contains(text, string(runes[i:i+2])) {
			return true
		}
	}
	return false
}

// nearest is the best cosine between a word and the words of the passage, at least 0.
func (p *passageFacts) nearest(vector []float32) float64 {
	best := 0.0
	for _, own := range p.nearby {
		best = max(best, dot(own, vector))
	}
	return best
}

// A proper name is read from its last word and the characters before it.
var (
	longName  = regexp.MustCompile(`(\p{Han}{2})(医院|附中|附小|学校|中学|小学|大学|学院|公园|大厦|酒店|地块|机场|高速|枢纽|环岛|小镇|大桥|家园|广场|商场|港口|水库|研究院|研究所|儿研所|博物馆|图书馆|体育馆|体育场|剧院|幼儿园|派出所|大街|胡同|路|街)`)
	shortName = regexp.MustCompile(`(\p{Han})(桥|河|湖|山|镇|村|港|湾)(?:[^北南西东]|$)`)
	// generic characters make no name: 那家大医院, 这条河.
	generic = "前后的个哪那这几多新老大小我们你他她咱家区市里了有是在到去建开盖修条座所些各全每某两一二三四五六七八九十旧好坏么嘛吗啥呢把被给和跟与及或国省县公私附近农山乡着过得道马公线铁走网路街行条段"
)

// missingName returns the first proper name of a question that a passage does not hold.
func missingName(text, passage string) string {
	for _, m := range longName.FindAllStringSubmatch(text, -1) {
		if !strings.ContainsAny(m[1], generic) && !strings.Contains(passage, m[1]) {
			return m[0]
		}
	}
	for _, m := range shortName.FindAllStringSubmatch(text, -1) {
		if !strings.ContainsAny(m[1], generic) && !strings.Contains(passage, m[1]+m[2]) {
			return m[1] + m[2]
		}
	}
	return ""
}

// askedNoun is what 多少 or 几 counts: 多少条诉求.
var askedNoun = regexp.MustCompile(`(?:多少|(?:^|[^第哪十好])几)(?:个|家|条|项|座|处|部|所|台|支|场|间|栋|批|种|辆|户|件|趟|片|块|名|位|张|亿|万)?(\p{Han}{2})`)

var countingRest = regexp.MustCompile(`^(?:了|的|呢|啊|呀|吗|吧|钱|人|多|才|能|可以|现在|一共|左右|平|亩|万|个|家)`)

// missingNoun reports whether the passage lacks the thing that is to be counted.
func missingNoun(text, passage string) bool {
	for _, m := range askedNoun.FindAllStringSubmatch(text, -1) {
		if !countingRest.MatchString(m[1]) && !strings.Contains(passage, m[1]) {
			return true
		}
	}
	return false
}

// missingAcronym reports whether a passage lacks one of the abbreviations.
func missingAcronym(acronyms []string, passage string) bool {
	for _, a := range acronyms {
		if !strings.Contains(passage, a) {
			return true
		}
	}
	return false
}

var transitLine = regexp.MustCompile(`\d+号线`)

// missingCode returns the first code (letters with digits: 4G, M101) of a
// question that a passage does not hold.
func missingCode(text, passage string) string {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := strings.ContainsFunc(w, unicode.IsLetter)
		digits := strings.ContainsFunc(w, unicode.IsDigit)
		if letters && digits && !strings.Contains(passage, w) {
			return w
		}
	}
	for _, line := range transitLine.FindAllString(text, -1) {
		if !strings.Contains(passage, line) {
			return line
		}
	}
	return ""
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
