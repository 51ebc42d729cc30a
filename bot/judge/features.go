package judge

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"wenbao/bot/question"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
)

// The signals, by their place among the features.
const (
	biasFeature      = iota // always 1
	semanticFeature         // best cosine among the passage's vectors
	lexicalFeature          // share of the question's words, by BM25
	leadFeature             // fused score relative to the best passage
	sameKindFeature         // best cosine among its reviewed questions that ask the same kind of thing
	noMeasureFeature        // asks for a measure (area, money, date …) of which it has none
	noNumberFeature         // asks how many, and it has no number
	noKindFeature           // asks who, where, which, why …, and neither it nor its questions do
	uncoveredFeature        // share of the question's information in words it does not hold
	NeedFeature             // tells a trouble or a wish and asks nothing
	readerFeature           // how surely the reader says that it answers
	unreadFeature           // share of the question's information in words that the reader finds unsupported
	toNeedFeature           // how surely it says so where a trouble or a wish is told: it is then slow to say yes
	featureCount
)

// Features are the signals of one passage for one question, each about 0 to 1.
type Features [featureCount]float64

// FeatureNames name the signals in the file of the weights.
var FeatureNames = [featureCount]string{
	biasFeature:      "bias",
	semanticFeature:  "semantic",
	lexicalFeature:   "lexical",
	leadFeature:      "lead",
	sameKindFeature:  "same_kind",
	noMeasureFeature: "no_measure",
	noNumberFeature:  "no_number",
	noKindFeature:    "no_kind",
	uncoveredFeature: "uncovered",
	NeedFeature:      "need",
	readerFeature:    "reader",
	unreadFeature:    "unread",
	toNeedFeature:    "to_need",
}

// lacksKind reports whether the passage does not hold who, where, which, why ….
func (f Features) lacksKind() bool { return f[noKindFeature] > 0 }

// plainly reports whether a passage says all words of a question that asks for nothing but
// a number, which it has, or that only names something.
func (f Features) plainly(q question.Question) bool {
	return f[uncoveredFeature] == 0 && numbers(q) && len(q.Kinds)+len(q.Content) > 0 && f[noMeasureFeature]+f[noNumberFeature]+f[noKindFeature] == 0
}

// numbers reports whether a question asks for nothing but numbers.
func numbers(q question.Question) bool {
	return !slices.ContainsFunc(q.Kinds, func(k question.Kind) bool { return !slices.Contains(numeric, k) })
}

// numeric are the kinds that a number answers, which a passage surely has or lacks.
var numeric = append([]question.Kind{question.Count, question.Items, question.Share}, measures...)

// featuresOf reads the signals of a hit for a question. best is the score of
// the first hit.
func featuresOf(q question.Question, p *passage, hit retrieval.Hit, best float64, reading reader.Reading) Features {
	var f Features
	f[biasFeature], f[semanticFeature], f[lexicalFeature] = 1, hit.Semantic, hit.Lexical
	if best > 0 {
		f[leadFeature] = hit.Score / best
	}
	f[sameKindFeature] = sameKind(q, p, hit)
	f[noMeasureFeature], f[noNumberFeature], f[noKindFeature] = p.lacks(q, hit)
	f[uncoveredFeature] = uncovered(q.Content, p)
	f[NeedFeature] = one(q.Intent == question.Need)
	f[readerFeature] = logit(reading.Probability)
	f[unreadFeature] = unread(q, reading)
	f[toNeedFeature] = f[NeedFeature] * f[readerFeature]
	return f
}

// unread is the share of a question's information in content words that the
// reader finds unsupported by the passage.
func unread(q question.Question, r reader.Reading) float64 {
	read := q.Whole()
	all, missing, at := 0.0, 0.0, 0
	for _, w := range q.Content {
		from := strings.Index(read[at:], w.Text)
		if from < 0 {
			continue
		}
		from += at
		at = from + len(w.Text)
		all += w.Rarity
		if covered(r.Missing, from, at) {
			missing += w.Rarity
		}
	}
	if all == 0 {
		return 0
	}
	return missing / all
}

// sameKind is the best cosine among the passage's own words and those of its
// reviewed questions that ask for what is asked here.
func sameKind(q question.Question, p *passage, hit retrieval.Hit) float64 {
	for _, m := range hit.Matches {
		if m.Question < 0 || alike(q.Kinds, p.kindsAt(m.Question)) {
			return m.Cosine
		}
	}
	return 0
}

// alike reports whether two questions ask for the same kinds of things; a
// count is asked by every question for a measure.
func alike(a, b []question.Kind) bool { return covers(a, b) && covers(b, a) }

func covers(a, b []question.Kind) bool {
	for _, k := range a {
		if k != question.Count && k != question.Items && !slices.Contains(b, k) {
			return false
		}
	}
	return true
}

// uncovered is the share of a question's information in content words that a
// passage does not hold.
func uncovered(content []question.Word, p *passage) float64 {
	var total, missing float64
	for _, w := range content {
		total += w.Rarity
		if !holds(p.facts.all, w.Text) && !p.place.Own(w.Text) {
			missing += w.Rarity
		}
	}
	if total == 0 {
		return 0
	}
	return missing / total
}

// holds reports whether a text has a word, be it with another ending, or two
// neighbouring characters of a longer word.
func holds(all, word string) bool {
	if strings.Contains(all, text.Stem(word)) {
		return true
	}
	runes := []rune(word)
	for i := 0; len(runes) > 2 && runes[0] > unicode.MaxASCII && i+1 < len(runes); i++ {
		if strings.Contains(all, string(runes[i:i+2])) {
			return true
		}
	}
	return false
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

//go:embed weights.json
var weightsFile []byte

// Weights is the judge's model: a logistic regression over the features, one
// for passages that people wrote questions for and one for those without. It
// is fitted over a question file by TestWeightsAreFitted in package bot, which
// knows conversations, and never by hand.
type Weights struct {
	Reviewed Logistic `json:"reviewed"`
	Plain    Logistic `json:"plain"`
}

// Logistic holds a weight per feature name and the probability from which a
// passage counts as answering: a question, and a trouble or a wish, where to be told
// what was done about it, though it be little, is worth more than to be told nothing.
type Logistic struct {
	Weights   map[string]float64 `json:"weights"`
	Threshold float64            `json:"threshold"`
	Need      float64            `json:"need_threshold"`
	vector    Features
}

// Vector is the weights in the order of FeatureNames.
func (l Logistic) Vector() Features {
	var v Features
	for i, name := range FeatureNames {
		v[i] = l.Weights[name]
	}
	return v
}

func readWeights(data []byte) (*Weights, error) {
	var w Weights
	if err := json.Unmarshal(data, &w); err != nil {
		return nil, fmt.Errorf("weights.json: %w", err)
	}
	for _, l := range []*Logistic{&w.Reviewed, &w.Plain} {
		for _, name := range FeatureNames {
			if _, ok := l.Weights[name]; !ok {
				return nil, fmt.Errorf("weights.json: there is no weight for %q", name)
			}
		}
		l.vector = l.Vector()
	}
	return &w, nil
}

// Probability is that of the logistic regression with these weights.
func Probability(weights, f Features) float64 {
	var sum float64
	for i, x := range f {
		sum += weights[i] * x
	}
	return 1 / (1 + math.Exp(-sum))
}
