//go:build unix

package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestMCP: another assistant's client talks with the program itself.
func TestMCP(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), self)
	command.Args = []string{"wenbao", "mcp"}
	command.Env = append(os.Environ(), "WENBAO_DATA="+t.TempDir())
	var log logged
	command.Stderr = &log
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &sdk.CommandTransport{Command: command}, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: "ask", Arguments: map[string]any{"question": "去年新建了多少个消防站？"}})
	if err != nil || result.IsError {
		t.Fatalf("%v %+v", err, result)
	}
	data, err := json.Marshal(result.StructuredContent)
	if err != nil || !strings.Contains(string(data), `"outcome":"answered"`) || !strings.Contains(string(data), `"id":"tongzhou-2023/6.3.1"`) {
		t.Errorf("%s %v", data, err)
	}
	if err := session.Close(); err != nil { // its input ends
		t.Error(err)
	}
	if code := command.ProcessState.ExitCode(); code != exitOK || log.String() != "" {
		t.Errorf("exit status %d, the log: %s", code, &log)
	}
}
