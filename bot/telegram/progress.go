package telegram

import (
	"context"
	"strconv"
	"time"

	"wenbao/bot"
)

// progressEvery is the shortest time between two edits: Telegram counts them.
const progressEvery = time.Second

// progress is the message that grows while a model writes: what is being done,
// then the sentences that are verified. It goes before the answer comes, which
// is always sent whole. It is a courtesy: nothing depends on it.
type progress struct {
	server *server
	talk   talk
	id     int64 // of the message, 0 before it is sent
	last   time.Time
	text   string
}

// show tells a new stage or sentence. Searching takes no time, and a group is
// spared the noise.
func (p *progress) show(ctx context.Context, now bot.Progress) {
	text := tidy(now.Text())
	if now.Stage == bot.Searching || p.talk.group || text == p.text || p.id != 0 && time.Since(p.last) < progressEvery {
		return
	}
	p.text, p.last = text, time.Now()
	fields := p.fields()
	fields["text"] = para(text).text()
	if p.id != 0 {
		_ = p.server.client.call(ctx, "editMessageText", fields, nil)
		return
	}
	fields.AddNonZero64("message_thread_id", p.talk.thread)
	fields["disable_notification"] = "true"
	var sent struct {
		ID int64 `json:"message_id"`
	}
	if p.server.client.call(ctx, "sendMessage", fields, &sent) == nil {
		p.id = sent.ID
	}
}

// clear takes the message away.
func (p *progress) clear(ctx context.Context) {
	if p.id != 0 {
		_ = p.server.client.call(ctx, "deleteMessage", p.fields(), nil)
	}
}

func (p *progress) fields() params {
	fields := params{"chat_id": strconv.FormatInt(p.talk.chat, 10)}
	fields.AddNonZero64("message_id", p.id)
	return fields
}
