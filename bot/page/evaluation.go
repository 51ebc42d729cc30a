package page

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"wenbao/bot/eval"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// Evaluation is an evaluation to be shown to staff.
type Evaluation struct {
	Report      eval.Report
	Made        time.Time
	Fingerprint string                // of the index
	Passage     func(id string) Shown // a passage by its id, with or without its report
}

// Shown is a passage that a page for staff shows: its words and where they can be
// read, "" for none.
type Shown struct{ Text, Link string }

// Write writes its page: the measures per kind, how it compares with the run
// before, and each miss with what was expected, what came and why.
func (e Evaluation) Write(w io.Writer) error {
	s := words.Staff().Evaluation
	v := evaluationView{
		frame: newFrame(text.Simplified, s.Title), S: s, Report: e.Report, Made: fmt.Sprintf(s.Made, e.Made.Format("2006-01-02 15:04"), e.Fingerprint),
		Columns: []string{s.Questions, s.Right, s.Refused, s.Falsely, s.Precision, s.Recall},
	}
	if c := e.Report.Against; c != nil {
		v.Broken, v.Mended = changes(c.Broken, s), changes(c.Mended, s)
		for _, m := range c.Moved {
			v.Moved = append(v.Moved, movedView{m, e.cited(idsOf(m.Was)), e.cited(idsOf(m.Now))})
		}
	}
	for _, row := range e.Report.Rows {
		v.Rows = append(v.Rows, rowOf(row))
	}
	if n := len(v.Rows); n > 0 { // the last is the sum
		v.Rows[n-1].Kind, v.Rows[n-1].Sum = s.All, true
		for i, cell := range v.Rows[n-1].Cells {
			v.Figures = append(v.Figures, figure{cell, v.Columns[i]})
		}
	}
	for _, fault := range eval.Faults() {
		if misses := e.misses(fault, s); len(misses) > 0 {
			v.Groups = append(v.Groups, missGroup{s.Faults[string(fault)], misses})
		}
	}
	return render(w, "evaluation", v)
}

type evaluationView struct {
	frame
	S       words.Evaluation
	Report  eval.Report
	Made    string
	Figures []figure
	Columns []string
	Rows    []row
	Broken  []change
	Mended  []change
	Moved   []movedView
	Groups  []missGroup
}

// figure is a number with what it counts.
type figure struct{ Value, Name string }

// row is a line of measures.
type row struct {
	Kind  string
	Cells []string
	Sum   bool
}

func rowOf(r eval.Row) row {
	return row{Kind: r.Kind, Cells: []string{
		strconv.Itoa(r.N), percent(r.Right, r.N), percent(r.Refusals, r.Unanswerable), percent(r.FalseRefusals, r.Answerable),
		percent(r.Precision, r.Answerable), percent(r.Recall, r.Answerable),
	}}
}

// percent writes a share of a number of questions.
func percent(share float64, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f%%", 100*share)
}

// change is a question about which two runs differ.
type change struct{ ID, Kind, Question, What string }

func changes(list []eval.Change, s words.Evaluation) []change {
	var views []change
	for _, c := range list {
		views = append(views, change{c.ID, c.Kind, c.Question, s.Faults[string(c.Fault)]})
	}
	return views
}

// movedView is a question whose answer moved, with what it cited.
type movedView struct {
	eval.Moved
	Before, After []cited
}

func idsOf(r eval.Reply) []string {
	var ids []string
	for _, c := range r.Cited {
		ids = append(ids, c.ID)
	}
	return ids
}

type missGroup struct {
	Name   string
	Misses []missView
}

type missView struct {
	eval.Miss
	S                    words.Evaluation
	Expected, Got, First []cited
	Silent               bool // expected: that the report does not say it
	MustHold             string
}

// cited is a passage with its id.
type cited struct {
	ID string
	Shown
}

func (e Evaluation) misses(fault eval.Fault, s words.Evaluation) []missView {
	var list []missView
	for _, m := range e.Report.Misses {
		if m.Fault == fault {
			list = append(list, missView{
				Miss: m, S: s, Expected: e.cited(m.Gold), Got: e.cited(m.Cited), First: e.cited(m.First),
				Silent: len(m.Gold)+len(m.GoldText) == 0, MustHold: strings.Join(m.Must, words.AnswersIn(text.Simplified).Enumeration),
			})
		}
	}
	return list
}

func (e Evaluation) cited(ids []string) []cited {
	var list []cited
	for _, id := range ids {
		list = append(list, cited{id, e.Passage(id)})
	}
	return list
}
