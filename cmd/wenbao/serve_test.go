//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"wenbao/bot/state"
)

const testToken = "123456:TESTTOKEN"

// serve runs this test binary as wenbao serve.
func serve(t *testing.T, a *botAPI, data string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self)
	command.Args = []string{"wenbao", "serve"}
	var log bytes.Buffer
	command.Stderr = &log
	command.Env = append(os.Environ(), "WENBAO_DATA="+data, "TELEGRAM_BOT_TOKEN="+testToken, "TELEGRAM_API_URL="+a.URL, "WENBAO_ADMIN_ADDR=127.0.0.1:0")
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	return command, &log
}

// TestServeKilled kills the program without warning: what was answered and not
// acknowledged is not answered again, what was begun is.
func TestServeKilled(t *testing.T) {
	a, data := newBotAPI(t), t.TempDir()
	first, _ := serve(t, a, data)
	a.push(1)
	a.until(t, "no answer", func() bool { return a.sends == 1 })
	a.until(t, "it is not acknowledged", func() bool { return a.acked >= 1 })
	a.mu.Lock()
	a.acked = 0 // as if the acknowledgement had been lost: update 1 comes again
	a.mu.Unlock()
	a.set(true)
	a.push(2)
	a.until(t, "the second is not begun", func() bool { return a.sends == 2 })
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait()
	a.set(false)
	serve(t, a, data)
	a.until(t, "the second is not answered", func() bool { return a.acked >= 2 && a.sends >= 3 })
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.sends != 3 {
		t.Errorf("%d messages were sent, want one for the first update, and for the second one before and one after the kill", a.sends)
	}
}

// TestServeRestored copies the state of a server at work, and another one starts
// from the copy: what was answered before is not answered again.
func TestServeRestored(t *testing.T) {
	a, data, restored := newBotAPI(t), t.TempDir(), t.TempDir()
	first, _ := serve(t, a, data)
	a.push(1)
	a.until(t, "no answer", func() bool { return a.sends == 1 && a.acked >= 1 })
	untilDone(t, a, data)
	status, out, told := program{args: []string{"backup", filepath.Join(restored, "state.db")}, env: map[string]string{"WENBAO_DATA": data}}.run(t)
	if status != 0 || !strings.Contains(out, restored) {
		t.Fatalf("status %d: %s%s", status, out, told)
	}
	a.push(2)
	a.until(t, "the server does not go on", func() bool { return a.sends == 2 && a.acked >= 2 })
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait()
	a.mu.Lock()
	a.acked = 0 // both come again; the copy knows the first only
	a.mu.Unlock()
	serve(t, a, restored)
	a.until(t, "the second is not answered", func() bool { return a.acked >= 2 && a.sends >= 3 })
	untilDone(t, a, restored)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.sends != 3 {
		t.Errorf("%d messages were sent, want two before the restart and one after it", a.sends)
	}
}

// untilDone waits until nothing is open in the state of a server.
func untilDone(t *testing.T, a *botAPI, data string) {
	t.Helper()
	kept, err := state.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = kept.Close() }()
	a.until(t, "an update stays open", func() bool {
		b, err := kept.Backlog(t.Context())
		return err == nil && b.Open == 0
	})
}

