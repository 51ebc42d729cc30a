package claim

import (
	"flag"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// mutation is a sentence that says something its passages do not.
type mutation struct {
	rule string
	labelled
	right labelled
}

// harmless reports whether a mutation says the same in other characters.
func (m mutation) harmless() bool {
	return strings.Join(m.ids, " ") == strings.Join(m.right.ids, " ") && normal(m.sentence) == normal(m.right.sentence)
}

// mutator makes wrong sentences of a right one. all is every right sentence.
type mutator struct {
	rule string
	make func(l labelled, all []labelled) []labelled
}

var mutators = []mutator{
	{"digit changed", digits},
	{"unit swapped", swaps(unitSwaps)},
	{"hedge dropped", drops(`(\d|[百千万亿])(?:余|多)`, "$1", `超过?(\d|[三九])`, "$1", `突破([\d三])`, "$1")},
	{"hedge added", drops(`(\d+(?:\.\d+)?万?(?:个|家|条|项|座|处|部|亩|平方米|户|件|人))`, "近$1", `(\d+(?:\.\d+)?万?)(个|家|条|项|座|处|部|亩|户|件)`, "$1余$2", `(\d+(?:\.\d+)?[万亿]?(?:个|家|条|元|项))`, "约$1")},
	{"status swapped", otherState},
	{"negated", drops(`(开诊|完工|竣工|封顶|成立|落地|落户|投用|运营|启用|供地|建成|完成|招生|开园|开业|通过)`, "尚未$1", `(新建|新增|举办|办理|兑现|实现|发布|形成)`, "没有$1", `(开诊|完工|成立|落地|运行)`, "未$1")},
	{"qualifier dropped", drops(`累计(?:已有|已)?`, "", `基本`, "", `大体`, "", `主体`, "", `一期`, "", `二期`, "", `新(?:建|增加?|引[入进]|开通|设立?|开工)了?`, "", `1(?:-|至|月到)11月，?`, "", `前三季度，?`, "", `具备了?(?:通车|运营)条件`, "完工", `签约`, "")},
	{"rank raised", drops(`全市`, "全国", `中上游`, "前列", `首([个家支批])`, "第二$1", `前列`, "第一", `全市(首[位个]|第一)`, "$1", `副中心首个`, "全国首个")},
	{"place changed", drops(`通州`, "大兴", `北京`, "上海", `副中心`, "雄安", `副中心`, "主城区")},
	{"added clause", added2},
	{"added words", drops(`([^，]{6,})。$`, "${1}，效果显著。", `^`, "由市政府投资，", `^`, "据新华社报道，", `。$`, "，为全国最大。", `^(.{4})`, "${1}高标准", `(已|了)`, "${1}圆满")},
	{"forged citation", forged},
	{"number moved", moved},
	{"subject swapped", swapped},
	{"swapped within", within2},
	{"derived", drops(`1\.3万个，新建消防站21个`, "1.3万个，二者合计13021个", `6\.4万个`, "6.4万个，平均每月0.53万个", `17家`, "17家，占18.3%", `1110个、落地项目819个`, "1110个、落地率73.8%", `93家`, "93家，比上年增加17家")},
}

var unitSwaps = []string{"个", "家", "家", "个", "万", "亿", "亿", "万", "平方米", "亩", "亩", "公顷", "户", "个", "条", "公里", "部", "个", "项", "亿元", "人次", "人", "家次", "家", "%", "个百分点", "辆", "万辆", "处", "个", "件", "份"}

func (l labelled) with(sentence string) labelled { return labelled{l.ids, sentence} }

var aDigit = regexp.MustCompile(`\d`)

// digits changes each digit in turn, but not those of 5G and 2023年.
func digits(l labelled, _ []labelled) []labelled {
	var out []labelled
	for _, at := range aDigit.FindAllStringIndex(l.sentence, -1) {
		n, _ := strconv.Atoi(l.sentence[at[0]:at[1]])
		out = append(out, l.with(l.sentence[:at[0]]+strconv.Itoa((n+1)%10)+l.sentence[at[1]:]))
	}
	return out
}

var afterDigit = regexp.MustCompile(`\d(?:,\d{3})*$`)

// swaps replaces a word behind a digit by another.
func swaps(pairs []string) func(labelled, []labelled) []labelled {
	return func(l labelled, _ []labelled) []labelled {
		var out []labelled
		for i := 0; i < len(pairs); i += 2 {
			head, tail, ok := strings.Cut(l.sentence, pairs[i])
			if ok && afterDigit.MatchString(head) && pairs[i+1] != "" {
				out = append(out, l.with(head+pairs[i+1]+tail))
			}
		}
		return out
	}
}

// drops rewrites by regular expressions.
func drops(pairs ...string) func(labelled, []labelled) []labelled {
	return func(l labelled, _ []labelled) []labelled {
		var out []labelled
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, l.with(regexp.MustCompile(pairs[i]).ReplaceAllString(l.sentence, pairs[i+1])))
		}
		return out
	}
}

