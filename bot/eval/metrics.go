package eval

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Result is what an answerer gave for a question.
type Result struct {
	Hits      []Found // ranked passages, best first
	Citations []Found
	Answered  bool   // outcome "answered"; a retrieval set without answers leaves it true
	Text      string // what the citizen reads
	Reason    string // why it was decided so
}

// Found is a passage as far as measuring needs it.
type Found struct{ ID, Text string }

// Score holds the measures of one question. Ratios of a question to which they
// do not apply are absent from the sums, see Row.
type Score struct {
	Question Question
	Result   Result
	Rank     int     // 1-based rank of the first gold passage, 0 when not found
	Recall5  float64 // share of the gold passages among the first five (of at most five)
	Right    bool    // answered, with a gold citation and every must string; or rightly not answered
	Cited    int     // citations
	Fair     int     // citations that are gold or fair
	Found    int     // gold passages cited
}

func measure(q Question, r Result) Score {
	s := Score{Question: q, Result: r, Cited: len(r.Citations)}
	if !q.Answerable() {
		s.Right = !r.Answered
		return s
	}
	in5 := 0
	for i, hit := range r.Hits {
		if !q.isGold(hit) {
			continue
		}
		if s.Rank == 0 {
			s.Rank = i + 1
		}
		if i < 5 {
			in5++
		}
	}
	gold := len(q.Gold) + len(q.GoldText)
	s.Recall5 = min(1, float64(in5)/float64(min(5, gold)))
	for _, c := range r.Citations {
		if q.isGold(c) {
			s.Found++
			s.Fair++
		} else if contains(q.Fair, c.ID) {
			s.Fair++
		}
	}
	s.Right = r.Answered && s.Found > 0 && holdsAll(r.Text, q.Must)
	return s
}

func (q Question) isGold(f Found) bool {
	if contains(q.Gold, f.ID) {
		return true
	}
	for _, words := range q.GoldText {
		if strings.Contains(squeeze(f.Text), squeeze(words)) {
			return true
		}
	}
	return false
}

// contains compares ids with or without the report they belong to.
func contains(ids []string, id string) bool {
	for _, want := range ids {
		if want == id || strings.HasSuffix(id, "/"+want) {
			return true
		}
	}
	return false
}

func holdsAll(text string, must []string) bool {
	text = squeeze(text)
	for _, m := range must {
		found := false
		for _, either := range strings.Split(m, "|") {
			found = found || strings.Contains(text, squeeze(either))
		}
		if !found {
			return false
		}
	}
	return true
}

// squeeze is the form in which strings are compared: NFKC without white space.
func squeeze(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(s)), ""))
}

// Row sums the scores of one kind. Ranking measures are over the answerable
// questions; Right is over all.
type Row struct {
	Kind           string  `json:"kind"`
	N              int     `json:"n"`
	Answerable     int     `json:"answerable"`
	Hit1           float64 `json:"hit@1"`
	Hit3           float64 `json:"hit@3"`
	Hit5           float64 `json:"hit@5"`
	Recall5        float64 `json:"recall@5"`
	MRR            float64 `json:"mrr"`
	Right          float64 `json:"right"`
	Precision      float64 `json:"citation_precision"`
	Recall         float64 `json:"citation_recall"`
	FalseRefusals  float64 `json:"false_refusals"` // share of the answerable not answered
	Refusals       float64 `json:"refusals"`       // share of the unanswerable not answered
	Unanswerable   int     `json:"unanswerable"`
	cited, fair    int
	gold, found    int
	refused, wrong int
}

func (r *Row) add(s Score) {
	r.N++
	if s.Right {
		r.Right++
	}
	if !s.Question.Answerable() {
		r.Unanswerable++
		if s.Right {
			r.refused++
		}
		return
	}
	r.Answerable++
	if s.Rank > 0 {
		r.MRR += 1 / float64(s.Rank)
		r.Hit1 += count(s.Rank <= 1)
		r.Hit3 += count(s.Rank <= 3)
		r.Hit5 += count(s.Rank <= 5)
	}
	r.Recall5 += s.Recall5
	if !s.Result.Answered {
		r.wrong++
		return
	}
	r.cited += s.Cited
	r.fair += s.Fair
	r.found += s.Found
	r.gold += len(s.Question.Gold) + len(s.Question.GoldText)
}

func count(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// finish turns sums into shares.
func (r *Row) finish() {
	for _, m := range []*float64{&r.Hit1, &r.Hit3, &r.Hit5, &r.Recall5, &r.MRR} {
		*m = ratio(*m, r.Answerable)
	}
	r.Right = ratio(r.Right, r.N)
	r.Precision = ratio(float64(r.fair), r.cited)
	r.Recall = min(1, ratio(float64(r.found), r.gold))
	r.FalseRefusals = ratio(float64(r.wrong), r.Answerable)
	r.Refusals = ratio(float64(r.refused), r.Unanswerable)
}

func ratio(sum float64, n int) float64 {
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}
