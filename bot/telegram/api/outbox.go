package api

import (
	"context"
	"crypto/sha256"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"wenbao/bot/limit"
)

// Outbox is the one way by which messages leave: paced in all and by chat,
// patient with floods and outages. Messages of one chat keep their order as
// long as one goroutine sends them.
type Outbox struct {
	client  *Client
	pacer   *pacer
	waiting atomic.Int64
	moved   sync.Map    // chat id -> the id of the supergroup that it became
	old     atomic.Bool // the server knows no buttons but those of Lean
	plain   atomic.Bool // the messages of Instead are sent
	doubts  doubts      // whether they should be
	log     *slog.Logger
}

// NewOutbox makes an outbox that sends by a client, at a pace that counts by
// limits.
func NewOutbox(c *Client, p Pace, l *limit.Limits, log *slog.Logger) *Outbox {
	return &Outbox{client: c, pacer: newPacer(p, l), log: log}
}

// KeepPlain has the messages of Instead sent from now on, wherever there are some.
func (o *Outbox) KeepPlain() { o.plain.Store(true) }

// Outgoing is a message on its way.
type Outgoing struct {
	Chat   int64
	Method string
	Params Params // without the chat
	Plain  string // the text without markup, should Telegram not understand the markup
	Lean   string // the buttons that every server knows, should it refuse those of Params

	Instead []Outgoing // the same for a server that does not take this form of it; none: there is no other
}

// Send delivers messages in their order, each in its turn, and returns those that
// are left where one is not delivered. Where a form of a message is refused, the
// messages of its Instead are sent; a server that knows no such form, or takes it of
// no message, is not asked for it again.
func (o *Outbox) Send(ctx context.Context, messages ...Outgoing) (rest []Outgoing, err error) {
	var refused Outgoing
	var refusal error
	for rest = messages; len(rest) > 0; {
		m := rest[0]
		if len(m.Instead) > 0 && o.plain.Load() {
			rest = slices.Concat(m.Instead, rest[1:])
			continue
		}
		switch err = o.send(ctx, m); {
		case err == nil && len(m.Instead) > 0:
			o.doubts.end()
			rest = rest[1:]
		case err == nil:
			o.learn(refused, refusal)
			refusal, rest = nil, rest[1:]
		case len(m.Instead) > 0 && refusesForm(err):
			o.client.observer.Retried("mended")
			refused, refusal, rest = m, err, slices.Concat(m.Instead, rest[1:])
		default:
			return rest, err
		}
	}
	return nil, nil
}

// learn notes that a server knows no form but that of Instead, when it has taken
// that one: then it was the form that it refused. One message whose form is refused
// says nothing of others.
func (o *Outbox) learn(refused Outgoing, refusal error) {
	if !knowsNoSuchForm(refusal) && (!speaksOfForm(refusal) || !o.doubts.grow(refused)) {
		return
	}
	if o.plain.CompareAndSwap(false, true) {
		o.log.Info("the Bot API server takes no rich messages; answers go out as HTML from now on", "because", refusal)
	}
}

// doubts tell a server that takes a form of no message from a message that holds a
// mistake.
type doubts struct {
	mu      sync.Mutex
	refused map[[sha256.Size]byte]bool // those in a row, by what is in them
}

// enoughDoubts is how many different messages in a row make sure: an answer that
// holds a mistake is often asked for by many.
const enoughDoubts = 3

// grow notes a message and reports whether there are enough.
func (d *doubts) grow(m Outgoing) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refused == nil {
		d.refused = map[[sha256.Size]byte]bool{}
	}
	d.refused[sha256.Sum256([]byte(m.Params["rich_message"]))] = true
	return len(d.refused) >= enoughDoubts
}

// end notes that the form of a message was taken.
func (d *doubts) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.refused)
}

// send delivers a message. A refusal is mended as long as there is something to
// mend; an edit that changes nothing is a success.
func (o *Outbox) send(ctx context.Context, m Outgoing) error {
	if o.old.Load() && m.Lean != "" {
		m = m.with("reply_markup", m.Lean)
	}
	err := o.deliver(ctx, m)
	for mended, ok := mend(m, err); ok; mended, ok = mend(m, err) {
		learns := knowsNoSuchButtons(err) && mended.Params["reply_markup"] != ""
		o.client.observer.Retried("mended")
		m = mended
		if err = o.deliver(ctx, m); err == nil && learns {
			o.old.Store(true)
		}
	}
	if Says(err, "message is not modified") {
		err = nil
	}
	o.client.observer.Sent(m.Method, sendOutcome(err))
	return err
}

// Spare sends, once, what nobody misses. It takes no turn that an answer waits
// for or will soon need: rather than wait it is dropped.
func (o *Outbox) Spare(ctx context.Context, m Outgoing) {
	m = o.followed(m)
	if o.pacer.spare(ctx, m.Chat) {
		_ = o.client.Call(ctx, m.Method, m.addressed(), nil)
	}
}

// Depth is how many messages wait or are on their way.
func (o *Outbox) Depth() int64 { return o.waiting.Load() }

// Waiting is how many messages wait for their turn of all; those that only their own
// chat holds up do not count.
func (o *Outbox) Waiting() int { return o.pacer.all.Waiting() }

// deliver sends one form of a message, following a group that has moved.
func (o *Outbox) deliver(ctx context.Context, m Outgoing) error {
	m = o.followed(m)
	err := o.try(ctx, m)
	if to := migration(err); to != 0 {
		o.moved.Store(m.Chat, to)
		m.Chat = to
		return o.try(ctx, m)
	}
	return err
}

// followed is the message to where its chat has gone.
func (o *Outbox) followed(m Outgoing) Outgoing {
	if to, ok := o.moved.Load(m.Chat); ok {
		m.Chat = to.(int64)
	}
	return m
}

// try waits for the pace before every attempt.
func (o *Outbox) try(ctx context.Context, m Outgoing) error {
	o.waiting.Add(1)
	defer o.waiting.Add(-1)
	p := m.addressed()
	return Patiently(ctx, o.client.observer, func() error {
		if err := o.pacer.turn(ctx, m.Chat); err != nil {
			return err
		}
		return o.client.Call(ctx, m.Method, p, nil)
	})
}

// addressed are the message's fields with its chat.
func (m Outgoing) addressed() Params {
	p := Params{"chat_id": strconv.FormatInt(m.Chat, 10)}
	for key, value := range m.Params {
		p[key] = value
	}
	return p
}
