package eval

import (
	"context"
	"fmt"
	"io"
	"sort"
	"text/tabwriter"
	"time"
)

// Answerer answers one question of a file.
type Answerer func(ctx context.Context, q Question) (Result, error)

// Report is the outcome of a run. Its JSON is what a later run is compared with.
type Report struct {
	Made     time.Time   `json:"made,omitzero"`
	Index    string      `json:"fingerprint,omitempty"` // of the index that was asked
	Rows     []Row       `json:"kinds"`                 // by kind, the sum last
	Misses   []Miss      `json:"misses"`
	Verdicts []Verdict   `json:"questions"` // of all questions, in their order
	Against  *Comparison `json:"against,omitempty"`
	Scores   []Score     `json:"-"`
}

// Verdict is whether a question was answered as it should be.
type Verdict struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Question string `json:"question"`
	Right    bool   `json:"right"`
	Fault    Fault  `json:"fault,omitempty"` // a lighter one also where it is right
	Reply
}

// Reply is what came to a question.
type Reply struct {
	Answered bool    `json:"answered"`
	Cited    []Cited `json:"cited"` // nil in runs that were saved before this was told
}

// Cited is a passage that was cited, with a sum of its words.
type Cited struct {
	ID  string `json:"id"`
	Sum string `json:"sum"`
}

// Miss is a question that went wrong, with what staff need to see why.
type Miss struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Before   []string `json:"before,omitempty"` // earlier questions, oldest first
	Question string   `json:"question"`
	Gold     []string `json:"gold"`
	GoldText []string `json:"gold_text,omitempty"`
	Must     []string `json:"must,omitempty"`
	First    []string `json:"first"` // ids of the first three hits
	Cited    []string `json:"cited"`
	Answered bool     `json:"answered"`
	Fault    Fault    `json:"fault"`
	What     string   `json:"what"` // the fault in words
	Reason   string   `json:"reason"`
}

// Fault names what went wrong with a question.
type Fault string

// The faults, the graver before the lighter.
const (
	Overanswered Fault = "overanswered" // answered, but the report does not say
	Refused      Fault = "refused"      // not answered, but the report says
	NotFound     Fault = "not_found"    // no passage that answers is among the hits
	WrongPassage Fault = "wrong_passage"
	RankedLower  Fault = "ranked_lower" // cited, but not the first of the hits
	WordsMissing Fault = "words_missing"
)

// Faults lists them.
func Faults() []Fault {
	return []Fault{Overanswered, Refused, NotFound, WrongPassage, RankedLower, WordsMissing}
}

// Run asks every question in turn and measures the answers.
func Run(ctx context.Context, questions []Question, answer Answerer) (Report, error) {
	rows := map[string]*Row{}
	all := &Row{Kind: "all"}
	var report Report
	for _, q := range questions {
		result, err := answer(ctx, q)
		if err != nil {
			return Report{}, fmt.Errorf("question %s: %w", q.ID, err)
		}
		s := measure(q, result)
		if rows[q.Kind] == nil {
			rows[q.Kind] = &Row{Kind: q.Kind}
		}
		rows[q.Kind].add(s)
		all.add(s)
		report.Scores = append(report.Scores, s)
		fault := s.fault()
		report.Verdicts = append(report.Verdicts, Verdict{q.ID, q.Kind, q.Text, s.Right, fault, replyOf(result)})
		if fault != "" {
			report.Misses = append(report.Misses, s.miss(fault))
		}
	}
	report.Rows = append(sorted(rows), *all)
	for i := range report.Rows {
		report.Rows[i].finish()
	}
	return report, nil
}

func sorted(rows map[string]*Row) []Row {
	var list []Row
	for kind, row := range rows {
		if kind != "all" {
			list = append(list, *row)
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Kind < list[j].Kind })
	return list
}

// fault says what went wrong, "" when nothing did.
func (s Score) fault() Fault {
	switch {
	case !s.Question.Answerable() && s.Result.Answered:
		return Overanswered
	case !s.Question.Answerable():
		return ""
	case !s.Result.Answered:
		return Refused
	case s.Rank == 0:
		return NotFound
	case s.Found == 0:
		return WrongPassage
	case s.Rank > 1:
		return RankedLower
	case !s.Right:
		return WordsMissing
	}
	return ""
}

// String says it in a few words.
func (f Fault) String() string {
	switch f {
	case Overanswered:
		return "answered, but the report does not say"
	case NotFound:
		return "not found"
	case WrongPassage:
		return "wrong passage"
	case RankedLower:
		return "not found at the first rank"
	case WordsMissing:
		return "words missing"
	}
	return string(f)
}

// what is the fault of a question in words.
func (s Score) what(f Fault) string {
	if f == RankedLower {
		return fmt.Sprintf("found at rank %d", s.Rank)
	}
	return f.String()
}

func (s Score) miss(f Fault) Miss {
	q := s.Question
	m := Miss{
		ID: q.ID, Kind: q.Kind, Before: q.History, Question: q.Text, Gold: q.Gold, GoldText: q.GoldText, Must: q.Must,
		Answered: s.Result.Answered, Fault: f, What: s.what(f), Reason: s.Result.Reason,
	}
	for _, hit := range s.Result.Hits[:min(3, len(s.Result.Hits))] {
		m.First = append(m.First, hit.ID)
	}
	for _, c := range s.Result.Citations {
		m.Cited = append(m.Cited, c.ID)
	}
	return m
}

// Table writes the measures per kind in columns, in per cent.
func (r Report) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(t, "kind\tn\thit@1\thit@3\thit@5\trecall@5\tMRR\tright\tprecision\trecall\tfalse refusals\trefusals\t")
	for _, row := range r.Rows {
		_, _ = fmt.Fprintf(t, "%s\t%d\t", row.Kind, row.N)
		for _, m := range []float64{row.Hit1, row.Hit3, row.Hit5, row.Recall5, row.MRR} {
			_, _ = fmt.Fprint(t, percent(m, row.Answerable))
		}
		_, _ = fmt.Fprint(t, percent(row.Right, row.N), percent(row.Precision, row.cited), percent(row.Recall, row.gold),
			percent(row.FalseRefusals, row.Answerable), percent(row.Refusals, row.Unanswerable))
		_, _ = fmt.Fprintln(t)
	}
	return t.Flush()
}

func percent(share float64, of int) string {
	if of == 0 {
		return "–\t"
	}
	return fmt.Sprintf("%.1f\t", 100*share)
}

// List writes the misses with their reasons.
func (r Report) List(w io.Writer) error {
	for _, m := range r.Misses {
		if _, err := fmt.Fprintf(w, "%s  %s\n    %s; gold %v, first %v, cited %v\n    %s\n", m.ID, m.Question, m.What, m.Gold, m.First, m.Cited, m.Reason); err != nil {
			return err
		}
	}
	return nil
}
