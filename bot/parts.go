package bot

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"wenbao/bot/judge"
	"wenbao/bot/question"
)

// minPart is the shortest thing searched on its own, in code points.
const minPart = 2

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

// placed are parts of which none is only the name of a place, if any says more: what is
// asked beside one is asked of that place, 通州 大学.
func (b *Bot) placed(parts []question.Question) []question.Question {
	place := ""
	var placed []question.Question
	for _, part := range parts {
		if b.onlyPlace(part) {
			place += bare(part.Text) + " "
		} else {
			placed = append(placed, part)
		}
	}
	if place == "" || len(placed) == 0 {
		return parts
	}
	for i := range placed {
		placed[i] = placed[i].At(b.reader, place)
	}
	return placed
}

// onlyPlace reports whether a part is the name of a place and nothing else.
func (b *Bot) onlyPlace(part question.Question) bool {
	name := bare(part.Text)
	return slices.ContainsFunc(b.judge.Territories(), func(t *question.Territory) bool {
		return t.Own(name) || t.Foreign(part, "") == name || t.Locality(name, "") == name
	})
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
