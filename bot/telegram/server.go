package telegram

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"wenbao/bot/limit"
	"wenbao/bot/telegram/api"
)

// server is a running door.
type server struct {
	Options
	client     *api.Client
	out        *api.Outbox
	hands      *hands
	owner      string // who holds what is in work
	gate       *gate
	ears       chan struct{} // a place for each voice that is being heard
	refs       *refs
	metrics    *meters
	log        *slog.Logger
	key        []byte // of the hashes that stand for people
	me         api.User
	contact    atomic.Int64 // when Telegram last answered, Unix seconds
	delivering atomic.Bool  // the webhook is set
	polling    atomic.Bool  // it is we who poll
	barred     atomic.Bool  // Telegram refused the last poll
	refusing   atomic.Bool  // Telegram did not take the last answer
	broken     atomic.Bool  // the state could not be written
	stopping   atomic.Bool  // nothing new is begun any more
}

// newServer makes a door that talks to Telegram over a transport, nil for the
// network.
func newServer(o Options, transport http.RoundTripper) *server {
	o = o.completed()
	key := sha256.Sum256([]byte("wenbao people " + o.Token))
	s := &server{
		Options: o, log: o.Log, metrics: newMeters(), key: key[:],
		hands: newHands(), owner: rand.Text(), gate: newGate(o.Workers), ears: make(chan struct{}, listeners),
		refs: newRefs(o.Bot.Library(), o.Bot.Suggestions),
	}
	s.client = api.NewClient(o.API, o.Token, transport, s.metrics)
	s.out = api.NewOutbox(s.client, *o.Pace, o.Limits, s.log)
	if o.Plain {
		s.out.KeepPlain()
	}
	s.metrics.gauge("pending_updates", func() float64 { return float64(s.backlog().Open) })
	s.metrics.gauge("inbox_age_seconds", func() float64 { return ageOf(s.backlog().Oldest).Seconds() })
	s.metrics.gauge("queued_questions", func() float64 { return float64(s.gate.depth()) })
	s.metrics.gauge("outgoing_messages", func() float64 { return float64(s.out.Depth()) })
	s.metrics.gauge("state_writable", s.writable)
	s.metrics.gauge("last_contact_seconds", func() float64 { return float64(s.contact.Load()) })
	s.metrics.info(o.Bot.Fingerprint(), o.Version)
	return s
}

// completed fills in what was left out.
func (o Options) completed() Options {
	if o.API == "" {
		o.API = api.PublicAPI
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Pace == nil {
		o.Pace = &api.DefaultPace
	}
	if o.Limits == nil {
		o.Limits = limit.Local()
	}
	if o.Workers == 0 {
		o.Workers = 8
	}
	return o
}

// touch notes that Telegram answered.
func (s *server) touch() { s.contact.Store(time.Now().Unix()) }

// marked stands for a word in the state until enough people have used it.
func (s *server) marked(word string) string {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte("word/" + word))
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// pseudonym stands for a person in the state and for a chat in the log. It
// cannot be undone without the token.
func (s *server) pseudonym(parts ...int64) string {
	h := hmac.New(sha256.New, s.key)
	for _, part := range parts {
		fmt.Fprintf(h, "%d/", part)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
