package mcp

import (
	"context"
	"fmt"
	"strings"

	"wenbao/bot"
	"wenbao/knowledge"
)

// The inputs and outputs of the tools. Lists of an output are never null.

type askInput struct {
	Question string    `json:"question"`
	History  []earlier `json:"history,omitempty"`
}

type earlier struct {
	Question  string   `json:"question"`
	Citations []string `json:"citations,omitempty"`
}

type askOutput struct {
	Outcome   bot.Outcome `json:"outcome"`
	Text      string      `json:"text"`
	Language  string      `json:"language"`
	Urgent    bool        `json:"urgent,omitempty"`
	Citations []citation  `json:"citations"`
	Receipt   string      `json:"receipt"`
}

type citation struct {
	ID    string `json:"id"`
	Place string `json:"place"`
	Quote string `json:"quote"`
	Gloss string `json:"unofficial_translation,omitempty"`
}

// ask answers a question.
func (s server) ask(ctx context.Context, in askInput) (string, askOutput, error) {
	m := bot.Message{Text: in.Question}
	for _, e := range in.History {
		m.History = append(m.History, bot.Turn{Question: e.Question, Citations: s.known(e.Citations)})
	}
	a, err := s.Bot.Ask(ctx, m)
	if err != nil {
		return "", askOutput{}, err
	}
	out := askOutput{Outcome: a.Outcome, Text: a.Text(), Language: string(a.Language), Urgent: a.Help != "", Citations: []citation{}, Receipt: a.Receipt}
	for _, c := range a.Citations {
		out.Citations = append(out.Citations, citation{c.ID, c.Place, c.Quote, c.Gloss})
	}
	return out.Text, out, nil
}

// known are the ids that name passages, each once, as an answer cites them: what
// is quoted again for them is no more than the reports hold.
func (s server) known(ids []string) []string {
	var list []string
	seen := map[string]bool{}
	for _, id := range ids {
		if _, p, err := s.find(id); err == nil && !seen[p.ID] {
			seen[p.ID] = true
			list = append(list, p.ID)
		}
	}
	return list
}

type searchInput struct {
	Words string `json:"words"`
	Limit int    `json:"limit,omitempty"`
}

type searchOutput struct {
	Passages []found `json:"passages"`
}

type found struct {
	ID    string  `json:"id"`
	Place string  `json:"place"`
	Text  string  `json:"text"`
	Score float64 `json:"score"`
}

// How many passages a search lists, and at most.
const (
	usualLimit = 10
	mostLimit  = 50
)

// search lists the nearest passages.
func (s server) search(ctx context.Context, in searchInput) (string, searchOutput, error) {
	if in.Limit == 0 {
		in.Limit = usualLimit
	}
	switch {
	case strings.TrimSpace(in.Words) == "":
		return "", searchOutput{}, mistake("words are empty; say what to look for")
	case in.Limit < 1 || in.Limit > mostLimit:
		return "", searchOutput{}, mistake(fmt.Sprintf("limit is %d; it may be 1 to %d", in.Limit, mostLimit))
	}
	hits, err := s.Bot.Search(ctx, in.Words, in.Limit)
	if err != nil {
		return "", searchOutput{}, err
	}
	out := searchOutput{[]found{}}
	for _, h := range hits {
		if report, p, ok := s.Bot.Library().Passage(h.ID); ok {
			out.Passages = append(out.Passages, found{p.ID, report.Place(p).String(), p.Text, h.Score})
		}
	}
	return "", out, nil
}

type passageInput struct {
	ID string `json:"id"`
}

type passageOutput struct {
	ID     string `json:"id"`
	Place  string `json:"place"`
	Text   string `json:"text"`
	Before *near  `json:"before,omitempty"`
	After  *near  `json:"after,omitempty"`
	Report about  `json:"report"`
}

// near is a passage beside another.
type near struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// about tells what a report is.
type about struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Place  string `json:"place,omitempty"`
	Years  []int  `json:"years"`
	Covers string `json:"covers,omitempty"`
	URL    string `json:"url,omitempty"`
}

func aboutOf(r *knowledge.Report) about {
	return about{r.ID, r.Meta.Title, r.Meta.Place, append([]int{}, r.Meta.Years...), r.Meta.Covers, r.Meta.URL}
}

// passage gives one passage.
func (s server) passage(_ context.Context, in passageInput) (string, passageOutput, error) {
	report, p, err := s.find(in.ID)
	if err != nil {
		return "", passageOutput{}, err
	}
	out := passageOutput{ID: p.ID, Place: report.Place(p).String(), Text: p.Text, Report: aboutOf(report)}
	before, after := report.Neighbours(p)
	out.Before, out.After = nearOf(before), nearOf(after)
	return "", out, nil
}

func nearOf(p *knowledge.Passage) *near {
	if p == nil {
		return nil
	}
	return &near{p.ID, p.Text}
}

// find finds a passage by its id, without its report where one only has it.
func (s server) find(id string) (*knowledge.Report, *knowledge.Passage, error) {
	lib := s.Bot.Library()
	if report, p, ok := lib.Passage(id); ok {
		return report, p, nil
	}
	var whole []string
	for _, report := range lib.Reports {
		if _, p, ok := lib.Passage(report.ID + "/" + id); ok {
			whole = append(whole, p.ID)
		}
	}
	switch len(whole) {
	case 1:
		report, p, _ := lib.Passage(whole[0])
		return report, p, nil
	case 0:
		return nil, nil, mistake(fmt.Sprintf("there is no passage %q; search and ask give ids", id))
	}
	return nil, nil, mistake(fmt.Sprintf("several reports have a passage %q; name one of %s", id, strings.Join(whole, ", ")))
}

type reportsInput struct{}

type reportsOutput struct {
	Reports []listed `json:"reports"`
}

type listed struct {
	about
	Passages int       `json:"passages"`
	Headings []heading `json:"headings"`
}

type heading struct {
	ID    string `json:"id"`
	Level int    `json:"level"` // 1 is the top, 0 a banner over the whole report
	Text  string `json:"text"`
}

// reports lists what answers are taken from.
func (s server) reports(context.Context, reportsInput) (string, reportsOutput, error) {
	out := reportsOutput{[]listed{}}
	for _, r := range s.Bot.Library().Reports {
		l := listed{about: aboutOf(r), Passages: len(r.Passages), Headings: []heading{}}
		for _, h := range r.Headings {
			l.Headings = append(l.Headings, heading{h.ID, h.Level, h.Text})
		}
		out.Reports = append(out.Reports, l)
	}
	return "", out, nil
}
