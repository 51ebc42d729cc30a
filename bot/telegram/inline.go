package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"wenbao/bot"
	"wenbao/bot/question"
)

const (
	inlineResults = 8
	inlineCache   = "300" // seconds that Telegram may answer the same words by itself
)

// inlineResult is an article: a passage that a person may send to any chat.
type inlineResult struct {
	Type        string        `json:"type"`
	ID          string        `json:"id"`
	Title       string        `json:"title"`
	Description string        `json:"description"`
	Content     inlineContent `json:"input_message_content"`
}

type inlineContent struct {
	Text    string          `json:"message_text"`
	Mode    string          `json:"parse_mode"`
	Preview json.RawMessage `json:"link_preview_options"`
}

// handleInline offers passages with their address, and nothing else: what is
// sent into other chats must carry its source.
func (s *server) handleInline(ctx context.Context, q *inlineQuery) (string, error) {
	if !s.people.take(s.people.of(q.From.ID, personRate, personBurst)) {
		s.metrics.limited.inc("inline")
		return "limited", nil
	}
	w := in(languageOf(q.Query, q.From.Language))
	var cited []bot.Citation
	if text := strings.TrimSpace(q.Query); text != "" && utf8.RuneCountInString(text) <= question.MaxLength {
		var err error
		if cited, err = s.Bot.Lookup(ctx, text, inlineResults); err != nil {
			return "fault", fmt.Errorf("looking up: %w", err)
		}
	}
	results, err := json.Marshal(s.results(w, cited))
	if err != nil {
		return "fault", err
	}
	p := params{"inline_query_id": q.ID, "results": string(results), "cache_time": inlineCache}
	if len(cited) == 0 {
		p["button"] = fmt.Sprintf(`{"text":%q,"start_parameter":"inline"}`, w.inlineEmpty)
	}
	err = patiently(ctx, s.metrics.retried, func() error { return s.client.call(ctx, "answerInlineQuery", p, nil) })
	if says(err, "query is too old") {
		err = nil
	}
	return outcomeOf("inline", err)
}

func (s *server) results(w *words, cited []bot.Citation) []inlineResult {
	results := []inlineResult{} // null is no list for Telegram
	for _, c := range cited {
		messages := pack(passageBlock(w, c, "", quote))
		if len(messages) == 0 {
			continue
		}
		results = append(results, inlineResult{
			Type: "article", ID: s.refs.names[c.ID], Title: shorten(tidy(c.Quote), 60), Description: shorten(tidy(c.Place), 120),
			Content: inlineContent{messages[0].html(), "HTML", json.RawMessage(noPreview)},
		})
	}
	return results
}