// otherState replaces each state by those of other classes.
func otherState(l labelled, _ []labelled) []labelled {
	others := []string{"开诊", "完工", "启动建设", "封顶", "开工建设", "签约", "投入使用", "通车", "正式运营", "获批", "建成投用", "挂牌"}
	var out []labelled
	for _, s := range statuses {
		for _, w := range strings.Fields(s.words) {
			if !strings.Contains(l.sentence, w) || utf8.RuneCountInString(w) < 2 {
				continue
			}
			for _, o := range others {
				if !saysState(l.sentence, terms[o].class) && !strings.Contains(l.sentence, o) {
					out = append(out, l.with(strings.Replace(l.sentence, w, o, 1)))
				}
			}
		}
	}
	return out
}

// saysState reports whether a sentence says a state in another word.
func saysState(sentence, class string) bool {
	for _, t := range lex(normal(sentence), nil) {
		if t.kind == isTerm && t.term.role == isStatus && t.term.class == class {
			return true
		}
	}
	return false
}

func added2(l labelled, all []labelled) []labelled {
	var out []labelled
	for _, clause := range []string{"位居全国第一", "总投资5亿元", "受到群众广泛欢迎", "同比增长10%", "预计明年投用", "并将继续扩大", "超额完成年度任务", "其中一半位于宋庄", "这主要得益于财政投入", "为历年最多", "完工", "运营良好"} {
		out = append(out, l.with(strings.TrimSuffix(l.sentence, "。")+"，"+clause+"。"))
	}
	other := all[(len(l.sentence)*7+len(l.ids[0]))%len(all)]
	if !contains(other.ids, l.ids[0]) && !contains(l.ids, other.ids[0]) {
		out = append(out, l.with(strings.TrimSuffix(l.sentence, "。")+"，"+other.sentence))
	}
	return out
}

