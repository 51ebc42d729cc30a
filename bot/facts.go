package bot

import (
	"strings"
	"sync"

	"wenbao/knowledge"
	"wenbao/retrieval"
	"wenbao/retrieval/wordvec"
)

// judge holds what is known of every passage before any question.
type judge struct {
	passages map[string]*passageFacts
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
