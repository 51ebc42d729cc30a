package bot

import (
	"regexp"
	"strconv"
	"strings"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

// tense tells what was done from what is planned. A full report holds last
// year's review and this year's plan side by side; a figure of one is wrong
// for the other.
type tense int

const (
	anyTense tense = iota
	done
	planned
)

var (
	planHeading   = regexp.MustCompile(`重点任务|工作安排|重点工作|工作任务|主要任务|主要目标|预期目标|目标任务|总体要求|主要考虑|工作重点|今后|下一年|规划`)
	reviewHeading = regexp.MustCompile(`回顾|成就|成效|工作情况|完成情况|发展历程|过去`)
	planWord      = regexp.MustCompile(`计划|打算|目标|预期|安排|准备|今年(?:要|将|会|打算|计划|准备)|(?:^|[^主重需必])要(?:干|办|建|做)|明年|力争|will |plan`)
	doneWord      = regexp.MustCompile(`去年|过去一年|上一年|上年|已经|实际|干成|做成|完成了|做到了|last year`)
)

// tenseOf reads a passage's tense from the headings above it: 一、2023年工作回顾.
func tenseOf(report *knowledge.Report, p *knowledge.Passage) tense {
	path := report.Path(p.Heading)
	if len(path) == 0 {
		return anyTense
	}
	switch top := path[0].Text; {
	case reviewHeading.MatchString(top):
		return done
	case planHeading.MatchString(top):
		return planned
	case strings.Contains(top, "主要工作"): // of the year looked back on, unless it says another
		if years := report.Meta.Years; len(years) == 2 && strings.Contains(top, strconv.Itoa(years[1])) {
			return planned
		}
		return done
	}
	return anyTense
}

// tense reads a question's tense from its words, or from the years it names:
// a report covers the year it looks back on and then the year it plans.
func (q question) tense(years []int) tense {
	switch {
	case planWord.MatchString(q.text):
		return planned
	case doneWord.MatchString(q.text):
		return done
	case len(q.years) == 1 && len(years) == 2 && q.years[0] == years[0]:
		return done
	case len(q.years) == 1 && len(years) == 2 && q.years[0] == years[1]:
		return planned
	}
	return anyTense
}

// tenseBonus is what a passage of the asked tense gains in fused score.
const tenseBonus = 0.1

// preferTense ranks passages of the asked tense before those of the other.
// Reports that only look back, or only plan, are left as they are.
func (b *Bot) preferTense(q question, hits []retrieval.Hit) {
	moved := false
	for i := range hits {
		report, p, ok := b.library.Passage(hits[i].ID)
		if !ok || report.Meta.Covers != "" {
			continue
		}
		asked, has := q.tense(report.Meta.Years), tenseOf(report, p)
		if asked != anyTense && asked == has {
			hits[i].Score += tenseBonus
			moved = true
		}
	}
	if moved {
		retrieval.SortHits(hits)
	}
}
