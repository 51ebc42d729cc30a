package knowledge

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"wenbao/knowledge/figure"
)

// Expansion holds other words for a passage or a heading (document expansion;
// Nogueira and Lin, "From doc2query to docTTTTTquery", 2019). It helps to find
// the passage and is never shown as what the report says.
type Expansion struct {
	ID         string   `json:"id"` // without the report, e.g. "4.2.1" or "4.2"
	Aliases    []string `json:"aliases"`
	Topics     []string `json:"topics"`
	Questions  []string `json:"questions"`
	Offer      []string `json:"offer,omitempty"`      // the plain ones of Questions that a door may offer, best first
	English    string   `json:"en"`                   // gloss with unchanged figures
	Unreviewed bool     `json:"unreviewed,omitempty"` // written by a machine, not yet read by a person
}

// ParseExpansions reads a report's expansion.jsonl, one JSON object a line, and
// returns it by full id. Every error names the line.
func ParseExpansions(report *Report, data []byte) (map[string]Expansion, error) {
	known := texts(report)
	expansions := map[string]Expansion{}
	questions := map[string]int{}
	for i, line := range bytes.Split(data, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		e, err := parseExpansion(line, known)
		if err == nil {
			err = e.repeats(expansions, report.ID, questions, i+1)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		expansions[report.ID+"/"+e.ID] = e
	}
	return expansions, nil
}

// texts returns the words of every passage and heading by short id.
func texts(report *Report) map[string]string {
	known := map[string]string{}
	for _, h := range report.Headings {
		known[strings.TrimPrefix(h.ID, report.ID+"/")] = h.Text
	}
	for _, p := range report.Passages {
		known[strings.TrimPrefix(p.ID, report.ID+"/")] = p.Text
	}
	return known
}

func parseExpansion(line []byte, known map[string]string) (Expansion, error) {
	var e Expansion
	if err := decodeStrict(line, &e); err != nil {
		return e, err
	}
	text, ok := known[e.ID]
	switch {
	case !ok:
		return e, fmt.Errorf("the report has no passage or heading %q", e.ID)
	case len(e.Aliases)+len(e.Topics)+len(e.Questions) == 0 && e.English == "":
		return e, fmt.Errorf("%s: the expansion is empty", e.ID)
	}
	for _, words := range [][]string{e.Aliases, e.Topics, e.Questions} {
		for _, w := range words {
			if strings.TrimSpace(w) == "" {
				return e, fmt.Errorf("%s: an entry is empty", e.ID)
			}
		}
	}
	if err := e.checkOffer(); err != nil {
		return e, err
	}
	return e, checkGloss(e, text)
}

// checkOffer refuses what is offered but is none of the questions, or twice.
// The questions hold premises, dialect and rude words on purpose, so that they
// are found: what a citizen is offered is chosen by hand.
func (e Expansion) checkOffer() error {
	for i, q := range e.Offer {
		if !slices.Contains(e.Questions, q) {
			return fmt.Errorf("%s: %q is offered but is none of the questions", e.ID, q)
		}
		if slices.Contains(e.Offer[:i], q) {
			return fmt.Errorf("%s: %q is offered twice", e.ID, q)
		}
	}
	return nil
}

// checkGloss refuses a gloss with a figure that its passage does not have.
func checkGloss(e Expansion, text string) error {
	have := map[string]bool{}
	for _, f := range figure.Find(text) {
		have[f.Value] = true
	}
	for _, f := range figure.Find(e.English) {
		if !have[f.Value] {
			return fmt.Errorf("%s: the gloss says %q, the report does not", e.ID, f.Text)
		}
	}
	return nil
}

// repeats refuses an id or a question that the sidecar has already.
func (e Expansion) repeats(seen map[string]Expansion, report string, questions map[string]int, line int) error {
	if _, twice := seen[report+"/"+e.ID]; twice {
		return errors.New("a second expansion of " + e.ID)
	}
	for _, q := range e.Questions {
		if first, twice := questions[q]; twice {
			return fmt.Errorf("%s: the question %q stands on line %d already", e.ID, q, first)
		}
		questions[q] = line
	}
	return nil
}
