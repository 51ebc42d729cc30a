package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts compare with")

// quickExit, as GORACE, keeps the race detector from sleeping a second at the
// end of each of many programs.
const quickExit = "atexit_sleep_ms=0"

// TestMain makes the test binary be wenbao when it is called so, or one with a
// defect.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"wenbao": main, "loose": chatLoosely})
}

// TestScript runs testdata/script, which reads like a manual.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("WENBAO_DATA", filepath.Join(env.WorkDir, "data"))
			env.Setenv("GORACE", quickExit)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "bytes": writeBytes, "flip": flip, "cut": cut, "count": count, "clean": clean, "take": take,
		},
	})
}

// exits STATUS PROGRAM ARGS… runs a program that must end with a status.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	status := 0
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		status = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d, want %s", status, args[0])
	}
}

// bytes FILE TEXT… writes lines with Go's escapes, \xff for one; REPEAT*COUNT
// repeats.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	var data strings.Builder
	for _, line := range args[1:] {
		for line != "" {
			r, multibyte, tail, err := strconv.UnquoteChar(line, 0)
			ts.Check(err)
			if multibyte {
				data.WriteRune(r)
			} else {
				data.WriteByte(byte(r))
			}
			line = tail
		}
		data.WriteByte('\n')
	}
	text := strings.ReplaceAll(data.String(), "<MEGABYTE>", strings.Repeat("x", 1<<20))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// flip FILE changes a byte in the middle.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	data[len(data)/2] ^= 0xff
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// cut FILE drops the second half.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data[:len(data)/2], 0o600))
}

// count FILE N TEXT fails unless N lines hold the text.
func count(ts *testscript.TestScript, _ bool, args []string) {
	found := 0
	for line := range strings.SplitSeq(ts.ReadFile(args[0]), "\n") {
		if strings.Contains(line, args[2]) {
			found++
		}
	}
	if fmt.Sprint(found) != args[1] {
		ts.Fatalf("%d lines of %s hold %q, want %s", found, args[0], args[2], args[1])
	}
}

// take NAME FIELD sets a variable to a field of the JSON object printed last.
func take(ts *testscript.TestScript, _ bool, args []string) {
	var object map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &object))
	value, ok := object[args[1]].(string)
	if !ok {
		ts.Fatalf("%s is %v", args[1], object[args[1]])
	}
	ts.Setenv(args[0], value)
}

// clean FILE fails if a terminal would obey something in the file.
func clean(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if at := strings.IndexFunc(text, obeyed); at >= 0 {
		ts.Fatalf("%s has a control or format character at %d: %q", args[0], at, text[at:min(len(text), at+20)])
	}
}
