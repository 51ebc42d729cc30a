//go:build unix

package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// start runs this test binary as wenbao, with a pipe that stays open as input.
func start(t *testing.T, args ...string) (*exec.Cmd, io.Writer, io.ReadCloser) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self)
	command.Args = append([]string{"wenbao"}, args...)
	command.Env = append(os.Environ(), "GORACE="+quickExit, "WENBAO_DATA="+t.TempDir(), "WENBAO_BUILTIN=off", "WENBAO_KNOWLEDGE="+bridges(t))
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	return command, in, out
}

// TestSignals sends a signal to a program that has answered and waits for more.
func TestSignals(t *testing.T) {
	tests := []struct {
		name   string
		args   []string
		in     string
		signal os.Signal
		code   int
	}{
		{"Ctrl-C in a batch", []string{"ask", "--batch"}, `{"question":"石桥"}` + "\n", os.Interrupt, 130},
		{"Ctrl-C in a chat", []string{"chat"}, "石桥\n", os.Interrupt, 130},
		{"SIGTERM in a chat", []string{"chat"}, "石桥\n", syscall.SIGTERM, 143},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			command, in, out := start(t, test.args...)
			if _, err := io.WriteString(in, test.in); err != nil {
				t.Fatal(err)
			}
			if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
				t.Fatalf("no answer while the input is open: %v", err)
			}
			began := time.Now()
			if err := command.Process.Signal(test.signal); err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, out)
			_ = command.Wait()
			if code := command.ProcessState.ExitCode(); code != test.code {
				t.Errorf("exit status %d, want %d", code, test.code)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("it took %v to end", took)
			}
		})
	}
}

// TestClosedPipe has a reader that takes one line and leaves.
func TestClosedPipe(t *testing.T) {
	command, in, out := start(t, "ask", "--batch")
	question := `{"question":"石桥"}` + "\n"
	if _, err := io.WriteString(in, question); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(in, question); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err != nil {
		t.Errorf("it did not end quietly: %v", err)
	}
}
