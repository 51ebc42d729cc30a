package message

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"wenbao/bot"
)

func TestCopied(t *testing.T) {
	const place = "《报告》第1条"
	long := strings.Repeat("长", 100) + "。"
	tests := []struct{ name, quote, want string }{
		{"whole", " 新建消防站21个。", "新建消防站21个。\n—— " + place},
		{"three sentences, two of which fit", long + long + long, long + long + "……\n—— " + place},
		{"one sentence too long", strings.Repeat("长", 300), strings.Repeat("长", 243) + "……\n—— " + place},
		{"hidden signs", "新建\u202e消防站。", "新建消防站。\n—— " + place},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Copied(bot.Citation{Quote: test.quote, Place: place}); got == nil || got.Text != test.want {
				t.Errorf("%v, want %q", got, test.want)
			}
		})
	}
	if got := Copied(bot.Citation{Place: place}); got != nil {
		t.Errorf("no words are copied as %q", got.Text)
	}
}

// TestCopiedFits: whatever is copied is the beginning of the quote, fits, and
// ends with its address.
func TestCopiedFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"字", "一句话。", "e\u0301", "👨‍👩‍👧", "，", "x"})
		c := bot.Citation{
			Quote: "起" + strings.Repeat(word.Draw(t, "word"), rapid.IntRange(0, 400).Draw(t, "times")),
			Place: "《" + strings.Repeat(word.Draw(t, "place"), rapid.IntRange(0, 400).Draw(t, "place times")),
		}
		text := Copied(c).Text
		words, address, _ := strings.Cut(text, "\n—— ")
		words, wasCut := strings.CutSuffix(words, left)
		if n := utf8.RuneCountInString(text); n > maxCopy || words == "" || !strings.HasPrefix(address, "《") {
			t.Fatalf("%d code points: %q", n, text)
		}
		if !strings.HasPrefix(c.Quote, words) || !wasCut && words != c.Quote {
			t.Fatalf("%q is no beginning of the quote", words)
		}
	})
}
