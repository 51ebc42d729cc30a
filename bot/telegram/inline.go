package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"wenbao/bot"
	"wenbao/bot/question"
	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

const (
	inlineResults = 8
	inlineCache   = "300" // seconds that Telegram may answer the same words of a person by itself
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
func (s *server) handleInline(ctx context.Context, q *api.InlineQuery) (string, error) {
	if !s.asks(ctx, q.From.ID).OK {
		s.metrics.limited("inline").Inc()
		return "limited", nil
	}
	w := words.TelegramIn(languageOf(q.Query, q.From.Language))
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
	p := api.Params{"inline_query_id": q.ID, "results": string(results), "cache_time": inlineCache}
	p.AddBool("is_personal", true) // the labels are in the language of who asks
	if len(cited) == 0 {
		p["button"] = fmt.Sprintf(`{"text":%q,"start_parameter":"inline"}`, w.InlineEmpty)
	}
	err = s.client.Insist(ctx, "answerInlineQuery", p, nil)
	if api.Says(err, "query is too old") {
		err = nil
	}
	return outcomeOf("inline", err)
}

func (s *server) results(w *words.Telegram, cited []bot.Citation) []inlineResult {
	results := []inlineResult{} // null is no list for Telegram
	for _, c := range cited {
		messages := message.Pack(message.Passage(w, c))
		if len(messages) == 0 {
			continue
		}
		results = append(results, inlineResult{
			Type: "article", ID: s.refs.names[c.ID], Title: text.Shorten(message.Tidy(c.Quote), 60), Description: text.Shorten(message.Tidy(c.Place), 120),
			Content: inlineContent{messages[0].HTML(), "HTML", json.RawMessage(noPreview)},
		})
	}
	return results
}
