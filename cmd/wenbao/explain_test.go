package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
)

// TestExplainReplays asks, takes the receipt, and gets the same answer told.
func TestExplainReplays(t *testing.T) {
	dir := t.TempDir()
	env := func(name string) (string, bool) {
		if name != "WENBAO_DATA" {
			return "", false
		}
		return dir, true
	}
	call := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(context.Background(), args, strings.NewReader(""), &out, &errs, env); code != exitOK {
			t.Fatalf("%v: exit %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	var answer struct{ Text, Receipt string }
	if err := json.Unmarshal([]byte(call("ask", "--json", "老旧小区改造了300个，对吧？")), &answer); err != nil {
		t.Fatal(err)
	}
	told := call("explain", answer.Receipt)
	for _, want := range []string{"提问    老旧小区改造了300个，对吧？", "求证", "3.1.6", answer.Receipt, answer.Text} {
		if !strings.Contains(told, want) {
			t.Errorf("lacks %q:\n%s", want, told)
		}
	}
}
