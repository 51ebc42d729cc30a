package journal

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot"
)

func entry(receipt, question string) Entry {
	return New("index", bot.Message{Text: question, History: []bot.Turn{{Question: "before", Citations: []string{"r/1"}}}},
		bot.Answer{Receipt: receipt, Outcome: bot.Answered, Citations: []bot.Citation{{ID: "r/2"}}})
}

func TestFindReturnsTheNewestEntry(t *testing.T) {
	j := Open(t.TempDir())
	want := entry("b", "second")
	for _, e := range []Entry{entry("a", "one"), entry("b", "first"), want, entry("c", "last")} {
		if err := j.Record(e); err != nil {
			t.Fatal(err)
		}
	}
	got, ok, err := j.Find("b")
	if err != nil || !ok {
		t.Fatalf("Find: %v, %v", ok, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFind(t *testing.T) {
	cases := []struct {
		name, file string
		found      bool
	}{
		{"no file", "", false},
		{"empty file", "\n", false},
		{"another receipt", `{"receipt":"other"}` + "\n", false},
		{"damaged lines around it", "{\n\x00\xff\n" + `{"receipt":"wanted"}` + "\n{\"rece", true},
		{"last line without an end", `{"receipt":"wanted"}`, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if c.file != "" {
				if err := os.WriteFile(filepath.Join(dir, fileName), []byte(c.file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if _, found, err := Open(dir).Find("wanted"); err != nil || found != c.found {
				t.Errorf("found %t, %v; want %t", found, err, c.found)
			}
		})
	}
}

func TestTheOldestLinesGo(t *testing.T) {
	j := Open(t.TempDir())
	if err := j.Record(entry("old", strings.Repeat("旧", maxSize/3))); err != nil {
		t.Fatal(err)
	}
	for _, receipt := range []string{"new", "newer"} {
		if err := j.Record(entry(receipt, "问")); err != nil {
			t.Fatal(err)
		}
	}
	for receipt, want := range map[string]bool{"old": false, "new": true, "newer": true} {
		if _, found, err := j.Find(receipt); err != nil || found != want {
			t.Errorf("%s: found %t, %v; want %t", receipt, found, err, want)
		}
	}
}

func TestRecordIsConcurrent(t *testing.T) {
	j := Open(t.TempDir())
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if err := j.Record(entry("same", "问")); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	data, err := os.ReadFile(j.path)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(data), "\n"); lines != 20 {
		t.Errorf("%d lines, want 20", lines)
	}
}

func TestRecordNeedsAFolder(t *testing.T) {
	if err := Open(filepath.Join(t.TempDir(), "missing")).Record(entry("a", "问")); err == nil {
		t.Error("no error")
	}
}
