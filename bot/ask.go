package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"wenbao/retrieval"
)

// MaxQuestion is the longest question answered, in code points.
const MaxQuestion = 500

// returned is how many hits an answer carries for staff and scripts.
const returned = 20

// quote answers one message with the report's words. The error is for
// operators: a fault of the machine, never something a citizen did. Equal
// messages get equal answers.
func (b *Bot) quote(ctx context.Context, m Message) (Answer, error) {
	a := Answer{Language: LanguageOf(m.Text), Mode: Quote, Receipt: b.receipt(m)}
	if utf8.RuneCountInString(m.Text) > MaxQuestion {
		a.Outcome, a.Lead, a.Trace.Reason = Meta, fmt.Sprintf(phrase(a.Language).tooLong, MaxQuestion), "太长"
		return a, nil
	}
	text := normalized(m.Text)
	m.History = heard(m.History)
	if b.route(text, &a) { // scripts get the nearest passages all the same
		return a, b.nearest(ctx, understand(text), nil, &a)
	}
	if len(m.History) > 0 {
		text = standalone(text)
	}
	q := b.understand(text, m.Text)
	a.Trace.Question = q.text
	a.Trace.add("理解：%s", q)
	if b.request(text, &a) {
		return a, b.nearest(ctx, q, m.History, &a)
	}
	return a, b.answer(ctx, q, m.History, &a)
}

// understand reads the question. The only year that the reports tell of says
// nothing about which passage answers, and is taken out of the search.
func (b *Bot) understand(text, raw string) question {
	q := understand(text)
	if LanguageOf(raw) != English {
		for _, a := range acronym.FindAllString(raw, -1) {
			q.acronyms = append(q.acronyms, strings.ToLower(a))
		}
	}
	if b.onlyYear != "" {
		if rest := strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(q.text, b.onlyYear+"年", ""), b.onlyYear, "")); rest != "" {
			q.text = rest
		}
	}
	return q
}

// answer finds, judges and composes.
func (b *Bot) answer(ctx context.Context, q question, history []Turn, a *Answer) error {
	hits, err := b.search(ctx, q.text, history)
	if err != nil {
		return fmt.Errorf("searching: %w", err)
	}
	b.preferTense(q, hits)
	defer func() { a.Hits = a.Hits[:min(returned, len(a.Hits))] }()
	a.Hits = hits
	if len(history) == 0 || b.dependence(q.text) <= independent {
		done, err := b.answerTopic(ctx, &q, a)
		if done || err != nil {
			return err
		}
	}
	if len(history) == 0 && b.judge.contentless(q, a.Hits) {
		a.Outcome, a.Lead, a.Trace.Reason = Meta, fmt.Sprintf(phrase(a.Language).vague, b.example(a.Language)), "没有说出主题的词"
		return nil
	}
	return b.answerJudged(ctx, q, a)
}

// answerTopic answers a question about a whole section. A question about a
// part of one is left to the judge, with the section's passages first and as a
// question about several things.
func (b *Bot) answerTopic(ctx context.Context, q *question, a *Answer) (done bool, err error) {
	s, found, err := b.topic(ctx, *q, a.Hits)
	if err != nil {
		return false, fmt.Errorf("searching headings: %w", err)
	}
	if !found || b.judge.outside(*q, s) {
		return false, nil
	}
	a.Hits = s.first(a.Hits)
	if s.clear || len(s.passages) <= maxSeveral {
		a.Trace.Reason = "问的是一整节：" + s.heading.ID
		b.answerSection(a, s)
		return true, nil
	}
	q.several = true
	return false, nil
}

// answerJudged quotes the passages that answer, or says what the report lacks.
func (b *Bot) answerJudged(ctx context.Context, q question, a *Answer) error {
	verdicts := b.judge.judge(q, a.Hits)
	chosen := choose(q, b.judge.pinned(q, verdicts))
	defer b.explain(a, verdicts)
	if len(chosen) == 0 {
		var m missing
		if len(a.Hits) > 0 {
			m = b.judge.missingFrom(q, a.Hits[0])
		}
		b.answerNot(a, m, a.Hits)
		return nil
	}
	if q.several {
		var err error
		if chosen, err = b.addClauses(ctx, q, chosen); err != nil {
			return err
		}
	}
	a.Hits = promote(a.Hits, chosen)
	b.answerPassages(a, q, chosen)
	a.Trace.Reason = fmt.Sprintf("能回答的是 %s", chosen[0].ID)
	return nil
}

