package bot

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"wenbao/bot/judge"
	"wenbao/bot/question"
)

// minPart is the shortest part searched on its own, in code points.
const minPart = 3

// addParts searches each part of a question about several things and adds what
// it clearly finds.
func (b *Bot) addParts(ctx context.Context, q question.Question, v judge.Verdict) (judge.Verdict, error) {
	parts := q.Clauses()
	if !q.Several || len(v.Answers) == 0 || len(parts) < 2 {
		return v, nil
	}
	in := map[string]bool{}
	for _, h := range v.Answers {
		in[h.ID] = true
	}
	for _, part := range searched(parts) {
		if len(v.Answers) >= judge.MaxSeveral {
			break
		}
		hits, err := b.passages.Search(ctx, part, 1)
		if err != nil {
			return v, fmt.Errorf("searching a part: %w", err)
		}
		for _, w := range b.judge.Weigh(b.reader.Part(part), hits) {
			if w.Answers() && w.Hit.Score >= subjectScore && !in[w.Hit.ID] {
				in[w.Hit.ID] = true
				v.Answers = append(v.Answers, w.Hit)
			}
		}
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