// TestServeRefusesState: a state that cannot be used ends the start with a reason;
// it is neither passed over nor changed.
func TestServeRefusesState(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "state.db")
	if err := os.WriteFile(name, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := program{args: []string{"serve"}, env: map[string]string{"WENBAO_DATA": dir, "TELEGRAM_BOT_TOKEN": testToken, "TELEGRAM_API_URL": newBotAPI(t).URL}}
	status, _, told := p.run(t)
	if status != 1 || !strings.Contains(told, name) || !strings.Contains(told, "no database of this program") || !strings.Contains(told, "hint: ") {
		t.Errorf("status %d: %s", status, told)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "no database" {
		t.Errorf("the file is now %q, %v", data, err)
	}
}

// TestServeShares: what is wrong with a shared state, or lacks for one, is told
// before anything is begun, without the password.
func TestServeShares(t *testing.T) {
	for _, test := range []struct {
		name   string
		env    map[string]string
		status int
		want   string
	}{
		{"another database", map[string]string{"WENBAO_STATE": "mysql://u:hunter2hunter2@db/x"}, 2, "no address of a PostgreSQL database"},
		{"nobody there", map[string]string{"WENBAO_STATE": "postgres://u:hunter2hunter2@127.0.0.1:1/x"}, 1, "the database cannot be reached"},
		{"a webhook without a secret in common", map[string]string{"WENBAO_STATE": "postgres://u:hunter2hunter2@127.0.0.1:1/x", "TELEGRAM_WEBHOOK_URL": "https://example.org/tg"}, 2, "TELEGRAM_WEBHOOK_SECRET"},
	} {
		t.Run(test.name, func(t *testing.T) {
			env := map[string]string{"WENBAO_DATA": t.TempDir(), "TELEGRAM_BOT_TOKEN": testToken, "TELEGRAM_API_URL": "http://127.0.0.1:1"}
			maps.Copy(env, test.env)
			status, _, told := program{args: []string{"serve"}, env: env}.run(t)
			if status != test.status || !strings.Contains(told, test.want) || !strings.Contains(told, "hint: ") || strings.Contains(told, "hunter2") {
				t.Errorf("status %d: %s", status, told)
			}
		})
	}
}

// TestServeCheck: --check ends as the start does, by the same error, where that
// takes no network.
func TestServeCheck(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	for _, test := range []struct {
		name   string
		env    map[string]string
		status int
		want   string
	}{
		{"the web with a model, no file of the state", map[string]string{"WENBAO_MODEL": "m", "WENBAO_STATE_FILE": missing}, 2, "WENBAO_STATE_FILE"},
		{"the web with a model, another database", map[string]string{"WENBAO_MODEL": "m", "WENBAO_STATE": "mysql://db/x"}, 2, "no address of a PostgreSQL database"},
		{"Telegram, no file of the state", map[string]string{"TELEGRAM_BOT_TOKEN": testToken, "WENBAO_STATE_FILE": missing}, 2, "WENBAO_STATE_FILE"},
		{"a model, no file of the key", map[string]string{"WENBAO_MODEL": "m", "OPENAI_API_KEY_FILE": missing}, 2, "OPENAI_API_KEY_FILE"},
		{"a model, another scheme", map[string]string{"WENBAO_MODEL": "m", "OPENAI_BASE_URL": "ftp://x"}, 2, "the model cannot be asked"},
		{"embeddings, no file of the key", map[string]string{"WENBAO_EMBEDDING_MODEL": "m", "OPENAI_API_KEY_FILE": missing}, 2, "OPENAI_API_KEY_FILE"},
		{"embeddings, another scheme", map[string]string{"WENBAO_EMBEDDING_MODEL": "m", "OPENAI_BASE_URL": "ftp://x"}, 1, "the base URL has the scheme"},
		{"embeddings of a known size, another scheme", map[string]string{"WENBAO_EMBEDDING_MODEL": "m", "WENBAO_EMBEDDING_DIMENSION": "4", "OPENAI_BASE_URL": "ftp://x"}, 1, "the base URL has the scheme"},
		{"both models, another scheme", map[string]string{"WENBAO_EMBEDDING_MODEL": "m", "WENBAO_MODEL": "m", "OPENAI_BASE_URL": "ftp://x"}, 1, "WENBAO_EMBEDDING_MODEL"},
		{"voices, no file of the key", map[string]string{"WENBAO_SPEECH_MODEL": "m", "OPENAI_API_KEY_FILE": missing}, 2, "OPENAI_API_KEY_FILE"},
		{"voices, another scheme", map[string]string{"WENBAO_SPEECH_MODEL": "m", "OPENAI_BASE_URL": "ftp://x"}, 2, "the speech model cannot be asked"},
	} {
		t.Run(test.name, func(t *testing.T) {
			env := map[string]string{"WENBAO_WEB_ADDR": "127.0.0.1:0", "WENBAO_ADMIN_ADDR": "127.0.0.1:0", "TELEGRAM_API_URL": "http://127.0.0.1:1"}
			maps.Copy(env, test.env)
			for _, args := range [][]string{{"serve", "--check"}, {"serve", "--log-format", "text"}} {
				if status, out, told := (program{args: args, env: env}).run(t); status != test.status || !strings.Contains(told, test.want) || out != "" {
					t.Errorf("%q: status %d: %s%s", args, status, out, told)
				}
			}
		})
	}
}

// TestServeStops: SIGTERM ends it with 0, at once when it is idle, and no
// secret is in the log.
func TestServeStops(t *testing.T) {
	a := newBotAPI(t)
	command, log := serve(t, a, t.TempDir())
	a.push(1)
	a.until(t, "no answer", func() bool { return a.acked >= 1 && a.sends == 1 })
	began := time.Now()
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait()
	if code := command.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit status %d\n%s", code, log)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
	if strings.Contains(log.String(), "TESTTOKEN") || !strings.Contains(log.String(), `"outcome":"answered"`) {
		t.Errorf("the log: %s", log)
	}
}

// TestLastEvaluation: what wenbao eval --json printed is what /about tells.
func TestLastEvaluation(t *testing.T) {
	dir := t.TempDir()
	log := slog.New(slog.DiscardHandler)
	if e := lastEvaluation(dir, "", log); e != nil {
		t.Errorf("without a file: %v", e)
	}
	questions := filepath.Join(dir, "questions.jsonl")
	if err := os.WriteFile(questions, []byte(`{"id":"1","question":"新建了多少个消防站？","kind":"fact","gold":["6.3.1"]}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, out, _ := program{args: []string{"eval", "--json", questions}}.run(t)
	if err := os.WriteFile(filepath.Join(dir, evaluationFile), []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	if e := lastEvaluation(dir, "", log); e == nil || e.Questions != 1 || e.Right != 1 || e.Fingerprint == "" || time.Since(e.Date) > time.Hour {
		t.Errorf("%+v", e)
	}
}

// TestLastEvaluationUnreadable: what is no such file is a warning, at once.
func TestLastEvaluationUnreadable(t *testing.T) {
	for name, test := range map[string]struct {
		make func(file string) error
		want string
	}{
		"a pipe that nobody writes to": {func(file string) error { return syscall.Mkfifo(file, 0o600) }, "not a regular file"},
		"a device that never ends":     {func(file string) error { return os.Symlink("/dev/zero", file) }, "not a regular file"},
		"a huge file": {func(file string) error {
			return errors.Join(os.WriteFile(file, nil, 0o600), os.Truncate(file, maxEvaluation+1))
		}, "is larger than"},
		"no JSON": {func(file string) error { return os.WriteFile(file, []byte("{"), 0o600) }, "unexpected end"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := test.make(filepath.Join(dir, evaluationFile)); err != nil {
				t.Fatal(err)
			}
			var log bytes.Buffer
			if e := lastEvaluation(dir, "", slog.New(slog.NewTextHandler(&log, nil))); e != nil || !strings.Contains(log.String(), test.want) {
				t.Errorf("%v, logged %q, want %q", e, log.String(), test.want)
			}
		})
	}
}

// serveWith runs this test binary as wenbao serve with an environment.
func serveWith(t *testing.T, env ...string) (*exec.Cmd, *logged) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self)
	command.Args = []string{"wenbao", "serve"}
	log := &logged{}
	command.Stderr = log
	command.Env = append(os.Environ(), append([]string{"WENBAO_DATA=" + t.TempDir(), "WENBAO_ADMIN_ADDR=127.0.0.1:0", "WENBAO_WEB_ADDR=127.0.0.1:0"}, env...)...)
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	return command, log
}

// logged is a log that is written while a test reads it.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// address waits until a server has written where it serves something.
func (l *logged) address(t *testing.T, what string) string {
	t.Helper()
	line := regexp.MustCompile(`"msg":"serving ` + what + `","address":"([^"]+)"`)
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if m := line.FindStringSubmatch(l.String()); m != nil {
			return "http://" + m[1]
		}
	}
	t.Fatalf("it does not serve %s: %s", what, l)
	return ""
}

