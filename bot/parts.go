package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"wenbao/bot/judge"
	"wenbao/bot/question"
	"wenbao/knowledge/text"
)

// minPart is the shortest thing searched on its own, in code points.
const minPart = 2

// onlyPart is what a message asks if it asks one thing: without its story, or as a
// whole.
func onlyPart(q question.Question) question.Question {
	if len(q.Parts) == 1 {
		return q.Parts[0]
	}
	return q
}

// findSplit looks for what answers a question, and where nothing does for what
// answers its clauses or the things that it joins, at most so many: one that is lacking must not
// refuse the others, and none that is asked behind an answered one is passed over.
func (b *Bot) findSplit(ctx context.Context, q question.Question, most int) ([]finding, error) {
	whole, err := b.find(ctx, q)
	if whole.said = q.Text; err != nil || whole.section != nil {
		return []finding{whole}, err
	}
	clauses, members := b.inPlaceOf(b.placed(b.reader.Split(q)), q), b.inPlaceOf(b.members(q), q)
	switch {
	case whole.answers() && len(members) > 0:
		return b.withMembers(ctx, whole, members, most)
	case whole.answers():
		return b.accounted(ctx, whole, clauses[:min(most, len(clauses))])
	}
	for _, split := range [][]question.Question{clauses, members} {
		found, err := b.findEach(ctx, split, most)
		if err != nil || slices.ContainsFunc(found, finding.answers) {
			return found, err
		}
		if len(whole.apart) == 0 {
			whole.apart = found
		}
	}
	return []finding{whole}, nil
}

// members are the things that a question joins and asks the same of, but places.
func (b *Bot) members(q question.Question) []question.Question {
	members := b.reader.Members(q)
	if slices.ContainsFunc(members, func(m question.Question) bool { return b.ownPlace(m.Thing) }) {
		return nil
	}
	return members
}

// findEach looks for what answers each of some clauses or things, at most so many.
func (b *Bot) findEach(ctx context.Context, split []question.Question, most int) ([]finding, error) {
	var found []finding
	for i, q := range split[:min(most, len(split))] {
		if i > 0 && !q.Says() {
			continue
		}
		f, err := b.find(ctx, q)
		if f.said = q.Text; err != nil {
			return nil, err
		}
		if len(found) > 0 && q.Points {
			f = b.leanOn(f, found[0].hits)
		}
		found = append(found, f)
	}
	return found, nil
}

// accounted is a finding that answers a question as a whole, with those of its other clauses of
// which that surely tells nothing: what answers them, or that nothing does.
func (b *Bot) accounted(ctx context.Context, whole finding, clauses []question.Question) ([]finding, error) {
	found := []finding{whole}
	for _, clause := range clauses[min(1, len(clauses)):] {
		if !clause.Says() || !b.judge.Lacks(clause, whole.verdict.Answers) {
			continue
		}
		f, err := b.find(ctx, clause)
		if f.said = clause.Text; err != nil {
			return nil, err
		}
		answers := slices.DeleteFunc(slices.Clone(f.verdict.Answers), func(h hit) bool { return clause.Points || isIn(whole.verdict.Answers, h) })
		f.verdict = b.judge.Settle(f.asked, f.hits, f.verdict, answers)
		if clause.Asks(found[0].verdict.Untold) {
			found[0].verdict.Untold = "" // told of the clause
		}
		found = append(found, f)
	}
	return found, nil
}

// isIn reports whether some hits are of the passage of another, too.
func isIn(hits []hit, h hit) bool {
	return slices.ContainsFunc(hits, func(other hit) bool { return other.ID == h.ID })
}

// withMembers is what answers a question as a whole, and what is found of those of the things it
// joins that no passage which answers it names: what tells of them, too, or that nothing does.
func (b *Bot) withMembers(ctx context.Context, whole finding, members []question.Question, most int) ([]finding, error) {
	found := []finding{whole}
	untold := slices.DeleteFunc(members, func(m question.Question) bool {
		return b.untold([]string{m.Thing}, whole.verdict.Answers) == ""
	})
	of, err := b.findEach(ctx, untold, max(0, most-1))
	for _, f := range of {
		if f = b.unnamed(f); b.addsTo(whole, f) {
			found = append(found, f)
		}
	}
	return found, err
}

// addsTo reports whether what was found of one of several things is more than what answers the
// whole: another passage, or what is lacking by name. Of a thing in other words than the report's,
// the whole may tell.
func (b *Bot) addsTo(whole, f finding) bool {
	if !f.answers() {
		m := f.verdict.Missing
		return m.Elsewhere() || m.Entity != "" || m.Kind != "" || b.unsaid(f).word != ""
	}
	return f.section == nil && slices.ContainsFunc(f.verdict.Answers, func(h hit) bool { return !isIn(whole.verdict.Answers, h) })
}

// unnamed is a finding without answers about one of several things: where no report says its
// name, that is what is lacking.
func (b *Bot) unnamed(f finding) finding {
	thing, m := f.asked.Thing, &f.verdict.Missing
	if f.answers() || m.Elsewhere() || b.says(thing) {
		return f
	}
	word := b.unsaid(f).word
	part := strings.HasPrefix(thing, word) && utf8.RuneCountInString(word) > minPart // 幼儿园 of 幼儿园学位
	if !part && !slices.ContainsFunc(f.verdict.Weighed, func(w judge.Weighing) bool { return !b.judge.Strange(f.asked, thing, w) }) {
		m.Entity = thing
	}
	return f
}

// leaning is how many of the best hits of a clause what leans on it may be about.
const leaning = 2

