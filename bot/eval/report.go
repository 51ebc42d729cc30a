package eval

import (
	"context"
	"fmt"
	"io"
	"sort"
	"text/tabwriter"
)

// Answerer answers one question of a file.
type Answerer func(ctx context.Context, q Question) (Result, error)

// Report is the outcome of a run.
type Report struct {
	Rows   []Row   `json:"kinds"` // by kind, the sum last
	Misses []Miss  `json:"misses"`
	Scores []Score `json:"-"`
}

// Miss is a question that went wrong, with what staff need to see why.
type Miss struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Question string   `json:"question"`
	Gold     []string `json:"gold"`
	First    []string `json:"first"` // ids of the first three hits
	Cited    []string `json:"cited"`
	What     string   `json:"what"`
	Reason   string   `json:"reason"`
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
		if what := s.wrong(); what != "" {
			report.Misses = append(report.Misses, s.miss(what))
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

// wrong says in a word what went wrong, "" when nothing did.
func (s Score) wrong() string {
	switch {
	case !s.Question.Answerable() && s.Result.Answered:
		return "answered, but the report does not say"
	case !s.Question.Answerable():
		return ""
	case !s.Result.Answered:
		return "refused"
	case s.Rank == 0:
		return "not found"
	case s.Found == 0:
		return "wrong passage"
	case s.Rank > 1:
		return fmt.Sprintf("found at rank %d", s.Rank)
	case !s.Right:
		return "words missing"
	}
	return ""
}

func (s Score) miss(what string) Miss {
	m := Miss{ID: s.Question.ID, Kind: s.Question.Kind, Question: s.Question.Text, Gold: s.Question.Gold, What: what, Reason: s.Result.Reason}
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
