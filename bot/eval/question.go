// Package eval measures answers against question files: ranking, right
// answers, citations and refusals, per kind of question.
package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"wenbao/knowledge/text"
)

// Question is one line of a question file. Two spellings are read: ours
// (gold, must, history) and that of retrieval sets (passage_id, passage_ids).
type Question struct {
	ID       string
	Text     string
	Kind     string
	Gold     []string // ids of the passages that answer; none: the report does not answer
	Fair     []string // ids that may be cited besides
	GoldText []string // instead of ids: words that the answering passage holds
	Must     []string // strings of a right answer; "a|b" is either
	History  []string // earlier questions, oldest first
}

// Answerable reports whether the report answers the question.
func (q Question) Answerable() bool { return len(q.Gold)+len(q.GoldText) > 0 }

type line struct {
	ID         string   `json:"id"`
	QID        string   `json:"qid"`
	Question   string   `json:"question"`
	Kind       string   `json:"kind"`
	Gold       []string `json:"gold"`
	GoldText   []string `json:"gold_text"`
	Must       []string `json:"must"`
	Note       string   `json:"note"`
	PassageID  *string  `json:"passage_id"`
	PassageIDs []string `json:"passage_ids"`
	History    []struct {
		Q string `json:"q"`
	} `json:"history"`
}

// Read reads a question file, one JSON object a line. Errors name the line.
func Read(r io.Reader) ([]Question, error) {
	var questions []Question
	err := eachLine(r, func(data []byte) error {
		var l line
		if err := json.Unmarshal(data, &l); err != nil {
			return err
		}
		if strings.TrimSpace(l.Question) == "" {
			return fmt.Errorf("there is no question")
		}
		questions = append(questions, l.question())
		return nil
	})
	return questions, err
}

func (l line) question() Question {
	q := Question{ID: l.ID + l.QID, Text: l.Question, Kind: l.Kind, GoldText: l.GoldText, Must: l.Must, Gold: l.Gold}
	q.Gold = append(q.Gold, l.PassageIDs...)
	if len(l.PassageIDs) == 0 && l.PassageID != nil && *l.PassageID != "" {
		q.Gold = append(q.Gold, *l.PassageID)
	}
	if q.Kind == "" {
		q.Kind = "all"
	}
	for _, turn := range l.History {
		q.History = append(q.History, turn.Q)
	}
	if _, after, ok := strings.Cut(l.Note, "borderline:"); ok {
		before, _, _ := strings.Cut(after, ";")
		q.Fair = strings.FieldsFunc(before, func(r rune) bool { return !strings.ContainsRune("0123456789.", r) })
	}
	return q
}

// Passage is one line of a foreign passage file.
type Passage struct {
	ID    string `json:"passage_id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// ReadPassages reads a passage file, one JSON object a line.
func ReadPassages(r io.Reader) ([]Passage, error) {
	var passages []Passage
	err := eachLine(r, func(data []byte) error {
		var p Passage
		if err := json.Unmarshal(data, &p); err != nil {
			return err
		}
		if p.ID == "" {
			return fmt.Errorf("there is no passage_id")
		}
		passages = append(passages, p)
		return nil
	})
	return passages, err
}

// maxLine is the longest line of a file in bytes.
const maxLine = 4 << 20

func eachLine(r io.Reader, do func([]byte) error) error {
	filled := 0
	for line, err := range text.Lines(r, maxLine) {
		if err == nil {
			err = do(line.Data)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", line.Number, err)
		}
		filled++
	}
	if filled == 0 {
		return fmt.Errorf("the file has no lines")
	}
	return nil
}
