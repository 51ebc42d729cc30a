package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

// obeyed reports characters that a terminal obeys or hides.
func obeyed(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r))
}

// program is one run of the whole program in this process.
type program struct {
	args []string
	in   string
	env  map[string]string
}

func (p program) run(t *testing.T) (code int, out, errs string) {
	t.Helper()
	env := map[string]string{"WENBAO_DATA": t.TempDir()}
	for name, value := range p.env {
		env[name] = value
	}
	var stdout, stderr bytes.Buffer
	code = run(t.Context(), p.args, strings.NewReader(p.in), &stdout, &stderr,
		func(name string) (string, bool) { value, ok := env[name]; return value, ok })
	return code, stdout.String(), stderr.String()
}

// bridges is a folder with one small report, for tests that start many programs.
func bridges(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	report := "# 2024年桥梁区政府工作报告\n\n## 一、去年工作回顾\n\n修好了十七座石桥。\n\n新开渡口两处。\n"
	if err := os.WriteFile(filepath.Join(dir, "bridges-2024.md"), []byte(report), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestRun(t *testing.T) {
	defer goleak.VerifyNone(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name      string
		program   program
		code      int
		out, errs string // substrings; "" means nothing at all
	}{
		{"index", program{args: []string{"index"}}, 0, "100 passages", "building the index"},
		{"ask", program{args: []string{"ask", "累计建成多少个5G基站？"}}, 0, "3047", ""},
		{"version", program{args: []string{"version"}}, 0, "wenbao ", ""},
		{"help", program{args: []string{"--help"}}, 0, "Exit status:", ""},
		{"help of a command", program{args: []string{"ask", "--help"}}, 0, "Examples:", ""},
		{"no command", program{}, 0, "Commands:", ""},
		{"flags alone", program{args: []string{"-v"}}, 2, "", "expected one of"},
		{"unknown command", program{args: []string{"serach"}}, 2, "", `did you mean "search"`},
		{"unknown flag", program{args: []string{"ask", "--jsn", "消防站"}}, 2, "", `did you mean "--json"`},
		{"no question", program{args: []string{"ask"}}, 2, "", "there is no question"},
		{"question and batch", program{args: []string{"ask", "--batch", "消防站"}}, 2, "", "a batch takes its questions from standard input"},
		{"empty search", program{args: []string{"search", ""}}, 2, "", "there is no question"},
		{"search for a space", program{args: []string{"search", " ", "　"}}, 2, "", "there is no question"},
		{"k of none", program{args: []string{"search", "-k", "0", "消防站"}}, 2, "", "at least 1"},
		{"no server", program{args: []string{"health", "--admin-addr", "127.0.0.1:1"}}, 1, "", "wenbao health --self"},
		{"no server, this program instead", program{args: []string{"health", "--or-self", "--admin-addr", "127.0.0.1:1"}}, 0, "ok", ""},
		{"no server and no reports", program{args: []string{"health", "--or-self", "--no-builtin", "--admin-addr", "127.0.0.1:1"}}, 2, "", "there is no report to answer from"},
		{"two kinds of health", program{args: []string{"health", "--self", "--or-self"}}, 2, "", "can't be used together"},
		{"no address", program{args: []string{"health"}, env: map[string]string{"WENBAO_ADMIN_ADDR": "a b"}}, 2, "", "is no address"},
		{"self check", program{args: []string{"health", "--self"}}, 0, "ok", ""},
		{"no report", program{args: []string{"ask", "消防站", "--no-builtin"}}, 2, "", "there is no report to answer from"},
		{"no report by setting", program{args: []string{"ask", "消防站"}, env: map[string]string{"WENBAO_BUILTIN": "off"}}, 2, "", "there is no report to answer from"},
		{"setting that is neither on nor off", program{args: []string{"index"}, env: map[string]string{"WENBAO_BUILTIN": "maybe"}}, 2, "", "WENBAO_BUILTIN=off"},
		{"empty settings count as not set", program{args: []string{"search", "-k1", "消防站"}, env: map[string]string{"WENBAO_BUILTIN": "", "WENBAO_KNOWLEDGE": ""}}, 0, "6.3.1", ""},
		{"missing folder", program{args: []string{"ask", "消防站", "--knowledge", file + "x"}}, 2, "", "does not exist"},
		{"file for a folder", program{args: []string{"ask", "消防站", "--knowledge", file}}, 2, "", "is a file, not a folder"},
		{"no data folder", program{args: []string{"ask", "消防站"}, env: map[string]string{"WENBAO_DATA": ""}}, 0, "21", "in memory"},
		{"data folder that cannot be made", program{args: []string{"ask", "消防站"}, env: map[string]string{"WENBAO_DATA": filepath.Join(file, "data")}}, 0, "21", "in memory"},
		{"log in JSON", program{args: []string{"ask", "消防站", "-v", "--log-format", "json"}, env: map[string]string{"WENBAO_DATA": filepath.Join(t.TempDir(), "new")}}, 0, "21", `"msg":"building the index"`},
	}
	data := t.TempDir() // one for all: the first row makes the index
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, ok := test.program.env["WENBAO_DATA"]; !ok {
				test.program.env = with(test.program.env, "WENBAO_DATA", data)
			}
			code, out, errs := test.program.run(t)
			if code != test.code {
				t.Errorf("exit status %d, want %d", code, test.code)
			}
			has(t, "standard output", out, test.out)
			has(t, "standard error", errs, test.errs)
		})
	}
}

