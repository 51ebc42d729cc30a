//go:build unix

package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"wenbao/bot/state/statetest"
)

// TestKills kills servers without warning while a crowd asks: no question stays
// without its answer, and those of a chat are answered in their order. What Telegram has
// taken while the server does not know of it is sent once more, since the Bot API has no
// key by which it would know a message again: what is in flight, about one answer a kill.
// Where a server lives three seconds (-tags load), that is less than one in fifty.
func TestKills(t *testing.T) {
	for _, test := range []struct {
		name    string
		servers int
		shared  bool // a PostgreSQL database
		hook    bool
		gently  bool // by SIGTERM, one after the other, each when the one before is ready again: a rolling update
		short   bool // also without -tags load
	}{
		{"a file, polling", 1, false, false, false, true},
		{"a file, webhook", 1, false, true, false, false},
		{"PostgreSQL, polling", 1, true, false, false, false},
		{"PostgreSQL, webhook", 1, true, true, false, false},
		{"PostgreSQL, two servers, polling", 2, true, false, false, false},
		{"PostgreSQL, two servers, webhook", 2, true, true, false, true},
		{"a rolling update, polling", 2, true, false, true, false},
		{"a rolling update, webhook", 2, true, true, true, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if kills < 100 && !test.short {
				t.Skip("with -tags load only")
			}
			c := newCrowd(t)
			var env []string
			if test.shared {
				env = append(env, "WENBAO_STATE="+statetest.Postgres(t))
			}
			var servers []*victim
			for range test.servers {
				servers = append(servers, newVictim(t, c, test.hook, env...))
			}
			stop := c.ask(t)
			for n := range kills {
				if test.gently {
					time.Sleep(time.Second)
					servers[n%len(servers)].replace(t)
					continue
				}
				time.Sleep(50*time.Millisecond + rand.N(longestLife))
				v := servers[rand.IntN(len(servers))]
				v.kill(t)
				time.Sleep(rand.N(300 * time.Millisecond))
				v.start(t)
			}
			stop()
			c.untilAnswered(t)
			asked, twice := c.check(t)
			t.Logf("%d kills, %d questions, %d answered twice (%.1f %%)", kills, asked, twice, 100*float64(twice)/float64(asked))
			if test.gently && twice > 0 {
				t.Error("who ends in peace answers nothing twice")
			}
			if kills >= 100 && 50*twice > asked {
				t.Error("more than one in fifty were answered twice")
			}
		})
	}
}

// crowdQuestions are what the crowd asks, each with a word of its answer only.
var crowdQuestions = []struct{ question, figure string }{
	{"累计建成多少个5G基站？", "3047"},
	{"去年新建了多少个消防站？", "消防站21"},
	{"绿色信贷余额是多少？", "300亿"},
	{"新增中小学学位多少个？", "1.3万个"},
	{"规模化林下经济多少亩？", "5680亩"},
	{"新设市场主体多少户？", "2.1万户"},
	{"兑现产业扶持资金多少？", "9.2亿"},
}

// check compares what every chat asked with what it was sent, and counts what came twice.
func (c *crowd) check(t *testing.T) (asked, twice int) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for chat, count := range c.asked {
		asked += count
		next := 0 // question that waits for its answer
		for _, said := range c.sent[chat] {
			k := slices.IndexFunc(crowdQuestions, func(q struct{ question, figure string }) bool { return strings.Contains(said, q.figure) })
			switch {
			case k < 0:
				t.Errorf("chat %d got %q", chat, said)
			case k == next%len(crowdQuestions) && next < count:
				next++
			case next > 0 && k == (next-1)%len(crowdQuestions):
				twice++
			default:
				t.Errorf("chat %d: the answer of question %d came where that of %d was due", chat, k, next%len(crowdQuestions))
			}
		}
		if next < count {
			t.Errorf("chat %d: %d of %d questions were answered", chat, next, count)
		}
	}
	return asked, twice
}

// untilAnswered waits until every question has an answer, or nothing comes any more.
func (c *crowd) untilAnswered(t *testing.T) {
	t.Helper()
	for best, since := math.MaxInt, time.Now(); time.Since(since) < 2*time.Minute; time.Sleep(100 * time.Millisecond) {
		open := c.open()
		if open == 0 {
			time.Sleep(time.Second) // what comes twice comes soon
			return
		}
		if open < best {
			best, since = open, time.Now()
		}
	}
	t.Errorf("%d questions stay open", c.open())
}

func (c *crowd) open() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	open := 0
	for chat, count := range c.asked {
		open += max(count-len(c.sent[chat]), 0)
	}
	return open
}
