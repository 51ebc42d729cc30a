package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"strings"
	"syscall"
	"testing"

	"wenbao/bot"
	"wenbao/bot/desk"
	"wenbao/bot/terminal"
)

// failing is a writer like /dev/full or a closed pipe.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestOutputThatFails(t *testing.T) {
	tests := []struct {
		name string
		args []string
		err  error
		code int
		errs string
	}{
		{"closed pipe at ask", []string{"ask", "石桥"}, syscall.EPIPE, 0, ""},
		{"closed pipe in a batch", []string{"ask", "--batch"}, syscall.EPIPE, 0, ""},
		{"closed pipe in a chat", []string{"chat"}, syscall.EPIPE, 0, ""},
		{"full disk in a batch", []string{"ask", "--batch"}, syscall.ENOSPC, 1, "no space left"},
		{"full disk in a chat", []string{"chat"}, syscall.ENOSPC, 1, "no space left"},
		{"full disk at index", []string{"index"}, syscall.ENOSPC, 1, "no space left"},
		{"full disk at version", []string{"version"}, syscall.ENOSPC, 1, "no space left"},
	}
	env := map[string]string{"WENBAO_DATA": t.TempDir(), "WENBAO_BUILTIN": "off", "WENBAO_KNOWLEDGE": bridges(t)}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var stderr bytes.Buffer
			code := run(t.Context(), test.args, strings.NewReader(`{"question":"石桥"}`+"\n"), failing{test.err}, &stderr,
				func(name string) (string, bool) { value, ok := env[name]; return value, ok })
			if code != test.code || !strings.Contains(stderr.String(), test.errs) {
				t.Errorf("exit status %d, want %d; standard error %q", code, test.code, stderr.String())
			}
		})
	}
}

// broken is a writer with a defect.
type broken struct{}

func (broken) Write([]byte) (int, error) { panic("a wire is loose") }

// TestPanic: a defect anywhere is told, ends with a fault, and shows where it
// is to those who ask for that.
func TestPanic(t *testing.T) {
	env := map[string]string{"WENBAO_DATA": t.TempDir(), "WENBAO_BUILTIN": "off", "WENBAO_KNOWLEDGE": bridges(t)}
	tests := []struct {
		name  string
		args  []string
		where bool
	}{
		{"in a command", []string{"ask", "石桥"}, false},
		{"in a chat", []string{"chat"}, false},
		{"in the help", []string{"--help"}, false},
		{"asked where", []string{"ask", "-v", "石桥"}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var stderr bytes.Buffer
			code := run(t.Context(), test.args, strings.NewReader("石桥\n"), broken{}, &stderr,
				func(name string) (string, bool) { value, ok := env[name]; return value, ok })
			if code != exitFault || !strings.Contains(stderr.String(), "wenbao: internal error: a wire is loose\n") {
				t.Errorf("exit status %d, standard error %q", code, stderr.String())
			}
			if shown := strings.Contains(stderr.String(), "fault_test.go"); shown != test.where || shown == strings.Contains(stderr.String(), "hint: ") {
				t.Errorf("where it is: %s", stderr.String())
			}
		})
	}
}

// loose is a bot with a defect that one question meets.
type loose struct{ *bot.Bot }

func (l loose) Ask(ctx context.Context, m bot.Message) (bot.Answer, error) {
	if m.Text == "坏" {
		panic("a wire is loose")
	}
	return l.Bot.Ask(ctx, m)
}

// chatLoosely is a program: a chat with that bot.
func chatLoosely() {
	c := newConsole(os.Stdin, os.Stdout, os.Stderr, os.LookupEnv)
	defer func() { os.Exit(c.report(crashed(recover()))) }()
	dir, _ := os.LookupEnv("WENBAO_KNOWLEDGE")
	b, err := wiring{console: c, settings: &settings{Knowledge: dir}}.openIn(context.Background(), "", slog.New(slog.DiscardHandler))
	if err == nil {
		err = terminal.Run(context.Background(), terminal.Options{Bot: loose{b}, In: c.in, Out: c.out, Interactive: true})
	}
	panic(err)
}

// TestPanicInABatch: the line gets an error, the others an answer.
func TestPanicInABatch(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	b, err := wiring{settings: &settings{Knowledge: bridges(t)}}.openIn(t.Context(), "", log)
	if err != nil {
		t.Fatal(err)
	}
	for _, verbose := range []bool{false, true} {
		var out, errs bytes.Buffer
		in := strings.NewReader(`{"id":"a","question":"石桥"}` + "\n" + `{"id":"b","question":"坏"}` + "\n" + `{"id":"c","question":"渡口"}`)
		c := newConsole(in, &out, &errs, func(string) (string, bool) { return "", false })
		c.verbose = verbose
		if code := c.report(batch{desk.New(loose{b}, nil, log), c}.run(t.Context())); code != exitLines {
			t.Errorf("exit status %d: %s", code, errs.String())
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		want := `{"id":"b","line":2,"error":"internal error: this question could not be answered"}`
		if len(lines) != 3 || lines[1] != want || !strings.Contains(lines[0], `"id":"a","outcome":`) || !strings.Contains(lines[2], `"id":"c","outcome":`) {
			t.Errorf("lines %q", lines)
		}
		if strings.Contains(errs.String(), "a wire is loose") != verbose {
			t.Errorf("standard error %q", errs.String())
		}
	}
}