// with adds a setting to an environment.
func with(env map[string]string, name, value string) map[string]string {
	env = maps.Clone(env)
	if env == nil {
		env = map[string]string{}
	}
	env[name] = value
	return env
}

func has(t *testing.T, what, text, want string) {
	t.Helper()
	if !strings.Contains(text, want) || want == "" && text != "" {
		t.Errorf("%s is %q, want %q in it", what, text, want)
	}
}

// TestHealthOfAServer: a server that listens is believed, with --or-self too.
func TestHealthOfAServer(t *testing.T) {
	for _, test := range []struct {
		status, want int
		args         []string
	}{
		{http.StatusOK, 0, []string{"health"}},
		{http.StatusServiceUnavailable, 1, []string{"health"}},
		{http.StatusOK, 0, []string{"health", "--or-self"}},
		{http.StatusServiceUnavailable, 1, []string{"health", "--or-self"}},
	} {
		t.Run(fmt.Sprint(test.args, test.status), func(t *testing.T) {
			asked := ""
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked = r.URL.Path
				w.WriteHeader(test.status)
			}))
			defer server.Close()
			address := strings.TrimPrefix(server.URL, "http://")
			code, _, errs := program{args: test.args, env: map[string]string{"WENBAO_ADMIN_ADDR": address}}.run(t)
			if code != test.want || asked != "/healthz" {
				t.Errorf("exit status %d after asking for %s, want %d: %s", code, asked, test.want, errs)
			}
		})
	}
}

// TestBrokenPipes: only the reader of the program's own output may leave.
func TestBrokenPipes(t *testing.T) {
	elsewhere := &net.OpError{Op: "write", Net: "tcp", Err: os.NewSyscallError("write", syscall.EPIPE)}
	_, own := newConsole(nil, failing{syscall.EPIPE}, nil, func(string) (string, bool) { return "", false }).out.Write([]byte("x"))
	for _, test := range []struct {
		name string
		err  error
		code int
		errs string
	}{
		{"a server's", fmt.Errorf("asking: %w", elsewhere), 1, "broken pipe"},
		{"our own", fmt.Errorf("printing: %w", own), 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var errs bytes.Buffer
			c := newConsole(nil, nil, &errs, func(string) (string, bool) { return "", false })
			if code := c.report(test.err); code != test.code {
				t.Errorf("exit status %d, want %d", code, test.code)
			}
			has(t, "standard error", errs.String(), test.errs)
		})
	}
}

// TestHealthOfAResettingListener: what takes the connection and drops it is no
// healthy server.
func TestHealthOfAResettingListener(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var server sync.WaitGroup
	server.Go(func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_ = connection.(*net.TCPConn).SetLinger(0)
			_ = connection.Close()
		}
	})
	for _, args := range [][]string{{"health"}, {"health", "--or-self"}} {
		code, out, errs := program{args: args, env: map[string]string{"WENBAO_ADMIN_ADDR": listener.Addr().String()}}.run(t)
		if code != 1 || out != "" || errs == "" {
			t.Errorf("%v: exit status %d, output %q, error %q", args, code, out, errs)
		}
	}
	_ = listener.Close()
	server.Wait()
}

func TestReachable(t *testing.T) {
	tests := []struct{ name, listen, want string }{
		{"this machine", "127.0.0.1:8081", "127.0.0.1:8081"},
		{"every address", "0.0.0.0:8081", "127.0.0.1:8081"},
		{"every address of IPv6", "[::]:8081", "127.0.0.1:8081"},
		{"port alone", ":8081", "127.0.0.1:8081"},
		{"a name", "wenbao:8081", "wenbao:8081"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := reachable(test.listen); got != test.want {
				t.Errorf("reachable(%q) = %q, want %q", test.listen, got, test.want)
			}
		})
	}
}

