package telegram

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"golang.org/x/time/rate"
)

// Pace bounds what is sent, as Telegram asks: about 30 messages a second in
// all, one a second in a chat and 20 a minute in a group, short bursts aside.
type Pace struct {
	Global                 rate.Limit
	GlobalBurst            int
	Private, Group         rate.Limit
	PrivateBurst, GroupMax int
}

// DefaultPace keeps a little below what Telegram allows.
var DefaultPace = Pace{Global: 28, GlobalBurst: 20, Private: 1, PrivateBurst: 3, Group: 1.0 / 3, GroupMax: 5}

// outbox is the one way by which messages leave: paced in all and by chat,
// patient with floods and outages. Messages of one chat keep their order as
// long as one goroutine sends them, which the dispatcher sees to.
type outbox struct {
	client  *client
	metrics *metrics
	pace    Pace
	global  *rate.Limiter
	chats   *buckets[int64]
	waiting atomic.Int64
	moved   sync.Map // chat id -> the id of the supergroup that it became
}

func newOutbox(c *client, m *metrics, p Pace) *outbox {
	return &outbox{client: c, metrics: m, pace: p, global: rate.NewLimiter(p.Global, p.GlobalBurst), chats: newBuckets[int64]()}
}

// outgoing is a message on its way.
type outgoing struct {
	chat   int64
	method string
	params params // without the chat
	plain  string // the text without markup, should Telegram not understand the markup
}

// send waits for its turn and delivers a message. A refusal that can be mended
// is mended once; an edit that changes nothing is a success.
func (o *outbox) send(ctx context.Context, m outgoing) error {
	err := o.deliver(ctx, m)
	if mended, ok := mend(m, err); ok {
		o.metrics.retries.inc("mended")
		err = o.deliver(ctx, mended)
	}
	if says(err, "message is not modified") {
		err = nil
	}
	o.metrics.sends.inc(m.method, sendOutcome(err))
	return err
}

// deliver sends one form of a message, following a group that has moved.
func (o *outbox) deliver(ctx context.Context, m outgoing) error {
	if to, ok := o.moved.Load(m.chat); ok {
		m.chat = to.(int64)
	}
	err := o.try(ctx, m)
	if to := migration(err); to != 0 {
		o.moved.Store(m.chat, to)
		m.chat = to
		return o.try(ctx, m)
	}
	return err
}

// try waits for the pace before every attempt.
func (o *outbox) try(ctx context.Context, m outgoing) error {
	o.waiting.Add(1)
	defer o.waiting.Add(-1)
	m.params["chat_id"] = strconv.FormatInt(m.chat, 10)
	return patiently(ctx, o.metrics.retried, func() error {
		if err := o.turn(ctx, m.chat); err != nil {
			return err
		}
		return o.client.call(ctx, m.method, m.params, nil)
	})
}

// turn waits until a chat may get a message: first for the chat, so that a
// crowded one takes no place of the others.
func (o *outbox) turn(ctx context.Context, chat int64) error {
	limit, burst := o.pace.Private, o.pace.PrivateBurst
	if chat < 0 {
		limit, burst = o.pace.Group, o.pace.GroupMax
	}
	if err := o.chats.of(chat, limit, burst).Wait(ctx); err != nil {
		return fmt.Errorf("waiting for the chat's turn: %w", err)
	}
	if err := o.global.Wait(ctx); err != nil {
		return fmt.Errorf("waiting for the turn: %w", err)
	}
	return nil
}

// depth is how many messages wait or are on their way.
func (o *outbox) depth() int64 { return o.waiting.Load() }

// mend changes what Telegram refused about a message: markup that it does not
// understand, a topic that is closed or gone, buttons that it does not take.
func mend(m outgoing, err error) (outgoing, bool) {
	p := params{}
	for key, value := range m.params {
		p[key] = value
	}
	switch {
	case says(err, "can't parse entities"):
		p["text"] = m.plain
		delete(p, "parse_mode")
	case says(err, "thread not found"), says(err, "topic_closed"), says(err, "topic_deleted"):
		delete(p, "message_thread_id")
	case says(err, "button_data_invalid"), says(err, "keyboard"):
		delete(p, "reply_markup")
	default:
		return m, false
	}
	m.params = p
	return m, true
}

func migration(err error) int64 {
	if api, ok := err.(*apiError); ok { //nolint:errorlint // the client's errors are not wrapped
		return api.MigrateTo
	}
	return 0
}

// sendOutcome is a label of the metrics.
func sendOutcome(err error) string {
	api, refused := err.(*apiError) //nolint:errorlint // the client's errors are not wrapped
	switch {
	case err == nil:
		return "ok"
	case gone(err):
		return "blocked"
	case refused && api.Code == http.StatusTooManyRequests:
		return "flood"
	case refused:
		return "refused"
	}
	return "failed"
}
