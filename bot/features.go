package bot

import (
	"fmt"
	"strings"

	"wenbao/retrieval"
)

// featureCount is the number of signals the judge weighs.
const featureCount = 10

// features are the signals of one passage for one question, each about 0 to 1.
type features [featureCount]float64

// uncoveredFeature is the index of "uncovered".
const uncoveredFeature = 8

// featureNames name the signals in the judge's file and in /why.
var featureNames = [featureCount]string{
	"bias",       // always 1
	"semantic",   // best cosine among the passage's vectors
	"lexical",    // share of the question's words, by BM25
	"lead",       // fused score relative to the best passage
	"same_kind",  // best cosine among its reviewed questions that ask the same kind of thing
	"no_measure", // asks for a measure (area, money, date …) of which it has none
	"no_number",  // asks how many, and it has no number
	"no_kind",    // asks who, where, which, why …, and neither it nor its questions do
	"uncovered",  // share of the question's information in words it does not hold
	"name",       // a proper name that it does not hold
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
	f[5], f[6], f[7] = p.lacks(q, hit)
	f[uncoveredFeature] = uncovered(content, p)
	f[9] = indicator(missingName(q.text, ev.all) != "")
	return f
}

// sameKind is the best cosine among the passage's own words and those of its
// reviewed questions that ask for what is asked here.
func (j *judge) sameKind(q question, hit retrieval.Hit) float64 {
	p := j.facts(hit.ID)
	for _, m := range hit.Matches {
		if m.Question < 0 || alike(q.kinds, p.kindsAt(m.Question)) {
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

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