// answerContract is the form of an answer as other programs read it.
type answerContract struct {
	ID        any    `json:"id"`
	Outcome   string `json:"outcome"`
	Text      string `json:"text"`
	Citations []struct {
		ID, Place, Quote string
	} `json:"citations"`
	Hits []struct {
		ID, Text string
		Score    float64
	} `json:"hits"`
	Mode    string  `json:"mode"`
	Receipt string  `json:"receipt"`
	MS      float64 `json:"ms"`
}

func decodeAnswer(t *testing.T, line string) answerContract {
	t.Helper()
	var a answerContract
	decoder := json.NewDecoder(strings.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&a); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	return a
}

func TestBatchContract(t *testing.T) {
	in := `{"id":"a","question":"累计建成多少个5G基站？"}` + "\r\n" +
		`{"id":7,"question":"新建消防站多少个？","history":[{"q":"你好"},{"q":"5G基站呢","a":null}],"kind":"other fields do no harm"}` + "\n" +
		`{"question":"你好"}`
	code, out, errs := program{args: []string{"ask", "--json", "--batch", "--data", t.TempDir()}, in: "\ufeff" + in}.run(t)
	if code != 0 || errs != "" {
		t.Fatalf("exit status %d, standard error %q", code, errs)
	}
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines, want 3", len(lines))
	}
	var ids []any
	for _, line := range lines {
		ids = append(ids, decodeAnswer(t, line).ID)
		if strings.Contains(line, ":null") != (len(ids) == 3) {
			t.Errorf("a list is null in %s", line)
		}
	}
	if diff := cmp.Diff([]any{"a", 7.0, nil}, ids); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	a := decodeAnswer(t, lines[0])
	if a.Outcome != "answered" || a.Mode != "quote" || a.Receipt == "" || a.MS <= 0 || len(a.Hits) < 10 {
		t.Errorf("answer %+v", a)
	}
	if a.Citations[0].ID != "tongzhou-2023/4.2.1" || a.Citations[0].Quote != a.Hits[0].Text || !strings.Contains(a.Text, a.Citations[0].Place) {
		t.Errorf("citation %+v does not stand in the answer", a.Citations[0])
	}
}

func TestParseQuestion(t *testing.T) {
	tests := []struct{ name, line, id, want string }{
		{"no JSON", `foo`, ``, "the line is not valid JSON"},
		{"broken behind the id", `{"id":"a","question":`, `"a"`, "the line is not valid JSON"},
		{"broken with an id within", `{"history":[{"id":"a"}`, ``, "the line is not valid JSON"},
		{"an array", `[1]`, ``, "the line is a JSON array, not an object"},
		{"no question", `{"id":"a"}`, `"a"`, `"question" is missing`},
		{"question null", `{"id":"a","question":null}`, `"a"`, `"question" is missing`},
		{"question of another kind", `{"id":"a","question":5}`, `"a"`, `"question" cannot be a JSON number`},
		{"history of another kind", `{"question":"b","history":"c","id":"a"}`, `"a"`, `"history" cannot be a JSON string`},
		{"id of another kind", `{"id":[1],"question":"b"}`, ``, `"id" must be a string or a number`},
		{"invalid UTF-8", "{\"id\":\"a\",\"question\":\"\xff\"}", `"a"`, "the line is not valid UTF-8"},
		{"two objects", `{"id":"a","question":"b"}{}`, `"a"`, "the line is not valid JSON"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q, err := parseQuestion([]byte(test.line), nil)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if string(q.ID) != test.id {
				t.Errorf("id %s, want %s", q.ID, test.id)
			}
		})
	}
}

func FuzzParseQuestion(f *testing.F) {
	f.Add([]byte(`{"id":"a","question":"新建消防站多少个？","history":[{"q":"5G基站呢","a":null}]}`))
	f.Add([]byte(`{"id":1,`))
	f.Fuzz(func(t *testing.T, line []byte) {
		q, err := parseQuestion(bytes.TrimSpace(line), nil)
		if err == nil && q.Question == nil {
			t.Error("a line without a question was taken")
		}
		var out bytes.Buffer
		if err := writeJSON(&out, errorLine{q.ID, 1, "error"}); err != nil {
			t.Errorf("the id %q cannot be written: %v", q.ID, err)
		}
		if !json.Valid(out.Bytes()) || strings.ContainsFunc(out.String(), obeyed) {
			t.Errorf("unclean line %q", out.String())
		}
	})
}

func TestEscapeInvisible(t *testing.T) {
	const text = "a\u202eb\u009bc\U000e0041d\x7f消防站\n"
	var out bytes.Buffer
	if err := writeJSON(&out, text); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsFunc(out.String(), obeyed) {
		t.Errorf("unclean line %q", out.String())
	}
	var back string
	if err := json.Unmarshal(out.Bytes(), &back); err != nil || back != text {
		t.Errorf("%q comes back as %q, error %v", text, back, err)
	}
}