// leanOn is a finding without answers but the best of some hits: a clause that leans
// on another is about what that one found.
func (b *Bot) leanOn(f finding, hits []hit) finding {
	answers := slices.DeleteFunc(slices.Clone(f.verdict.Answers), func(h hit) bool {
		return !isIn(hits[:min(leaning, len(hits))], h)
	})
	f.verdict = b.judge.Settle(f.asked, f.hits, f.verdict, answers)
	return f
}

// onlyOfTold is a finding for a part of a message without the answers that are about another thing: they
// say no word of it, nor of what the message tells before it, while that names a thing that some
// report has (公办的 behind 养老院), or the part names none itself. What is searched together with all that
// is read with it.
func (b *Bot) onlyOfTold(f finding) finding {
	q := f.asked
	if q.Told == "" || q.Topical || f.section != nil || !f.answers() || b.nearestMeta(f).Language != string(text.Simplified) {
		return f
	}
	told, leans := b.reader.Part(q.Told), b.leans(q)
	named := slices.ContainsFunc(told.Subjects(maxTold), func(word string) bool {
		return !strings.Contains(q.Text, word) && !b.ownPlace(word) && !question.Stresses(word) && b.says(word)
	})
	answers := slices.DeleteFunc(slices.Clone(f.verdict.Answers), func(h hit) bool {
		return named && !b.judge.Shares(h.ID, q, told.Content) || leans && b.apartFrom(q, h)
	})
	if len(answers) < len(f.verdict.Answers) {
		f.verdict = b.judge.Settle(f.asked, f.hits, f.verdict, answers)
	}
	return f
}

// leans reports whether a part of a message names no thing, so that it is about that of the sentence before
// it: 排第几 behind 空气质量好不好.
func (b *Bot) leans(q question.Question) bool {
	own := b.reader.Part(q.Text)
	return q.Before != "" && q.Language != text.English && len(q.Figures) == 0 && len(own.Things(b.ownPlace)) == 0
}

// apartFrom reports whether a passage is about another thing than the last clause before a part that names
// one: it says no word of that, nor a character of the part (路), and the reader finds it unsupported.
func (b *Bot) apartFrom(q question.Question, h hit) bool {
	asks := func(w question.Word) bool { return question.AsksOf(w.Text) }
	own := b.reader.Part(q.Text)
	own.Content = slices.DeleteFunc(own.Content, asks)
	for rest := strings.TrimRight(q.Before, pauses); rest != ""; {
		at := strings.LastIndexAny(rest, pauses)
		if before := b.reader.Part(rest[at+1:]); len(before.Things(b.ownPlace)) > 0 {
			return !b.judge.Shares(h.ID, own, slices.DeleteFunc(before.Content, asks)) && len(b.judge.OnSubject(before, []hit{h})) == 0
		}
		rest = strings.TrimRight(rest[:max(0, at)], pauses)
	}
	return false
}

// pauses are the signs of the normal form at which a clause ends.
const pauses = ",;:.?! "

// maxTold is how many of the rarest words that a message tells may name what it is about.
const maxTold = 12

// maxParts is how many things of one message are searched.
const maxParts = 5

// asTrouble looks for what was done about the trouble that a message tells before it asks
// when that ends, or why, which no report tells: 水管发黄，啥时候换. ok is false where
// something is answered, where nothing else is lacking, and where no passage speaks to it.
func (b *Bot) asTrouble(ctx context.Context, q question.Question, found []finding) (f finding, ok bool, err error) {
	if slices.ContainsFunc(found, finding.answers) {
		return f, false, nil
	}
	missing := first(found).verdict.Missing
	trouble, told := b.reader.Trouble(q)
	if !told || missing.Elsewhere() || missing.Entity != "" || !slices.Contains(rhetorical, missing.Kind) {
		return f, false, nil
	}
	f, err = b.find(ctx, trouble)
	f.verdict.Untold = missing.Kind
	return f, f.answers(), err
}

// rhetorical are the kinds of thing that a trouble is told with more than asked for.
var rhetorical = []question.Kind{question.Date, question.Duration, question.Reason}

// addParts searches each thing that a question about several joins and adds what
// it clearly finds. Where the whole question finds nothing, at least two of the
// things must.
func (b *Bot) addParts(ctx context.Context, q question.Question, found []hit, v judge.Verdict) (judge.Verdict, error) {
	parts := q.Clauses()
	if !q.Several || len(parts) < 2 {
		return v, nil
	}
	in := map[string]bool{}
	for _, h := range v.Answers {
		in[h.ID] = true
	}
	var added []hit
	for _, part := range searched(parts) {
		if len(in) >= judge.MaxSeveral {
			break
		}
		asked := b.reader.Part(part).Within(q)
		if len(asked.Content) == 0 { // 在哪儿 names nothing to search
			continue
		}
		hits, err := b.passages.Find(ctx, b.among(q, part), judge.Weighed)
		if err != nil {
			return v, fmt.Errorf("searching a part: %w", err)
		}
		hits = b.judge.Prefer(asked, hits)
		for _, w := range b.judge.Weigh(asked, hits[:min(1, len(hits))]) {
			if w.Answers() && w.Hit.Score >= subjectScore && w.Reading.Probability >= judge.Conceivable && !in[w.Hit.ID] {
				in[w.Hit.ID] = true
				added = append(added, w.Hit)
			}
		}
	}
	if len(added) > 1 || len(added) > 0 && len(v.Answers) > 0 {
		v = b.judge.Settle(q, found, v, slices.Concat(v.Answers, added))
	}
	return v, nil
}

// searched are the parts worth a search: long enough, each once, and not so
// many that one message keeps the program busy.
func searched(parts []string) []string {
	var kept []string
	for _, part := range parts {
		if utf8.RuneCountInString(part) >= minPart && !slices.Contains(kept, part) && len(kept) < judge.MaxSeveral {
			kept = append(kept, part)
		}
	}
	return kept
}
