//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// TestDesk is a day at the desk by docs/desk.sh: people ask on Telegram what the report
// does not say, staff see it, make a question of it, add what was missing, and publish
// since the gate says go. The next day it says stop.
func TestDesk(t *testing.T) {
	data, published, changed, here := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	const part = "# 2024年桥梁区政府工作报告\n\n## 一、去年工作回顾\n\n修好石桥17座。\n"
	write(t, filepath.Join(published, "bridges-2024.md"), part)
	write(t, filepath.Join(changed, "bridges-2024.md"), part+"\n新建停车场9个，新增停车位4200个。\n")
	write(t, filepath.Join(here, "questions.jsonl"), `{"id":"bridges","question":"修好了几座石桥？","gold":["1.1"]}`+"\n")
	traffic(t, data, published)

	out, status := day(t, data, here, published, changed, `sed -i '/"kind":"asked"/!d; s/"gold":\[\]/"gold":["1.2"],"must":["4200"]/' "$1"`)
	if status != exitOK || !strings.Contains(out, "became right: 1\n") || !strings.Contains(out, "became wrong: 0\n") || !strings.Contains(out, "新增停车位4200个") {
		t.Errorf("exit status %d\n%s", status, out)
	}
	for name, want := range map[string]string{"gaps.html": "停车位", "gate.html": "可以发布", "asked.jsonl": "新增了多少个停车位？"} {
		if page, err := os.ReadFile(filepath.Join(here, name)); err != nil || !strings.Contains(string(page), want) {
			t.Errorf("%s lacks %s: %v\n%s", name, want, err, page)
		}
	}

	write(t, filepath.Join(changed, "bridges-2024.md"), strings.ReplaceAll(part, "修好石桥17座", "种树3万棵"))
	if out, status := day(t, data, here, published, changed, `: > "$1"`); status != exitStop || !strings.Contains(out, "became wrong: 2\n") {
		t.Errorf("exit status %d\n%s", status, out)
	}
	if report, err := os.ReadFile(filepath.Join(published, "bridges-2024.md")); err != nil || !strings.Contains(string(report), "4200") {
		t.Errorf("what the gate stopped is published: %v\n%s", err, report)
	}
}

// day runs docs/desk.sh; what its editor does is a line of shell over the file $1.
func day(t *testing.T, data, here, published, changed, edits string) (output string, status int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs("../../docs/desk.sh")
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "wenbao")); err != nil {
		t.Fatal(err)
	}
	editor := filepath.Join(bin, "editor")
	write(t, editor, "#!/bin/sh\n"+edits+"\n")
	if err := os.Chmod(editor, 0o700); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), "sh", script, published, changed)
	run.Dir = here
	run.Env = append(os.Environ(), "WENBAO_DATA="+data, "WENBAO_BUILTIN=off", "EDITOR="+editor, "PATH="+bin+":"+os.Getenv("PATH"), "GORACE="+quickExit)
	out, err := run.CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return string(out), run.ProcessState.ExitCode()
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
