package bot

import (
	"fmt"
	"strings"
)

// labels mark who speaks, in one language. Every message with a model's words
// has both.
type labels struct {
	summary string // before a model's sentences
	quotes  string // before the passages
	partly  string // the passages answer a part only, says the model
	unsure  string // the passages do not answer, says the model
}

func labelsOf(l Language) labels {
	switch l {
	case English:
		return labels{"AI 概括 · AI summary (the report's words below are what counts):", "原文 · the report's words:", "The report answers only a part of this.", "The report may not answer this; these are its nearest passages:"}
	case Traditional:
		return labels{"AI 概括（由 AI 改寫，以下面的原文為準）：", "原文：", "報告只回答了其中一部分。", "報告可能沒有直接回答這個問題，下面是最接近的原文，僅供參考："}
	}
	return labels{"AI 概括（由 AI 改写，以下面的原文为准）：", "原文：", "报告只回答了其中一部分。", "报告可能没有直接回答这个问题，下面是最接近的原文，仅供参考："}
}

// summary renders what stands before the quotes: the lead alone, or a model's
// sentences under their label. Sentences that are passages are marked too.
func (a Answer) summary() string {
	if len(a.Summary) == 0 {
		return a.Lead
	}
	words := labelsOf(a.Language)
	var b strings.Builder
	if a.Lead != "" {
		b.WriteString(a.Lead + "\n\n")
	}
	b.WriteString(RenderSummary(a.Language, a.Summary))
	b.WriteString("\n\n" + words.quotes)
	return b.String()
}

// RenderSummary renders sentences under their label, as they are shown while
// more are to come.
func RenderSummary(l Language, sentences []Sentence) string {
	var b strings.Builder
	b.WriteString(labelsOf(l).summary)
	for _, s := range sentences {
		b.WriteString("\n" + s.Marked())
	}
	return b.String()
}

// Marked is the sentence with the numbers of the passages that it rests on; a
// sentence that is a passage itself says so.
func (s Sentence) Marked() string {
	var b strings.Builder
	if s.Verbatim {
		b.WriteString("（原文）")
	}
	b.WriteString(s.Text)
	for _, n := range s.Citations {
		fmt.Fprintf(&b, "[%d]", n)
	}
	return b.String()
}
