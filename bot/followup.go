package bot

import (
	"context"
	"regexp"
	"unicode/utf8"

	"wenbao/retrieval"
)

// maxTurns is how many earlier turns can colour a new question.
const maxTurns = 6

// correction drops what a citizen takes back: 不对，我问的是…
var correction = regexp.MustCompile(`^(?:(?:不对|不是|错了|不不|是的)(?:啊|呀|吧)?[,，。!！ ]+|(?:算了|哦|噢|没有也行|换个话题|换一个|另外|再问一个|还有个问题)[,，。!！ ]*)*(?:(?:不对|不是)?我(?:问|说)的(?:不是|可不是)[^,，。]{0,12}[,，。 ]*是?)?(?:(?:不对|不是)?我(?:问|说|想问|想知道)的?是(?:问)?|说说|那(?:么)?我问)?`)

// newTopic marks a message that leaves the subject.
var newTopic = regexp.MustCompile(`^(?:换个|换一个|算了|另外|再问|不说这|别的不说)|我(?:问|说)的(?:不)?是`)

// pointing recognises words that point back at what was said.
var pointing = regexp.MustCompile(`^(?:那|那么|然后|还有|其他|另外那|and |what about|how about)|[它他她]|这个|那个|那边|那儿|这边|这儿|那头|那栋|那块|那座|其中|里头|里面|当中|第[一二三四五六]个|同一个|一块儿|一起|一样吗|还有谁|另外|别的|其他|其它|最后|累计的|(?:呢|呀|啊)[?？]?$|\b(?:it|its|they|them|that|those|there|this)\b`)

// elsewhere asks for things beside those already told.
var elsewhere = regexp.MustCompile(`别的|其他|其它|除了(?:它|这|那)|还有(?:没有)?(?:别|其|哪|什么|啥)`)

// together asks for more of the very passage that was told.
var together = regexp.MustCompile(`一块|一起|一同|同时|同一`)

// heard returns the latest turns that were short enough to be answered.
func heard(history []Turn) []Turn {
	var turns []Turn
	for _, turn := range history {
		if len(turn.Question) <= MaxQuestion*utf8.UTFMax && utf8.RuneCountInString(turn.Question) <= MaxQuestion {
			turns = append(turns, turn)
		}
	}
	return turns[max(0, len(turns)-maxTurns):]
}

// standalone strips what a citizen takes back from a follow-up.
func standalone(text string) string {
	rest := correction.ReplaceAllString(text, "")
	if utf8.RuneCountInString(rest) < 2 {
		return text
	}
	return rest
}

// dependence says how much of the earlier turns a new question needs: 0 none.
func (b *Bot) dependence(text string) float64 {
	switch {
	case newTopic.MatchString(text):
		return 0
	case len(b.judge.content(text)) == 0:
		return 0.8
	case pointing.MatchString(text):
		return 0.4
	case utf8.RuneCountInString(text) <= 9:
		return 0.4
	}
	return independent
}

// independent is the dependence of a question that stands on its own feet.
const independent = 0.1

// search ranks passages for a question in its conversation. The scores of the
// earlier questions are carried over, the less the further back and the less
// the new question needs them.
func (b *Bot) search(ctx context.Context, text string, history []Turn) ([]retrieval.Hit, error) {
	hits, err := b.passages.Search(ctx, text, b.passages.Len())
	if err != nil || len(history) == 0 {
		return hits, err
	}
	share := b.dependence(text)
	if share == 0 {
		return hits, nil
	}
	last := len(history) - 1
	earlier, err := b.search(ctx, standalone(normalized(history[last].Question)), history[:last])
	if err != nil {
		return nil, err
	}
	carry := map[string]retrieval.Hit{}
	for _, h := range earlier {
		carry[h.ID] = h
	}
	if elsewhere.MatchString(text) && !together.MatchString(text) && len(earlier) > 0 {
		carry[earlier[0].ID] = retrieval.Hit{Score: -0.3} // already told
	}
	for i := range hits {
		before := carry[hits[i].ID]
		hits[i].Score += share * before.Score
		hits[i].Semantic = max(hits[i].Semantic, 2*share*before.Semantic)
		hits[i].Lexical = max(hits[i].Lexical, 2*share*before.Lexical)
	}
	retrieval.SortHits(hits)
	return hits, nil
}
