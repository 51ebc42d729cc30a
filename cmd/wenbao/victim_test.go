//go:build unix

package main

import (
	"cmp"
	"net"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// victim is a server of a crowd, in a process of its own, that is ended.
type victim struct {
	env     []string
	admin   string // address of its health
	program string // "" for this test binary, which is wenbao when it is called so
	command *exec.Cmd
}

// newVictim starts a server for a crowd, by long polling or webhook.
func newVictim(t *testing.T, c *crowd, hook bool, env ...string) *victim {
	t.Helper()
	v := &victim{}
	v.serve(t, c, hook, env...)
	return v
}

// serve starts the server for a crowd.
func (v *victim) serve(t *testing.T, c *crowd, hook bool, env ...string) {
	t.Helper()
	v.admin = unused(t)
	v.env = append(env[:len(env):len(env)], "TELEGRAM_BOT_TOKEN="+testToken, "TELEGRAM_API_URL="+c.URL, "WENBAO_ADMIN_ADDR="+v.admin, "WENBAO_DATA="+t.TempDir())
	if hook {
		address := unused(t)
		v.env = append(v.env, "TELEGRAM_WEBHOOK_URL=http://"+address+"/hook", "TELEGRAM_WEBHOOK_ADDR="+address, "TELEGRAM_WEBHOOK_SECRET="+crowdSecret)
		c.deliverTo("http://" + address + "/hook")
	}
	v.start(t)
}

// unused is an address that nobody listens on.
func unused(t *testing.T) string {
	t.Helper()
	free, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = free.Close() }()
	return free.Addr().String()
}

// start runs wenbao serve.
func (v *victim) start(t *testing.T) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	v.command = exec.CommandContext(t.Context(), cmp.Or(v.program, self))
	v.command.Args = []string{"wenbao", "serve"}
	v.command.Env = append(os.Environ(), v.env...)
	if err := v.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.command.Process.Kill(); _ = v.command.Wait() })
}

// kill ends the server without warning.
func (v *victim) kill(t *testing.T) {
	t.Helper()
	if v.command.ProcessState != nil {
		t.Fatal("a server ended by itself")
	}
	if err := v.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = v.command.Wait()
}

// replace ends the server in peace and starts another in its place.
func (v *victim) replace(t *testing.T) {
	t.Helper()
	v.untilReady(t)
	if err := v.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := v.command.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	v.start(t)
	v.untilReady(t)
}

func (v *victim) untilReady(t *testing.T) {
	t.Helper()
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			t.Fatal("a server does not get ready")
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+v.admin+"/readyz", nil)
		if err != nil {
			t.Fatal(err)
		}
		if response, err := client.Do(request); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return
			}
		}
	}
}
