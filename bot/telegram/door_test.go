package telegram

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The door's sentences, as the tests expect them.
var (
	simplified = words.TelegramIn(text.Simplified)
	english    = words.TelegramIn(text.English)
)

// library answers from the shipped report; it is made once.
var shippedBot = sync.OnceValues(func() (*bot.Bot, error) {
	reports, err := knowledge.Shipped()
	if err != nil {
		return nil, err
	}
	return botOf(reports)
})

func botOf(reports []*knowledge.Report) (*bot.Bot, error) {
	embedder, err := retrieval.NewLocal()
	if err != nil {
		return nil, err
	}
	return bot.New(context.Background(), bot.Config{Library: knowledge.NewLibrary(reports), Embedder: embedder})
}

// reportBot answers from a report of the test.
func reportBot(t *testing.T, id, text string) *bot.Bot {
	t.Helper()
	report, err := knowledge.Parse(id, []byte(text), knowledge.Meta{Title: "<试>&报告", Place: "某区", Years: []int{2024}, Unit: "条"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := botOf([]*knowledge.Report{report})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fast is a pace that does not slow tests down.
var fast = api.Pace{Global: 1e6, GlobalBurst: 1e6, Private: 1e6, PrivateBurst: 1e6, Group: 1e6, GroupMax: 1e6}

// door is a running bot.
type door struct {
	*peer
	server *server
	log    *lines
	done   chan error
	end    context.CancelFunc
}

// open runs the bot with options changed by the test.
func open(t *testing.T, a *peer, change func(*Options)) *door {
	t.Helper()
	log := &lines{}
	b, err := shippedBot()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Bot: roles(b), Token: testToken, API: a.URL, Version: "test", Pace: &fast,
		Log: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&o)
	}
	if o.Store.Inbox == nil {
		o.Store = memory(t)
	}
	a.idle = func() bool {
		b, err := o.Store.Backlog.Backlog(context.Background())
		return err == nil && b.Open == 0
	}
	ctx, cancel := context.WithCancel(context.Background())
	d := &door{peer: a, server: newServer(o, nil), log: log, done: make(chan error, 1), end: cancel}
	go func() { d.done <- d.server.run(ctx) }()
	t.Cleanup(func() { d.close(t) })
	return d
}

// until waits for something to be so.
func until(t *testing.T, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !so(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it does not come about")
		}
	}
}

// pending waits until so many updates wait or are being handled.
func (d *door) pending(t *testing.T, n int) {
	t.Helper()
	until(t, func() bool { return d.server.backlog().Open == n })
}

// stopping ends the bot and waits until it begins nothing new.
func (d *door) stopping(t *testing.T) {
	t.Helper()
	d.end()
	until(t, d.server.stopping.Load)
}

// close stops the bot and checks that it ends well. It may be called twice.
func (d *door) close(t *testing.T) {
	t.Helper()
	d.end()
	select {
	case err := <-d.done:
		if err != nil {
			t.Errorf("Run: %v", err)
		}
		d.done <- nil
	case <-time.After(10 * time.Second):
		t.Error("the bot does not stop")
	}
	if text := d.log.String(); strings.Contains(text, testToken) || strings.Contains(text, "TEST-token_abc") {
		t.Errorf("the log holds the token:\n%s", text)
	}
}

// roles lets a bot play all roles.
func roles(b *bot.Bot) Bot { return Bot{Asker: b, Quoter: b, Suggester: b, Describer: b} }

// kept lets a store play all roles.
func kept(s *state.Store) Store {
	return Store{Inbox: s, Backlog: s, Conversations: s, Settings: s, Votes: s, Gaps: s, Eraser: s, Leader: s}
}

// memory is a state that lasts as long as the test.
func memory(t *testing.T) Store {
	t.Helper()
	s, err := state.Memory(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return kept(s)
}

// file is a state on disk; the test closes it.
func file(t *testing.T, dir string) *state.Store {
	t.Helper()
	s, err := state.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asking answers every question by a function.
type asking func(context.Context, bot.Message) (bot.Answer, error)

func (a asking) Ask(ctx context.Context, m bot.Message) (bot.Answer, error) { return a(ctx, m) }

// answering opens a door with answers of the test.
func answering(t *testing.T, a *peer, answer asking) *door {
	t.Helper()
	return open(t, a, func(o *Options) { o.Bot.Asker = answer })
}

// mustBot answers from the shipped report.
func mustBot(t *testing.T) *bot.Bot {
	t.Helper()
	b, err := shippedBot()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// closed makes a server that receives nothing.
func closed(t *testing.T) *server {
	t.Helper()
	return newServer(Options{Bot: roles(mustBot(t)), Store: memory(t), Token: testToken}, nil)
}

// lines collects a log.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
