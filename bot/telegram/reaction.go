package telegram

import (
	"context"

	"wenbao/bot/telegram/api"
	"wenbao/knowledge/text"
)

// reaction is what a tapped button does: a line for the person who tapped, at
// once, and something that may take longer.
type reaction struct {
	toast string
	alert bool                               // the line must be read
	then  func() (outcome string, err error) // may be nil
}

// alert is a reaction that says something that must be read, and no more.
func alert(line string) reaction { return reaction{toast: line, alert: true} }

// longestToast is how many code points Telegram shows.
const longestToast = 200

// answerCallback stops the button's spinning. A query that is too old cannot
// be answered and need not be.
func (s *server) answerCallback(ctx context.Context, id string, r reaction) error {
	p := api.Params{"callback_query_id": id}
	p.AddNonEmpty("text", text.Shorten(r.toast, longestToast))
	p.AddBool("show_alert", r.alert)
	err := s.client.Insist(ctx, "answerCallbackQuery", p, nil)
	if api.Says(err, "query is too old") || api.Says(err, "query id is invalid") {
		return nil
	}
	return err
}
