package telegram

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"sync/atomic"
	"time"
)

var (
	tokenPattern  = regexp.MustCompile(`^[0-9]{3,20}:[A-Za-z0-9_-]{5,100}$`)
	secretPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
)

// server is a running door.
type server struct {
	Options
	client     *client
	out        *outbox
	dispatcher *dispatcher
	tracker    *tracker
	gate       *gate
	people     *buckets[int64] // how much a person may ask
	albums     *buckets[int64] // how often a chat is told that we read text only
	refs       *refs
	metrics    *metrics
	log        *slog.Logger
	key        []byte // of the hashes that stand for people
	me         user
	contact    atomic.Int64  // when Telegram last answered, Unix seconds
	stopped    chan struct{} // closed when no update is being handled any more
}

func newServer(o Options) *server {
	if o.API == "" {
		o.API = PublicAPI
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Pace == nil {
		o.Pace = &DefaultPace
	}
	if o.Workers == 0 {
		o.Workers = 8
	}
	key := sha256.Sum256([]byte("wenbao people " + o.Token))
	s := &server{
		Options: o, log: o.Log, metrics: newMetrics(), key: key[:],
		client: newClient(o.API, o.Token), dispatcher: newDispatcher(), tracker: newTracker(),
		gate: newGate(o.Workers, maxQueue), people: newBuckets[int64](), albums: newBuckets[int64](),
		refs: newRefs(o.Bot.Library(), o.Bot.Suggestions), stopped: make(chan struct{}),
	}
	s.out = newOutbox(s.client, s.metrics, *o.Pace)
	s.metrics.gauge("pending_updates", "Updates that wait or are being handled.", func() float64 { return float64(s.dispatcher.depth()) })
	s.metrics.gauge("queued_questions", "Questions that wait for their turn.", func() float64 { return float64(s.gate.depth()) })
	s.metrics.gauge("outgoing_messages", "Messages that wait or are on their way.", func() float64 { return float64(s.out.depth()) })
	s.metrics.gauge("last_contact_seconds", "When Telegram last answered, as Unix time.", func() float64 { return float64(s.contact.Load()) })
	s.metrics.info(o.Bot.Fingerprint(), o.Version)
	return s
}

// Run serves until ctx is cancelled; then it takes nothing new in, finishes
// what is begun, and returns nil. It fails with ErrUnauthorized when Telegram
// does not know the token, and when an address cannot be listened on.
func Run(ctx context.Context, o Options) error {
	s := newServer(o)
	defer s.client.http.CloseIdleConnections()
	stopAdmin, err := s.serveAdmin(ctx)
	if err != nil {
		return err
	}
	defer stopAdmin()
	if err := s.introduce(ctx); err != nil {
		return ignoreCancel(ctx, err)
	}
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var background sync.WaitGroup
	background.Go(func() { s.setProfile(work) })
	background.Go(func() { s.sweep(work) })
	err = s.receive(ctx, work, func() { s.drain(cancel) })
	background.Wait()
	return ignoreCancel(ctx, err)
}

// ignoreCancel: to be stopped is no error.
func ignoreCancel(ctx context.Context, err error) error {
	if ctx.Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		return nil
	}
	return err
}

// introduce learns our own name, for as long as the network takes.
func (s *server) introduce(ctx context.Context) error {
	for n := 0; ; n++ {
		err := s.client.call(ctx, "getMe", nil, &s.me)
		_, wait, again := temporary(err)
		switch {
		case err == nil:
			s.touch()
			s.log.Info("connected to Telegram", "username", s.me.Username, "fingerprint", s.Bot.Fingerprint())
			return nil
		case errors.Is(err, ErrUnauthorized):
			return ErrUnauthorized
		case !again:
			return fmt.Errorf("asking Telegram who we are: %w", err)
		}
		s.log.Warn("Telegram cannot be reached; trying again", "error", err)
		if err := pause(ctx, max(wait, backoff(n))); err != nil {
			return err
		}
	}
}

// touch notes that Telegram answered.
func (s *server) touch() { s.contact.Store(time.Now().Unix()) }

// receive takes updates in until ctx ends, after those that an earlier run
// took and did not finish, and drains.
func (s *server) receive(ctx, work context.Context, drain func()) error {
	err := s.resume(ctx, work)
	if err == nil && s.Webhook != nil {
		return s.listen(ctx, work, drain)
	}
	if err == nil {
		err = s.poll(ctx, work)
	}
	drain()
	s.acknowledge()
	return err
}

// drain begins nothing new and waits for what is begun, for drainTime at most.
func (s *server) drain(cancel context.CancelFunc) {
	s.dispatcher.close()
	timer := time.AfterFunc(drainTime, cancel)
	defer timer.Stop()
	s.dispatcher.wait()
	cancel()
	close(s.stopped)
}

// sweep deletes what is too old, now and every hour.
func (s *server) sweep(ctx context.Context) {
	for {
		if err := s.Store.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("deleting what is too old", "error", err)
		}
		if pause(ctx, time.Hour) != nil {
			return
		}
	}
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
