package bot

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wenbao/knowledge/figure"
)

// question is what was understood of a citizen's words.
type question struct {
	text     string // normalised, without polite and filler words
	kinds    []Kind
	years    []int
	figures  []figure.Figure
	confirm  bool     // asks to confirm what it says: 对吧, 是不是真的
	topical  bool     // asks for all there is about a subject
	several  bool     // asks about several things at once
	past     bool     // asks about years before: 五年前
	acronyms []string // Latin abbreviations among Chinese words, lower case
}

// filler has no weight in a search: politeness, hesitation, addressing the bot.
var filler = regexp.MustCompile(`请问一下子?|请问|我想(?:问|了解|知道|打听|咨询|check)(?:一下子?|下|的是|一哈)?|想(?:问|打听|咨询)(?:一下子?|下)|麻烦(?:您|你|问)?(?:一下)?|(?:能不能|可以|请|给我|跟我|帮我)?(?:告诉|说说|讲讲|介绍|查)(?:我|一下|下|一查|我听听)+|那个那个|就是那个|就是说|那什么|[嗯呃诶]+(?:那个)?|^(?:额|哎|唉|喂)+(?:[,，。 ]+|$)|(?:你好|您好)(?:啊|呀)?[,， ]?|谢谢(?:你|您|啦|了)?|劳驾|^(?:老师|师傅|同志|大哥|大姐|领导|小助手)(?:您好|你好)?[,，。 ]+|(?:在)?(?:这份|这个|本)?报告(?:里|中|上)?(?:有没有|明确)?(?:都)?(?:说|写|提到|提及|提(?:了|过|的)|讲|出现)?(?:的|了|过|到)?|could you (?:please )?tell me|can you tell me|i (?:want|would like|'d like) to know|please|excuse me|thanks?(?: you)?`)

var (
	confirming  = regexp.MustCompile(`(?:对吧|对吗|对不对|是吧|是吗|是不是|是么|没错吧|没说错|没记错|没看错|真的吗|真(?:的)?(?:有|是|能|这么).{0,10}|真的假的|是真的|是这样|属实|确有此事|是否属实|确认一下|对不|吧|了嘛)[?？。!！\s]*$|听说|据说|不是.{2,24}(?:嘛|吗|么)[?？。!！\s]*$|right\?|is(?:n't)? (?:it|that) (?:true|right)`)
	topical     = regexp.MustCompile(`哪些(?:成效|成果|成绩|进展|举措|措施|亮点|变化|看点|改善|工作|实践|收获|动作|新|事|方面|内容)|(?:成效|进展|成绩单|成果|情况|进度)(?:如何|怎么样|怎样|咋样|什么样|是什么|概览|有哪些|呢|$)|(?:都|总共|总的|究竟)?(?:干|做|搞|办|推|添|增|建|修)(?:成|出|加)?了?(?:些)?(?:啥|什么|哪些)|(?:有|出)(?:了)?(?:什么|啥|哪些)(?:新)?(?:成效|成果|成绩|进展|举措|措施|亮点|变化|看点|改善|动静|动作|收获|突破|名堂|起色)|整体|总体|总的(?:来)?说|全部|列全|列(?:一|出)|挨个|一条条|逐条|从头到尾|概括|概览|综述|总结|介绍|讲了(?:些)?(?:什么|啥|哪)|说了(?:些)?(?:什么|啥|哪)|怎么说|(?:这|那)(?:一)?(?:节|部分|块|章|方面)|有(?:什么|啥)新|(?:成效|成果|进展|收获|变化)各?(?:有哪些|是什么|有什么|有啥)|拉个单子|方面|哪几(?:条|件事|项工作|个方面)|哪几件|照顾得|发展到什么程度|what (?:progress|results|achievements|was done|has been done|did .* do)|summar|overview|tell me (?:all )?about|everything`)
	several     = regexp.MustCompile(`各(?:是|有|占|多少|几|解决|自|搞|累计)|分别|哪些|哪几|都有(?:啥|什么|哪|谁)|(?:和|跟|与|及|、|以及).*(?:各|都|分别|哪)|[,，;；](?:又|还|另外|以及|一个|哪家)|又(?:有|跟|落地|是)|[?？].{2,}[?？]|都算|有几(?:处|样|项|个地方)|(?:俩|两|二|三|四|几)(?:处|样|件)|除了.*还|还是(?:也)|[,，;；].*(?:呢|又|还|哪|各|多少.*[,，;；].*多少|几.*[,，;；].*几)|\bboth\b|\beach\b|compare|respectively`)
	longAgo     = regexp.MustCompile(`(?:[一二两三四五六七八九十几\d]+年(?:以)?前|前年|往年(?:是|有)|早些年|疫情前|years ago)`)
	acronym     = regexp.MustCompile(`\b[A-Z]{2,6}\b`)
	namesProper = regexp.MustCompile(`名称|名单|名字|叫什么|叫啥`)
	yearNumber  = regexp.MustCompile(`^(?:19|20)\d\d$`)
	counter     = regexp.MustCompile(`^(?:多|余)?[个家条项座处部所台支场间栋批种辆户件次名位人亩吨公平米元盏张套]`)
	shortYear   = regexp.MustCompile(`^年(?:$|[^代内来前以间期制])`)
	span        = regexp.MustCompile(`(?:过去|最近|近|未来|前|后|这|那|连续|用了|花了|长达|至少|超过|快)$`)
)

