package main

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDeploy holds the files of deploy to the program: every setting that they
// give is one, those of secrets are files, and the manual names each file.
func TestDeploy(t *testing.T) {
	known := knownSettings(reflect.TypeFor[grammar]())
	secrets := []string{tokenSetting, secretSetting, keySetting, stateSetting}
	for _, name := range secrets {
		known[name+"_FILE"] = true
	}
	known["WENBAO_VERSION"], known["WENBAO_DOMAIN"] = true, true // of the compose file itself
	files, err := filepath.Glob(filepath.Join("..", "..", "deploy", "*"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%q, %v", files, err)
	}
	manual := document(t, "docs/deploy.md")
	if n := strings.Count(manual, "\n"); n > longestPage {
		t.Errorf("docs/deploy.md has %d lines, %d are enough", n, longestPage)
	}
	files = append(files, filepath.Join("..", "..", "docs", "deploy.md"))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if base := filepath.Base(file); base != "deploy.md" && !strings.Contains(manual, "(../deploy/"+base+")") {
			t.Errorf("docs/deploy.md does not name %s", base)
		}
		for _, name := range regexp.MustCompile(`\b(?:WENBAO|TELEGRAM|OPENAI)_[A-Z_]+`).FindAllString(string(data), -1) {
			if !known[name] {
				t.Errorf("%s gives %s, which is no setting, or a secret outside a file; there are %q", file, name, slices.Sorted(maps.Keys(known)))
			}
		}
	}
}

// knownSettings are the environment variables of the flags of a command and of
// those below it.
func knownSettings(command reflect.Type) map[string]bool {
	known := map[string]bool{}
	for field := range command.Fields() {
		if name := field.Tag.Get("setting"); name != "" {
			known[name] = true
		}
		if field.Type.Kind() == reflect.Struct {
			maps.Copy(known, knownSettings(field.Type))
		}
	}
	return known
}
