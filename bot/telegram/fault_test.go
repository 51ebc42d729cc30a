package telegram

import (
	"context"
	"errors"
	"net/http"
	"path"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/bot/limit"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// Roles that break down.

type brokenDescriber struct{ Describer }

func (brokenDescriber) Scope(text.Language) string { panic("oh") }

type brokenVotes struct{ Votes }

func (brokenVotes) Vote(context.Context, string, string, bool) error { panic("oh") }

type brokenSettings struct{ Settings }

func (b brokenSettings) Setting(ctx context.Context, who, name string) (string, error) {
	if who == "" {
		return b.Settings.Setting(ctx, who, name) // the bot's own
	}
	panic("oh")
}

// forgetful remembers nothing.
type forgetful struct{ Conversations }

func (forgetful) Turns(context.Context, string) ([]state.Turn, error) { return nil, nil }

func panicking(context.Context, bot.Message) (bot.Answer, error) { panic("oh") }

// TestFaults: whatever breaks, the person is told so in one sentence, and the
// operators are told what.
func TestFaults(t *testing.T) {
	question := "q:" + shortName("", mustBot(t).Samples(text.Simplified, 1)[0])
	said := func(words string) func(*peer) int64 { return func(p *peer) int64 { return p.say(7, words) } }
	tapped := func(data string) func(*peer) int64 { return func(p *peer) int64 { return p.tap(7, data, "") } }
	tests := []struct {
		name     string
		breaks   func(*Options)
		does     func(*peer) int64
		messages int // that say so
		toast    string
	}{
		{"answering fails", func(o *Options) {
			o.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) { return bot.Answer{}, errors.New("oh") })
		}, said("问"), 1, ""},
		{"answering panics", func(o *Options) { o.Bot.Asker = asking(panicking) }, said("问"), 1, ""},
		{"a command panics", func(o *Options) { o.Bot.Describer = brokenDescriber{o.Bot.Describer} }, said("/start"), 1, ""},
		{"the state panics", func(o *Options) { o.Store.Settings = brokenSettings{o.Store.Settings} }, said("问"), 1, ""},
		{"a button panics", func(o *Options) { o.Store.Votes = brokenVotes{} }, tapped("u:0123456789"), 0, simplified.Fault},
		{"what a button began panics", func(o *Options) { o.Bot.Asker = asking(panicking) }, tapped(question), 1, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPeer(t)
			d := open(t, p, func(o *Options) {
				o.Store = memory(t)
				test.breaks(o)
			})
			p.waitDone(t, test.does(p))
			sent := texts(p.requests("sendMessage"))
			if len(sent) != test.messages || test.messages > 0 && sent[0] != simplified.Fault {
				t.Errorf("sent %q", sent)
			}
			for _, r := range p.requests("answerCallbackQuery") {
				if toast := r.values.Get("text"); toast != test.toast {
					t.Errorf("the toast is %q", toast)
				}
			}
			if log := d.log.String(); !strings.Contains(log, "oh") || !strings.Contains(log, `"level":"ERROR"`) {
				t.Errorf("operators learn nothing: %s", log)
			}
		})
	}
}

// TestFaultEndsTyping: who got the sentence is not shown for ever that an
// answer is being written.
func TestFaultEndsTyping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var methods []string
		s := wired(t, func(r *http.Request) (int, string) {
			methods = append(methods, path.Base(r.URL.Path))
			return 200, okReply
		})
		s.Store.Conversations = forgetful{}
		s.Bot.Asker = asking(func(ctx context.Context, m bot.Message) (bot.Answer, error) {
			time.Sleep(time.Second)
			return panicking(ctx, m)
		})
		who := s.talkOf(&api.Message{Chat: api.Chat{ID: 7}}, 7, "", "问")
		outcome, err := shielded(func() (string, error) { return s.question(t.Context(), who, "问", "", time.Now()) }, func() { s.apologise(t.Context(), who) })
		time.Sleep(time.Minute)
		if want := "sendChatAction sendMessage"; strings.Join(methods, " ") != want || outcome != "panic" || err == nil {
			t.Errorf("%s: %v; sent %v", outcome, err, methods)
		}
	})
}

type brokenLibrary struct{ Describer }

func (brokenLibrary) Library() *knowledge.Library { panic("oh") }

// TestReplyBreaksDown: the answer that a message replies to is looked through within
// the limits of a person, and what breaks there is told like any other fault.
func TestReplyBreaksDown(t *testing.T) {
	for _, tt := range []struct {
		name, outcome, says string
		asked               int // before
	}{
		{"it is told", "panic", simplified.Fault, 0},
		{"who asks too much costs nothing", "limited", "太快", person.Burst},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newPeer(t)
			s := newServer(Options{Bot: roles(mustBot(t)), Store: memory(t), Token: testToken, API: p.URL, Pace: &fast}, nil)
			defer s.client.Close()
			s.me.ID = 123456
			s.Bot.Describer = brokenLibrary{s.Bot.Describer}
			s.Limits.Take(t.Context(), "person/"+s.pseudonym(7), limit.Bucket{Rate: 1e-6, Burst: person.Burst}, tt.asked, 0)
			us := &api.User{ID: 123456, IsBot: true}
			m := &api.Message{Text: "再说一遍", Chat: api.Chat{ID: 7, Type: "private"}, From: &api.User{ID: 7, Language: "zh"}, ReplyTo: &api.Message{Text: "新建消防站21个。", From: us}}
			outcome, err := s.handleMessage(t.Context(), &errand{}, m, false)
			if sent := texts(p.requests("sendMessage")); outcome != tt.outcome || (err != nil) != (outcome == "panic") || len(sent) != 1 || !strings.Contains(sent[0], tt.says) {
				t.Errorf("%s, %v; sent %q", outcome, err, sent)
			}
		})
	}
}
