package claim

import (
	"regexp"
	"strings"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

// Marks that a text carries from normal to lex. They are private-use
// characters, which Normalize leaves alone and no report holds.
const (
	quoteOpen  = '\ue000'
	quoteClose = '\ue001'
	hanMark    = '\ue002' // before a number that was written in Chinese numerals
)

var (
	quotes = strings.NewReplacer("“", string(quoteOpen), "”", string(quoteClose), "「", string(quoteOpen), "」", string(quoteClose),
		"《", "", "》", "", "‘", "", "’", "", "\"", "", "·", "", "•", "", " ", "", "了", "", "称号", "")
	marks = strings.NewReplacer(string(quoteOpen), "", string(quoteClose), "", string(hanMark), "")
	// 300多亿, 2万余户: the word of vagueness is moved behind the multiplier.
	vague = regexp.MustCompile(`([0-9零一二两三四五六七八九十百千])(余|多|来)(万亿|百万|千万|亿|万|千|百)`)
	// 1-11月, 1月至11月, 一到十一月, 前11个月
	// 居全市首位, 位居全市第一
	ranking = regexp.MustCompile(`(?:位居|高居|居|位列|列)(全[国市区])`)
	// 正在加快筹建, 在2023年
	during    = regexp.MustCompile(`(?:正在|正|在)(加快|全面|筹建|推进|建设|\d{4}年)`)
	months    = regexp.MustCompile(`([0-9]+|[一二三四五六七八九十]+)月?份?[-~—–至到]+([0-9]+|[一二三四五六七八九十]+)月份?`)
	monthsTo  = regexp.MustCompile(`前([0-9]+|[一二三四五六七八九十]+)个月`)
	synonymOf = readSynonyms()
)

func readSynonyms() *strings.Replacer {
	first := map[string]string{}
	var words []string
	for line := range strings.Lines(synonyms) {
		group := strings.Fields(line)
		for _, w := range group {
			first[w] = group[0]
			words = append(words, w)
		}
	}
	var pairs []string
	for _, w := range longestFirst(words) {
		pairs = append(pairs, w, first[w])
	}
	pairs = append(pairs, "一批", "", "一系列", "系列") // they count nothing
	return strings.NewReplacer(pairs...)
}

// normal brings a Chinese text into the form in which claims are compared:
// one width, simplified, one word for each group of synonyms, Arabic numerals.
func normal(text string) string {
	text = quotes.Replace(retrieval.Normalize(dropMarks(text)))
	text = vague.ReplaceAllString(text, "$1$3$2")
	text = synonymOf.Replace(text)
	text = ranking.ReplaceAllString(text, "排名$1")
	text = during.ReplaceAllString(text, "$1")
	text = monthsTo.ReplaceAllString(text, "1-${1}月")
	text = months.ReplaceAllString(text, "$1-${2}月")
	return arabic(text)
}

// dropMarks keeps a text from bringing marks of its own.
func dropMarks(text string) string { return marks.Replace(text) }

// arabic writes every number as plain digits, with % behind a percentage.
func arabic(text string) string {
	var b strings.Builder
	end := 0
	for _, f := range knowledge.Figures(text) {
		b.WriteString(text[end:f.Start])
		if f.Han && !strings.HasSuffix(text[:f.Start], "第") && (f.Start > end || end == 0) { // 十四五 is one name
			b.WriteRune(hanMark)
		}
		b.WriteString(f.Value)
		switch {
		case f.Percent && strings.HasSuffix(f.Text, "百分点"):
			b.WriteString("百分点")
		case f.Percent:
			b.WriteString("%")
		}
		end = f.End
	}
	b.WriteString(text[end:])
	return b.String()
}
