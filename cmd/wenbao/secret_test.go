//go:build unix

package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestSecret reads one secret from the environment and from files.
func TestSecret(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(file("linked", "sk-1234567\n"), link); err != nil {
		t.Fatal(err)
	}
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, value, file string
		want, err         string
	}{
		{"not set", "", "", "", ""},
		{"from the environment", "sk-1234567", "", "sk-1234567", ""},
		{"the environment comes first", "sk-1234567", file("other", "sk-other"), "sk-1234567", ""},
		{"blank counts as not set", " \t", "", "", ""},
		{"from a file", "", file("plain", "sk-1234567"), "sk-1234567", ""},
		{"with the line's end", "", file("line", "sk-1234567\r\n"), "sk-1234567", ""},
		{"behind a byte order mark", "", file("mark", "\ufeffsk-1234567\n"), "sk-1234567", ""},
		{"behind a symbolic link", "", link, "sk-1234567", ""},
		{"just not too large", "", file("large", strings.Repeat("x", maxSecret)), strings.Repeat("x", maxSecret), ""},
		{"too large", "", file("larger", strings.Repeat("x", maxSecret+1)), "", "is larger than 4096 bytes"},
		{"no file", "", filepath.Join(dir, "missing"), "", "no such file"},
		{"a folder", "", dir, "", "is not a regular file"},
		{"a pipe that nobody writes to", "", pipe, "", "is not a regular file"},
		{"a device that never ends", "", "/dev/zero", "", "is not a regular file"},
		{"an empty file", "", file("empty", ""), "", "OPENAI_API_KEY_FILE is empty"},
		{"blank file", "", file("blank", " \n\n"), "", "OPENAI_API_KEY_FILE is empty"},
		{"several lines", "", file("lines", "sk-1234567\nsk-7654321\n"), "", "OPENAI_API_KEY_FILE has several lines"},
		{"quotes in a file", "", file("quoted", "\"sk-1234567\"\n"), "", "OPENAI_API_KEY_FILE has quotes"},
		{"quotes in the environment", "'sk-1234567'", "", "", "OPENAI_API_KEY has quotes"},
		{"quotes of a word processor", "", file("curly", "“sk-1234567”"), "", "has quotes"},
		{"UTF-16", "", file("utf16", "\xff\xfes\x00k\x00-\x001\x00"), "", "is it saved as plain text?"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			env := map[string]string{keySetting: test.value, keySetting + "_FILE": test.file}
			c := newConsole(nil, nil, nil, func(name string) (string, bool) { return env[name], env[name] != "" })
			got, err := c.secret(keySetting)
			if got != test.want || (err == nil) != (test.err == "") {
				t.Fatalf("%q, %v", got, err)
			}
			if err != nil && (!strings.Contains(err.Error(), test.err) || strings.Contains(err.Error(), "1234567")) {
				t.Errorf("error %q, want %q and no secret", err, test.err)
			}
		})
	}
}

// TestLogHidesSecrets: each secret of the environment is hidden from standard
// error, however it is written.
func TestLogHidesSecrets(t *testing.T) {
	env := map[string]string{
		tokenSetting:  testToken,
		secretSetting: `we"b<h>ook&\secret`,
		keySetting:    "shorty",
	}
	for _, format := range []string{"json", "text"} {
		var errs bytes.Buffer
		c := newConsole(nil, nil, &errs, func(name string) (string, bool) { return env[name], env[name] != "" })
		log := wiring{console: c, settings: &settings{LogFormat: format}}.logger(slog.LevelInfo)
		for name, value := range env {
			log.Info("asking /bot"+value+"/getMe", name, value, "address", "https://host/?q=123456%3ATESTTOKEN")
		}
		if err := writeJSON(c.err, env[secretSetting]); err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"TESTTOKEN", "ook"} {
			if strings.Contains(errs.String(), part) {
				t.Errorf("%s shows a secret: %s", format, errs.String())
			}
		}
		if !strings.Contains(errs.String(), "shorty") {
			t.Errorf("a short secret was taken out of ordinary words: %s", errs.String())
		}
	}
}

// TestEveryCommandHidesSecrets: the log knows the secrets of all commands in
// each of them.
func TestEveryCommandHidesSecrets(t *testing.T) {
	for name, args := range map[string][]string{
		"ask":   {"ask", "--knowledge", "/" + testToken, "消防站"},
		"serve": {"serve", "--webhook-url", testToken},
		"usage": {"--" + testToken},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, errs := program{args: args, env: map[string]string{tokenSetting: testToken}}.run(t)
			if !strings.Contains(errs, "***") || strings.Contains(errs, "TESTTOKEN") {
				t.Errorf("standard error %q", errs)
			}
		})
	}
}