// nearest only looks up what to show beside a request that cannot be served.
func (b *Bot) nearest(ctx context.Context, q question, history []Turn, a *Answer) error {
	hits, err := b.search(ctx, q.text, history)
	if err != nil {
		return fmt.Errorf("searching: %w", err)
	}
	a.Hits = hits[:min(returned, len(hits))]
	return nil
}

func (b *Bot) explain(a *Answer, verdicts []verdict) {
	for _, v := range verdicts {
		a.Trace.add("判断：%s 能回答的把握 %.2f（要 %.2f）：%s", v.hit.ID, v.probability, v.threshold, v.features)
	}
}

// choose picks the passages that answer: the likeliest, and those beside it
// that are nearly as likely, or likely at all when several things are asked.
func choose(q question, verdicts []verdict) []retrieval.Hit {
	best := -1
	for i, v := range verdicts {
		near := i == 0 || v.hit.Score >= promoteScore*verdicts[0].hit.Score && v.features[uncoveredFeature] <= promoteUncovered
		if near && v.answers() && (best < 0 || v.probability > verdicts[best].probability+promoteBy) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	chosen := []retrieval.Hit{verdicts[best].hit}
	top := verdicts[best]
	for i, v := range verdicts {
		close := v.answers() && v.hit.Score >= closeScore*top.hit.Score
		if q.several || isShort(q.text) {
			close = v.probability >= furtherShare*v.threshold && v.hit.Score >= severalScore*top.hit.Score
		}
		if i != best && close && len(chosen) < maxSeveral {
			chosen = append(chosen, v.hit)
		}
	}
	return chosen
}

// How near a further passage must come to the chosen one, in fused score, and
// by how much a later passage must be likelier to be put before an earlier one.
const (
	furtherShare = 0.35
	severalShare = 0.6
	closeScore   = 0.93
	severalScore = 0.65
	promoteBy    = 0.15
	promoteScore = 0.9

	promoteUncovered = 0.5 // at least half of the question must be about the later passage, too
)

// isShort: a word or two, without a question in it.
func isShort(text string) bool { return utf8.RuneCountInString(text) <= 5 }

// promote moves the chosen hits to the front.
func promote(hits, chosen []retrieval.Hit) []retrieval.Hit {
	moved := append([]retrieval.Hit(nil), chosen...)
	in := map[string]bool{}
	for _, hit := range chosen {
		in[hit.ID] = true
	}
	for _, hit := range hits {
		if !in[hit.ID] {
			moved = append(moved, hit)
		}
	}
	return moved
}

// joints part a question about several things.
var joints = regexp.MustCompile(`[,，;；、。?？]|和|跟|与|以及|及|还有|又|还是`)

// minClause is the shortest part searched on its own, in code points; a part
// must find its passage clearly.
const (
	minClause   = 3
	clauseScore = 0.45
)

// addClauses searches each part of a question about several things and adds
// what it clearly finds.
func (b *Bot) addClauses(ctx context.Context, q question, chosen []retrieval.Hit) ([]retrieval.Hit, error) {
	in := map[string]bool{}
	for _, hit := range chosen {
		in[hit.ID] = true
	}
	clauses := joints.Split(q.text, -1)
	for _, clause := range clauses {
		if len(clauses) < 2 || utf8.RuneCountInString(clause) < minClause || len(chosen) >= maxSeveral {
			continue
		}
		hits, err := b.passages.Search(ctx, clause, 1)
		if err != nil {
			return nil, fmt.Errorf("searching a clause: %w", err)
		}
		part := understand(clause)
		for _, v := range b.judge.judge(part, hits) {
			if v.answers() && v.hit.Score >= clauseScore && !in[v.hit.ID] {
				in[v.hit.ID] = true
				chosen = append(chosen, v.hit)
			}
		}
	}
	return chosen, nil
}

// receipt names a decision by what it depends on: the questions and what
// answered them, not who asked or when.
func (b *Bot) receipt(m Message) string {
	h := sha256.New()
	type turn struct {
		Question  string
		Citations []string
	}
	var history []turn
	for _, t := range m.History {
		history = append(history, turn{t.Question, t.Citations})
	}
	asked := struct {
		Text    string
		History []turn
	}{m.Text, history}
	fmt.Fprintf(h, "%s %s %q", b.passages.Fingerprint, b.headings.Fingerprint, asked)
	return hex.EncodeToString(h.Sum(nil))[:10]
}