func understand(text string) question {
	q := question{text: strings.TrimSpace(filler.ReplaceAllString(text, " "))}
	if q.text == "" {
		q.text = text
	}
	q.kinds = kindsOf(q.text)
	q.figures = figure.Find(q.text)
	q.confirm = confirming.MatchString(q.text)
	q.topical = topical.MatchString(q.text)
	q.several = several.MatchString(q.text)
	q.past = longAgo.MatchString(q.text)
	if q.topical && !strings.Contains(q.text, "多少") {
		if !namesProper.MatchString(q.text) {
			q.kinds = without(q.kinds, AsksNames)
		}
		q.kinds = without(q.kinds, AsksCount, AsksItems) // 几个小镇有啥新鲜事: several, not how many
	}
	q.years = yearsIn(q.text, q.figures)
	return q
}

// yearsIn returns the years a text names: 2023, 二〇二三年 and 23年, but not
// 2000个 or 过去10年.
func yearsIn(text string, figures []figure.Figure) []int {
	var years []int
	for _, f := range figures {
		n, err := strconv.Atoi(f.Value)
		after := text[f.End:]
		switch {
		case err != nil || f.Percent || strings.ContainsAny(f.Text, ",，万千百亿"):
		case yearNumber.MatchString(f.Value) && !counter.MatchString(after):
			years = append(years, n)
		case !f.Han && len(f.Text) == 2 && n < 50 && shortYear.MatchString(after) && !span.MatchString(text[:f.Start]):
			years = append(years, 2000+n)
		}
	}
	return years
}

func without(kinds []Kind, drop ...Kind) []Kind {
	var kept []Kind
	for _, k := range kinds {
		if !slices.Contains(drop, k) {
			kept = append(kept, k)
		}
	}
	return kept
}

func (q question) asks(kind Kind) bool {
	for _, k := range q.kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// names reports whether the question itself says a figure, and does not ask
// whether it is right.
func (q question) names(value string) bool {
	if q.confirm || len(value) < 2 {
		return false
	}
	for _, f := range q.figures {
		if f.Value == value {
			return true
		}
	}
	return false
}

// listOf is how many names a question asks for (那八条小巷叫什么), 0 when it does not say.
func (q question) listOf() int {
	for _, f := range q.figures {
		if n, err := strconv.Atoi(f.Value); err == nil && n < 1000 && pieces.MatchString(q.text[f.End:]) {
			return n
		}
	}
	return 0
}

var pieces = regexp.MustCompile(`^(?:大)?(?:个|家|条|项|座|处|部|所|台|支|场|间|栋|名|位|重点)`)

// years renders the period of a report.
func years(l Language, list []int, covers string) string {
	var parts []string
	for _, y := range list {
		if l == English {
			parts = append(parts, strconv.Itoa(y))
		} else {
			parts = append(parts, fmt.Sprintf("%d年", y))
		}
	}
	text := strings.Join(parts, map[bool]string{true: " and ", false: "和"}[l == English])
	switch {
	case covers == "review" && l == English && text == "":
		return "review of past work"
	case covers == "review" && l == English:
		return "review of " + text
	case covers == "review" && l == Traditional:
		return text + "工作回顧"
	case covers == "review":
		return text + "工作回顾"
	}
	return text
}

// String tells staff what was understood.
func (q question) String() string {
	var parts []string
	for _, k := range q.kinds {
		parts = append(parts, "问"+simplified.kinds[k])
	}
	for _, mark := range []struct {
		set  bool
		name string
	}{{q.topical, "问一个话题"}, {q.several, "问几件事"}, {q.confirm, "求证"}, {q.past, "问往年"}} {
		if mark.set {
			parts = append(parts, mark.name)
		}
	}
	for _, y := range q.years {
		parts = append(parts, fmt.Sprintf("%d年", y))
	}
	if len(parts) == 0 {
		return "没有特别的限定"
	}
	return strings.Join(parts, "，")
}
