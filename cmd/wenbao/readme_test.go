package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestReadme keeps the manuals complete: every command and every setting
// stands in both.
func TestReadme(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		manual, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range append(commandNames(), settingNames()...) {
			if !strings.Contains(string(manual), "`"+word) {
				t.Errorf("%s lacks %s", name, word)
			}
		}
	}
}

func commandNames() []string {
	var names []string
	for field := range reflect.TypeFor[grammar]().Fields() {
		if _, ok := field.Tag.Lookup("cmd"); ok {
			names = append(names, "wenbao "+strings.ToLower(field.Name))
		}
	}
	return names
}

func settingNames() []string {
	var names []string
	for field := range reflect.TypeFor[settings]().Fields() {
		if name := field.Tag.Get("setting"); name != "" {
			names = append(names, name)
		}
	}
	return names
}
