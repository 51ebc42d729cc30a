package message

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestCut(t *testing.T) {
	tests := []struct {
		name, text string
		room       int
		head       string
	}{
		{"fits", "短", 5, "短"},
		{"behind a sentence", "一二三四五。七八九十", 8, "一二三四五。"},
		{"no sentence near", "一。三四五六七八九十", 8, "一。三四五六七八"},
		{"not before a comma", "一二三四，六七八九十", 4, "一二三"},
		{"not within an emoji", "一二三👨‍👩‍👧四", 5, "一二三"},
		{"not before an accent", "abcde\u0301fg", 5, "abcd"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			head, tail := cut(test.text, test.room)
			if head != test.head || head+tail != test.text {
				t.Errorf("%q and %q", head, tail)
			}
		})
	}
}

// TestPack: whatever is packed, nothing is lost, and every message is within
// Telegram's limits.
func TestPack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"字", "一句话。", "<b>", "&amp;", "e\u0301", "👨‍👩‍👧", "\n", " ", "，", "x"})
		var blocks []Block
		var all strings.Builder
		for range rapid.IntRange(0, 12).Draw(t, "blocks") {
			var b Block
			for range rapid.IntRange(1, 6).Draw(t, "spans") {
				text := strings.Repeat(word.Draw(t, "word")+"字", rapid.IntRange(0, 3000).Draw(t, "times"))
				b = append(b, Span{Style(rapid.IntRange(0, 4).Draw(t, "style")), text})
				all.WriteString(text)
			}
			blocks = append(blocks, b)
		}
		var got strings.Builder
		for _, m := range Pack(blocks) {
			text := m.Text()
			if n := utf8.RuneCountInString(text); n > 4096 || n != m.Length() || m.Entities() > 100 {
				t.Fatalf("%d code points, %d entities", n, m.Entities())
			}
			got.WriteString(text)
		}
		if squeeze(got.String()) != squeeze(all.String()) {
			t.Fatal("something is lost")
		}
	})
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), "") }

func TestManyEntities(t *testing.T) {
	var b Block
	for range 250 {
		b = append(b, Bold.Of("x"), Plain.Of(" "))
	}
	messages := Pack([]Block{b})
	if len(messages) != 3 {
		t.Errorf("%d messages", len(messages))
	}
	for _, m := range messages {
		if m.Entities() > 100 {
			t.Errorf("%d entities", m.Entities())
		}
	}
}

func TestTidy(t *testing.T) {
	tests := []struct{ name, in, out string }{
		{"plain", "新建消防站21个。", "新建消防站21个。"},
		{"turned around", "a\u202eb\u2066c", "abc"},
		{"zero width", "a\u200bb\ufeffc", "abc"},
		{"family", "👨\u200d👩", "👨\u200d👩"},
		{"control", "a\x00b\x1b[31mc\td", "ab[31mc d"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
		{"lines", "a\r\nb\u2028c", "a\nb c"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Tidy(test.in); got != test.out {
				t.Errorf("%q, want %q", got, test.out)
			}
		})
	}
}
