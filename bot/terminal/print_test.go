package terminal

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name, in string
		width    int
		want     string
	}{
		{"fits", "新建消防站21个。", 20, "新建消防站21个。"},
		{"between Chinese characters", "一二三四五六七八九十一二", 20, "一二三四五六七八九十\n一二"},
		{"not before a closing sign", "一二三四五六七八九十，一二", 20, "一二三四五六七八九\n十，一二"},
		{"not within a Latin word", "How many new stations were built?", 20, "How many new \nstations were built?"},
		{"under the quote, not under its number", "[1] 一二三四五六七八九十", 20, "[1] 一二三四五六七八\n    九十"},
		{"indented as the line", "    一二三四五六七八九十", 20, "    一二三四五六七八\n    九十"},
		{"no break where the terminal has no width", strings.Repeat("一", 99), 0, strings.Repeat("一", 99)},
		{"a word longer than the line", strings.Repeat("x", 50), 20, strings.Repeat("x", 50)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := wrap(test.in, test.width); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestColor(t *testing.T) {
	var out strings.Builder
	p := &printer{w: &out, color: true}
	p.answer("报告里是这样写的：\n\n[1] 新建消防站21个。\n    —— 第1条")
	want := "\x1b[1m报告里是这样写的：\x1b[0m\n\n[1] 新建消防站21个。\n\x1b[2m    —— 第1条\x1b[0m\n"
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}

func TestFirstWriteErrorStays(t *testing.T) {
	reader, writer := io.Pipe()
	fault := errors.New("the reader has left")
	_ = reader.CloseWithError(fault)
	p := &printer{w: writer}
	p.say(normal, "一")
	p.say(normal, "二")
	if !errors.Is(p.err, fault) {
		t.Errorf("error %v, want %v", p.err, fault)
	}
}