// read returns what a server says.
func read(t *testing.T, response *http.Response, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("%s, %v", response.Status, err)
	}
	return string(body)
}

// stopped ends a server and checks that it ends well.
func stopped(t *testing.T, command *exec.Cmd, log *logged) {
	t.Helper()
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait()
	if code := command.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit status %d\n%s", code, log)
	}
}

// TestServeWebAlone: without a token the web is served, with health and metrics,
// and the log says so and nothing of a question.
func TestServeWebAlone(t *testing.T) {
	command, log := serveWith(t, "TELEGRAM_BOT_TOKEN=", "TELEGRAM_BOT_TOKEN_FILE=")
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	citizens, operators := log.address(t, "the web"), log.address(t, "health and metrics")
	response, err := client.PostForm(citizens, url.Values{"q": {"去年新建了多少个消防站？"}})
	if page := read(t, response, err); !strings.Contains(page, "新建消防站21个。") || !strings.Contains(page, `href="/report/tongzhou-2023?lang=zh-Hans#6.3.1"`) {
		t.Errorf("%s", page)
	}
	response, err = client.Get(operators + "/metrics")
	if page := read(t, response, err); !strings.Contains(page, `wenbao_web_answers_total{outcome="answered"} 1`) || !strings.Contains(page, "go_goroutines") || !strings.Contains(page, `wenbao_model_discarded_total{cause="slow"} 0`) {
		t.Errorf("%s", page)
	}
	stopped(t, command, log)
	if said := log.String(); !strings.Contains(said, "there is no Telegram token: serving the web alone") || strings.Contains(said, "消防") || !strings.Contains(said, `"outcome":"answered"`) {
		t.Errorf("the log: %s", said)
	}
}

