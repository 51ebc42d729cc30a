package bot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// judgement is what a model says of the passages. It can lower an outcome.
type judgement string

const (
	saysAnswered judgement = "answered"
	saysPartly   judgement = "partly"
	saysNotFound judgement = "not_found"
)

// draft is a model's answer as it was parsed.
type draft struct {
	sentences []Sentence
	judgement judgement
}

// Bounds of a draft: more is no short answer.
const (
	maxSentences    = 12
	maxSentenceSize = 300 // code points
)

// draftSchema is the form asked of servers that take a schema.
const draftSchema = `{"type":"object","additionalProperties":false,"required":["sentences","verdict"],"properties":{
"sentences":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["text","citations"],"properties":{
"text":{"type":"string"},"citations":{"type":"array","items":{"type":"integer"}}}}},
"verdict":{"type":"string","enum":["answered","partly","not_found"]}}}`

var errDraft = errors.New("the reply has not the form that was asked for")

// parseDraft reads a reply: an object when JSON was asked for, else lines.
func parseDraft(text string, asJSON bool) (draft, error) {
	d, err := parseLines(text)
	if asJSON {
		d, err = parseJSON(text)
	}
	if err != nil {
		return draft{}, err
	}
	return d, d.check()
}

// check refuses what is no short answer with citations.
func (d draft) check() error {
	if len(d.sentences) > maxSentences {
		return fmt.Errorf("%w: %d sentences", errDraft, len(d.sentences))
	}
	for _, s := range d.sentences {
		if utf8.RuneCountInString(s.Text) > maxSentenceSize {
			return fmt.Errorf("%w: a sentence is too long", errDraft)
		}
	}
	if len(d.sentences) == 0 && d.judgement != saysNotFound {
		return fmt.Errorf("%w: no sentence", errDraft)
	}
	return nil
}

func parseJSON(text string) (draft, error) {
	var reply struct {
		Sentences *[]struct {
			Text      string `json:"text"`
			Citations []int  `json:"citations"`
		} `json:"sentences"`
		Verdict judgement `json:"verdict"`
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(strings.TrimSpace(text))))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&reply); err != nil {
		return draft{}, fmt.Errorf("%w: %w", errDraft, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) || reply.Sentences == nil || !known(reply.Verdict) {
		return draft{}, errDraft
	}
	d := draft{judgement: reply.Verdict}
	for _, s := range *reply.Sentences {
		d.sentences = append(d.sentences, newSentence(s.Text, s.Citations))
	}
	return d, nil
}

func known(j judgement) bool { return j == saysAnswered || j == saysPartly || j == saysNotFound }

var (
	// ending is one sentence with the numbers behind it, before or after its stop.
	citing   = regexp.MustCompile(`[\[【]\s*(\d{1,3})\s*[\]】]`)
	sentence = regexp.MustCompile(`(?s)^(.+?)((?:\s*[\[【]\s*\d{1,3}\s*[\]】])+)\s*([。.！!]?)`)
	verdicts = regexp.MustCompile(`^(?:结论|結論|[Vv]erdict)\s*[:：]\s*([a-z_]+)\s*[。.]?$`)
)

// parseLines reads the plain form. A verdict may be missing: it could only
// lower the outcome.
func parseLines(text string) (draft, error) {
	d := draft{judgement: saysAnswered}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if m := verdicts.FindStringSubmatch(line); m != nil {
			if d.judgement = judgement(m[1]); !known(d.judgement) {
				return draft{}, fmt.Errorf("%w: verdict %.20q", errDraft, m[1])
			}
			continue
		}
		d.sentences = append(d.sentences, parseLine(line)...)
	}
	return d, nil
}

// parseLine reads the sentences of a line; what is left without a number is a
// sentence that cites nothing, and fails.
func parseLine(line string) []Sentence {
	var found []Sentence
	for line != "" {
		m := sentence.FindStringSubmatchIndex(line)
		if m == nil {
			return append(found, newSentence(line, nil))
		}
		var numbers []int
		for _, n := range citing.FindAllStringSubmatch(line[m[4]:m[5]], -1) {
			number, err := strconv.Atoi(n[1])
			if err == nil {
				numbers = append(numbers, number)
			}
		}
		found = append(found, newSentence(line[m[2]:m[3]]+line[m[6]:m[7]], numbers))
		line = strings.TrimSpace(line[m[1]:])
	}
	return found
}

func newSentence(text string, citations []int) Sentence {
	var unique []int
	for _, n := range citations {
		if !slices.Contains(unique, n) {
			unique = append(unique, n)
		}
	}
	return Sentence{Text: strings.TrimSpace(text), Citations: unique}
}
