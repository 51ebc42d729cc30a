//go:build linux

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// screen is a terminal with wenbao chat in it and a person before it.
type screen struct {
	t       *testing.T
	file    *os.File // the person's side
	command *exec.Cmd
	mu      sync.Mutex
	seen    bytes.Buffer
}

// sit starts a chat in a terminal of 60 columns.
func sit(t *testing.T, data string, env ...string) *screen {
	t.Helper()
	return inTerminal(t, []string{"wenbao", "chat"}, append(env, "WENBAO_DATA="+data)...)
}

// inTerminal runs a program in such a terminal.
func inTerminal(t *testing.T, program []string, env ...string) *screen {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self)
	command.Args = program
	command.Env = append(os.Environ(), append(env, "GORACE="+quickExit, "TERM=xterm")...)
	file, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	if err := pty.Setsize(file, &pty.Winsize{Rows: 40, Cols: 60}); err != nil {
		t.Fatal(err)
	}
	command.Stdin, command.Stdout, command.Stderr = tty, tty, tty
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, file: file, command: command}
	read := make(chan struct{})
	go func() {
		_, _ = io.Copy(s, file)
		close(read)
	}()
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
		_ = tty.Close() // open until now, so that the terminal outlives the program
		<-read
		_ = file.Close()
	})
	return s
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.Write(p)
}

func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen.String()
}

// shows waits until a text has come since the last call.
func (s *screen) shows(text string) string {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if before, _, ok := strings.Cut(s.text(), text); ok {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.seen.Next(len(before) + len(text))
			return before + text
		}
	}
	s.t.Fatalf("the screen lacks %q: %q", text, s.text())
	return ""
}

func (s *screen) types(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.file, keys); err != nil {
		s.t.Fatal(err)
	}
}

// left waits for the end and returns the exit status.
func (s *screen) left() int {
	s.t.Helper()
	_ = s.command.Wait()
	return s.command.ProcessState.ExitCode()
}

func TestTerminal(t *testing.T) {
	data := t.TempDir()
	s := sit(t, data)
	s.shows("/help 列出命令")
	s.shows("问> ")
	s.types("新建消防站多少歌\x7f个？\r")
	answer := s.shows("\x1b[2m    —— 《通州区2023年政府工作报告（上）》六【民生保障普惠发\r\n    展，")
	if !strings.Contains(answer, "[1] 新建消防站21个。") {
		t.Errorf("the screen shows %q", answer)
	}
	s.shows("问> ")
	s.types("写了一半\x03")
	s.shows("再按一次 Ctrl-C 退出")
	s.shows("问> ")
	s.types("\x04")
	s.shows("再见。")
	if code := s.left(); code != 0 {
		t.Errorf("exit status %d, want 0", code)
	}
	kept(t, filepath.Join(data, "chat-history"), "新建消防站多少个？\n")
}

// TestTerminalWithoutItsHistory: a history that cannot be read is a warning,
// stays as it is, and leaves the terminal as it was.
func TestTerminalWithoutItsHistory(t *testing.T) {
	for _, test := range []struct {
		name string
		make func(file string) error
		want os.FileMode
	}{
		{"a pipe that nobody writes to", func(file string) error { return syscall.Mkfifo(file, 0o600) }, os.ModeNamedPipe},
		{"a link to itself", func(file string) error { return os.Symlink(file, file) }, os.ModeSymlink},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := t.TempDir()
			file := filepath.Join(data, "chat-history")
			if err := test.make(file); err != nil {
				t.Fatal(err)
			}
			s := sit(t, data, "WENBAO_BUILTIN=off", "WENBAO_KNOWLEDGE="+bridges(t))
			s.shows("the history of the chat cannot be read")
			s.shows("问> ")
			s.types("石桥\r")
			s.shows("修好了十七座石桥")
			s.shows("问> ")
			s.types("\x04")
			s.shows("再见。")
			if code := s.left(); code != 0 {
				t.Errorf("exit status %d, want 0", code)
			}
			s.types("echo") // the terminal itself shows what is typed again
			s.shows("echo")
			if info, err := os.Lstat(file); err != nil || info.Mode().Type() != test.want {
				t.Errorf("the file is %v now, error %v", info.Mode(), err)
			}
		})
	}
}

// TestTerminalKeepsNothing: without the journal there is no history either.
func TestTerminalKeepsNothing(t *testing.T) {
	data := t.TempDir()
	s := sit(t, data, "WENBAO_JOURNAL=off", "WENBAO_BUILTIN=off", "WENBAO_KNOWLEDGE="+bridges(t))
	s.shows("问> ")
	s.types("石桥\r")
	s.shows("修好了十七座石桥")
	s.shows("问> ")
	s.types("\x04")
	s.shows("再见。")
	_ = s.left()
	entries, err := os.ReadDir(data)
	if err != nil || len(entries) != 1 || entries[0].Name() != "index" {
		t.Errorf("the data folder holds %v, error %v, want the index alone", entries, err)
	}
}

func kept(t *testing.T, name, want string) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("the history is %q, error %v, want %q", got, err, want)
	}
	info, err := os.Stat(name)
	if err == nil && info.Mode().Perm() != 0o600 {
		t.Errorf("the history has the mode %v", info.Mode())
	}
}

func TestTerminalWithoutColorOrDataFolder(t *testing.T) {
	s := sit(t, "", "NO_COLOR=1")
	s.shows("in memory")
	s.shows("问> ")
	s.types("消防站\r")
	if answer := s.shows("第1条"); strings.Contains(answer, "\x1b[1m") || strings.Contains(answer, "\x1b[2m") {
		t.Errorf("NO_COLOR is not honoured: %q", answer)
	}
	s.shows("问> ")
	s.types("\x03")
	s.shows("问> ")
	s.types("\x03")
	s.shows("再见。")
	if code := s.left(); code != 0 {
		t.Errorf("exit status %d, want 0", code)
	}
}

// TestTerminalBehindTheMask: hiding secrets hides no terminal.
func TestTerminalBehindTheMask(t *testing.T) {
	file, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	defer file.Close()
	defer tty.Close()
	for _, test := range []struct {
		name string
		errs io.Writer
		want bool
	}{{"a terminal", tty, true}, {"no terminal", io.Discard, false}} {
		c := newConsole(nil, nil, test.errs, func(string) (string, bool) { return "", false })
		if got := isTerminal(c.err); got != test.want {
			t.Errorf("%s is a terminal: %t", test.name, got)
		}
	}
}

// TestTerminalIsRestored kills a chat politely while a line is being edited.
func TestTerminalIsRestored(t *testing.T) {
	s := sit(t, t.TempDir(), "WENBAO_BUILTIN=off", "WENBAO_KNOWLEDGE="+bridges(t))
	s.shows("问> ")
	if err := s.command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := s.left(); code != 130 {
		t.Errorf("exit status %d, want 130", code)
	}
	s.types("echo") // the terminal itself shows what is typed again
	s.shows("echo")
}

// TestTerminalIsRestoredByADefect: also when the bot panics.
func TestTerminalIsRestoredByADefect(t *testing.T) {
	s := inTerminal(t, []string{"loose"}, "WENBAO_KNOWLEDGE="+bridges(t))
	s.shows("问> ")
	s.types("坏\r")
	s.shows("internal error: a wire is loose")
	if code := s.left(); code != exitFault {
		t.Errorf("exit status %d, want %d", code, exitFault)
	}
	s.types("echo") // the terminal itself shows what is typed again
	s.shows("echo")
}
