//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// TestDesk is a day at the desk, as the manual tells it: people ask on Telegram
// what the report does not say, staff see it, make a question of it, add what was
// missing, and publish once the gate says go.
func TestDesk(t *testing.T) {
	data, published, changed := t.TempDir(), t.TempDir(), t.TempDir()
	const part = "# 2024年桥梁区政府工作报告\n\n## 一、去年工作回顾\n\n修好石桥17座。\n"
	write(t, filepath.Join(published, "bridges-2024.md"), part)
	write(t, filepath.Join(changed, "bridges-2024.md"), part+"\n新建停车场9个，新增停车位4200个。\n")
	traffic(t, data, published)

	desk := func(status int, args ...string) string {
		t.Helper()
		code, out, errs := program{args: args, env: map[string]string{"WENBAO_DATA": data, "WENBAO_BUILTIN": "off"}}.run(t)
		if code != status {
			t.Fatalf("%v: exit status %d\n%s%s", args, code, out, errs)
		}
		return out
	}
	if gaps := desk(0, "gaps"); !strings.Contains(gaps, "停车位  3 people, 3 times") || !strings.Contains(gaps, "votes: 0 up, 1 down; 1 with their question") {
		t.Errorf("%s", gaps)
	}
	if page := desk(0, "gaps", "--html", "-", "--knowledge", published); !strings.Contains(page, "停车位") || !strings.Contains(page, "新增了多少个停车位？") {
		t.Errorf("%s", page)
	}

	questions, before, now := filepath.Join(data, "questions.jsonl"), filepath.Join(data, "before.json"), filepath.Join(data, "now.json")
	asked := desk(0, "gaps", "--questions")
	if !strings.Contains(asked, `"gold":[]`) {
		t.Fatalf("%s", asked)
	}
	write(t, questions, strings.Replace(asked, `"gold":[]`, `"gold":["1.2"],"must":["4200"]`, 1)+`{"id":"bridges","question":"修好了几座石桥？","gold":["1.1"]}`+"\n")
	desk(0, "eval", "--knowledge", published, "--save", before, questions)

	gate := desk(0, "eval", "--knowledge", changed, "--against", before, "--save", now, "--html", filepath.Join(data, "gate.html"), "--no-misses", questions)
	if !strings.Contains(gate, "became right: 1\n") || !strings.Contains(gate, "became wrong: 0\n") {
		t.Errorf("%s", gate)
	}
	if answer := desk(0, "ask", "--knowledge", changed, "新增了多少个停车位？"); !strings.Contains(answer, "新增停车位4200个") {
		t.Errorf("%s", answer)
	}

	write(t, filepath.Join(changed, "bridges-2024.md"), strings.ReplaceAll(part, "修好石桥17座", "种树3万棵"))
	desk(exitStop, "eval", "--knowledge", changed, "--against", now, questions)
}

// traffic is a day on Telegram: three people ask in vain, one of them votes and
// agrees that the question is kept.
func traffic(t *testing.T, data, reports string) {
	t.Helper()
	a := newBotAPI(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.CommandContext(t.Context(), self)
	server.Args = []string{"wenbao", "serve"}
	server.Env = append(os.Environ(), "WENBAO_DATA="+data, "WENBAO_KNOWLEDGE="+reports, "WENBAO_BUILTIN=off", "WENBAO_ADMIN_ADDR=127.0.0.1:0",
		"TELEGRAM_BOT_TOKEN="+testToken, "TELEGRAM_API_URL="+a.URL)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	id := int64(0)
	next := func(send func(id int64), done func() bool) {
		t.Helper()
		id++
		send(id)
		a.until(t, "it is not answered", done)
	}
	for person := range int64(3) {
		next(func(id int64) { a.say(id, 11+person, "新增了多少个停车位？") }, func() bool { return a.sends > int(person) })
	}
	receipt := regexp.MustCompile(`d:([0-9a-f]{10})`).FindStringSubmatch(a.buttons)
	if receipt == nil {
		t.Fatalf("the answer has no vote: %s", a.buttons)
	}
	next(func(id int64) { a.tap(id, 13, "d:"+receipt[1]) }, func() bool { return a.taps == 1 })
	next(func(id int64) { a.tap(id, 13, "a:"+receipt[1]) }, func() bool { return a.taps == 2 })
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := server.Wait(); err != nil {
		t.Error(err)
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