// TestServeBothDoors: one bot behind two doors, one set of metrics.
func TestServeBothDoors(t *testing.T) {
	a := newBotAPI(t)
	command, log := serveWith(t, "TELEGRAM_BOT_TOKEN="+testToken, "TELEGRAM_API_URL="+a.URL)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.PostForm(log.address(t, "the web"), url.Values{"q": {"消防站"}})
	if page := read(t, response, err); !strings.Contains(page, "新建消防站21个。") {
		t.Errorf("%s", page)
	}
	a.push(1)
	page, operators := "", log.address(t, "health and metrics")
	for began := time.Now(); !strings.Contains(page, `wenbao_answers_total{outcome="answered"} 1`) && time.Since(began) < 20*time.Second; time.Sleep(10 * time.Millisecond) {
		response, err = client.Get(operators + "/metrics") // an answer counts once it is delivered
		page = read(t, response, err)
	}
	for _, want := range []string{`wenbao_web_answers_total{outcome="answered"} 1`, `wenbao_answers_total{outcome="answered"} 1`, `wenbao_model_discarded_total{cause="slow"} 0`} {
		if !strings.Contains(page, want) {
			t.Errorf("the metrics lack %s", want)
		}
	}
	stopped(t, command, log)
}

// TestServeDoorTaken: a door that cannot be opened ends the other, too.
func TestServeDoorTaken(t *testing.T) {
	a := newBotAPI(t)
	command, log := serveWith(t, "TELEGRAM_BOT_TOKEN="+testToken, "TELEGRAM_API_URL="+a.URL, "WENBAO_WEB_ADDR="+strings.TrimPrefix(a.URL, "http://"))
	_ = command.Wait()
	if code := command.ProcessState.ExitCode(); code != exitFault || !strings.Contains(log.String(), "wenbao: listening for the web: ") {
		t.Errorf("exit status %d\n%s", code, log)
	}
}