// forged cites other passages, or one too many.
func forged(l labelled, all []labelled) []labelled {
	var out []labelled
	for _, step := range []int{3, 50, 101} {
		other := all[(step*len(l.sentence))%len(all)]
		if strings.Join(other.ids, " ") == strings.Join(l.ids, " ") || contains(l.ids, other.ids[0]) {
			continue
		}
		if !contains(other.ids, l.ids[0]) {
			out = append(out, labelled{other.ids, l.sentence})
		}
		out = append(out, labelled{append([]string{other.ids[0]}, l.ids...), l.sentence})
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

var quantity = regexp.MustCompile(`\d[\d.,]*(?:万|亿)?(?:个|家次|家|条|项|座|处|部|亩|平方米|户|件|人|元|辆|%)`)

// moved gives a sentence the number of another passage that is cited too.
func moved(l labelled, all []labelled) []labelled {
	own := quantity.FindString(l.sentence)
	var out []labelled
	for _, other := range all {
		number := quantity.FindString(other.sentence)
		if own != "" && number != "" && number != own && other.ids[0] != l.ids[0] && len(out) < 4 && len(other.ids) == 1 && (len(own)+len(other.sentence))%3 == 0 {
			out = append(out, labelled{append(append([]string{}, l.ids...), other.ids...), strings.Replace(l.sentence, own, number, 1) + other.sentence})
			out = append(out, labelled{append(append([]string{}, l.ids...), other.ids...), strings.Replace(l.sentence, own, number, 1)})
		}
	}
	return out
}

// swapped puts the longest name of another passage into a sentence; both are cited.
func swapped(l labelled, all []labelled) []labelled {
	own := longestName(l.sentence)
	var out []labelled
	for _, other := range all {
		name := longestName(other.sentence)
		if utf8.RuneCountInString(own) > 2 && utf8.RuneCountInString(name) > 2 && other.ids[0] != l.ids[0] && !strings.Contains(own, name) && !strings.Contains(name, own) && len(out) < 6 && (len(l.sentence)+len(name))%5 == 0 {
			s := strings.Replace(l.sentence, own, name, 1)
			out = append(out, labelled{append(append([]string{}, l.ids...), other.ids...), s}, labelled{l.ids, s})
		}
	}
	return out
}

var aName = regexp.MustCompile(`\p{Han}+(?:医院|中心|公园|学校|站|平台|工程|项目|基站|公司|企业|示范区|商务区|道路|小区|村|基金|大厦|馆|学位|岗位|信贷余额|养老院|交易所|酒店|论坛)`)

func longestName(s string) string {
	longest := ""
	for _, n := range aName.FindAllString(s, -1) {
		if len(n) > len(longest) {
			longest = n
		}
	}
	return longest
}

// within2 swaps the first and the last number, or the first and the last name, of a sentence.
func within2(l labelled, _ []labelled) []labelled {
	var out []labelled
	for _, pattern := range []*regexp.Regexp{quantity, aName} {
		all := pattern.FindAllString(l.sentence, -1)
		if len(all) < 2 || all[0] == all[len(all)-1] || pattern == aName && (len(l.ids) > 1 || !strings.Contains(l.sentence, "，") || strings.Contains(l.sentence, "、")) {
			continue
		}
		a, b := all[0], all[len(all)-1]
		out = append(out, l.with(strings.NewReplacer(a, b, b, a).Replace(l.sentence)))
	}
	return out
}

// statesOf reports whether the only passage of a sentence says its states too:
// 已完工 of what is 建成投用 is not wrong.
func statesOf(l labelled, passages map[string]*Passage) bool {
	for _, t := range lex(normal(l.sentence), nil) {
		if t.kind != isTerm || t.term.role != isStatus {
			continue
		}
		found := false
		for _, a := range passages[report+l.ids[0]].atoms {
			found = found || has(a.terms(), t.term)
		}
		if !found {
			return false
		}
	}
	return len(l.ids) == 1
}

func mutations(t testing.TB, passages map[string]*Passage) []mutation {
	all := readLabelled(t, "testdata/faithful.txt")
	var out []mutation
	seen := map[string]bool{}
	for _, m := range mutators {
		for _, l := range all {
			for _, wrong := range m.make(l, all) {
				key := strings.Join(wrong.ids, " ") + wrong.sentence
				if m.rule == "status swapped" && statesOf(wrong, passages) {
					continue
				}
				if !seen[key] && (wrong.sentence != l.sentence || strings.Join(wrong.ids, " ") != strings.Join(l.ids, " ")) {
					out = append(out, mutation{m.rule, wrong, l})
				}
				seen[key] = true
			}
		}
	}
	return out
}

var all = flag.Bool("all", false, "check every wrong sentence, not a sample of the frequent kinds")

// sampled keeps each kind to about 300 sentences, spread evenly.
func sampled(list []mutation) []mutation {
	count, seen := map[string]int{}, map[string]int{}
	for _, m := range list {
		count[m.rule]++
	}
	var kept []mutation
	for _, m := range list {
		if seen[m.rule]++; seen[m.rule]%(1+count[m.rule]/300) == 0 {
			kept = append(kept, m)
		}
	}
	return kept
}

func TestMutations(t *testing.T) {
	passages := shipped(t)
	count := map[string]int{}
	misses, total := 0, 0
	list := mutations(t, passages)
	if !*all {
		list = sampled(list)
	}
	for _, m := range list {
		if m.harmless() {
			continue
		}
		count[m.rule]++
		total++
		if Check(m.sentence, m.cited(t, passages)) == nil {
			misses++
			t.Errorf("%s: accepted %v %s", m.rule, m.ids, m.sentence)
		}
	}
	t.Logf("%d misses in %d wrong sentences: %v", misses, total, count)
	if total < 1000 {
		t.Errorf("only %d wrong sentences", total)
	}
}
