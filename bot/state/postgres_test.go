package state_test

import (
	"context"
	"errors"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"wenbao/bot/state"
	"wenbao/bot/state/statetest"
)

func connected(t *testing.T, address string) *state.Store {
	t.Helper()
	s, err := state.Connect(t.Context(), address)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestReplicas: several programs start at the same time on an empty database and
// share the inbox: each update is claimed once, and those of a lane in order.
func TestReplicas(t *testing.T) {
	address := statetest.Postgres(t)
	const replicas, lanes, each = 4, 5, 6
	var mu sync.Mutex
	last, claims := map[int64]int64{}, 0
	var group sync.WaitGroup
	for replica := range replicas {
		group.Go(func() {
			s, err := state.Connect(t.Context(), address)
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			for id := range int64(lanes * each) { // a webhook may reach each of them
				u := state.Update{ID: 1 + id, Lane: id % lanes, Raw: []byte("{}")}
				if _, err := s.Receive(t.Context(), u); err != nil {
					t.Error(err)
				}
			}
			for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
				b, err := s.Backlog(t.Context())
				if err != nil || b.Open == 0 {
					return
				}
				claimed, err := s.Claim(t.Context(), string(rune('a'+replica)), 2)
				if err != nil {
					t.Error(err)
				}
				for _, u := range claimed {
					mu.Lock()
					if claims++; u.ID <= last[u.Lane] || u.Tries != 1 {
						t.Errorf("%d of lane %d after %d, try %d", u.ID, u.Lane, last[u.Lane], u.Tries)
					}
					last[u.Lane] = u.ID
					mu.Unlock()
					if err := s.Finish(t.Context(), u.ID); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	group.Wait()
	if claims != lanes*each {
		t.Errorf("%d claims, want %d", claims, lanes*each)
	}
}

// TestConnectAsIs: who only reads makes no tables, and upgrades none.
func TestConnectAsIs(t *testing.T) {
	address := statetest.Postgres(t)
	try := func(name string, want error) {
		t.Helper()
		s, err := state.ConnectAsIs(t.Context(), address)
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
		if err == nil {
			must(t, s.Close())
		}
	}
	try("nothing there", state.ErrOlder)
	try("and still nothing", state.ErrOlder)
	s := connected(t, address)
	try("ours", nil)
	must(t, s.Exec(t.Context(), `UPDATE wenbao SET version = version + 1`))
	try("a newer one", state.ErrNewer)
	must(t, s.Exec(t.Context(), `UPDATE wenbao SET version = version - 2`))
	try("an earlier one", state.ErrOlder)
	try("not upgraded", state.ErrOlder)
}

// TestLead: one of several leads at a time, and another one when it ends.
func TestLead(t *testing.T) {
	address := statetest.Postgres(t)
	a, b := connected(t, address), connected(t, address)
	leading, end := make(chan string, 2), make(chan error, 2)
	lead := func(name string, s *state.Store) {
		end <- s.Lead(t.Context(), func(ctx context.Context) error {
			leading <- name
			<-ctx.Done()
			return ctx.Err()
		})
	}
	go lead("a", a)
	if name := <-leading; name != "a" {
		t.Errorf("%s leads", name)
	}
	go lead("b", b)
	select {
	case name := <-leading:
		t.Errorf("%s leads beside", name)
	case <-time.After(100 * time.Millisecond):
	}
	must(t, connected(t, address).Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 3 AND granted`))
	select {
	case <-leading: // whoever was quicker
	case <-time.After(20 * time.Second):
		t.Fatal("nobody leads any more")
	}
}

// TestPostgreSQLRefused: what is wrong is named, without the password.
func TestPostgreSQLRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	nobody := l.Addr().String()
	must(t, l.Close())
	for name, address := range map[string]string{
		"nobody there":  "postgres://wenbao:secret@" + nobody + "/postgres?sslmode=disable",
		"no address":    "postgres://wenbao:secret@:x/y",
		"a wrong query": "postgres://wenbao:secret@" + nobody + "/postgres?sslmode=perhaps",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := state.Connect(t.Context(), address)
			if err == nil || strings.Contains(err.Error(), "secret") {
				t.Errorf("%v", err)
			}
			if name == "nobody there" && !errors.Is(err, state.ErrAway) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestPostgreSQLNewer: the database of a newer program is refused.
func TestPostgreSQLNewer(t *testing.T) {
	address := statetest.Postgres(t)
	s := connected(t, address)
	must(t, s.Exec(t.Context(), `INSERT INTO wenbao (version) VALUES (77)`))
	if _, err := state.Connect(t.Context(), address); !errors.Is(err, state.ErrNewer) || !strings.Contains(err.Error(), "version 77") {
		t.Errorf("%v", err)
	}
}

// TestPostgreSQLReadOnly: a standby is named.
func TestPostgreSQLReadOnly(t *testing.T) {
	address := statetest.Postgres(t)
	connected(t, address)
	u, err := url.Parse(address)
	must(t, err)
	q := u.Query()
	q.Set("default_transaction_read_only", "on")
	u.RawQuery = q.Encode()
	if _, err := state.Connect(t.Context(), u.String()); !errors.Is(err, state.ErrReadOnly) {
		t.Errorf("%v", err)
	}
}
