package telegram

import "testing"

// TestParseCommand: a name in any letters ends where it is known to.
func TestParseCommand(t *testing.T) {
	for _, tt := range []struct {
		name, said string
		want       typed // with the name "" for no command
	}{
		{"letters", "/toc 4.2", typed{"toc", "", "4.2"}},
		{"letters, then others", "/ask电梯", typed{"ask", "", "电梯"}},
		{"a wide space", "/toc　4.2", typed{"toc", "", "4.2"}},
		{"for a bot", "/Ask@OtherBot 电梯", typed{"ask", "OtherBot", "电梯"}},
		{"Chinese", "/目录", typed{"toc", "", ""}},
		{"Chinese, a blank", "／目录 4.2", typed{"toc", "", "4.2"}},
		{"Chinese, a wide space", "/目录　4.2", typed{"toc", "", "4.2"}},
		{"Chinese, a space that does not break", "/目录\u00a04.2", typed{"toc", "", "4.2"}},
		{"Chinese, a number", "/目录4.2", typed{"toc", "", "4.2"}},
		{"Chinese, a question", "/提问电梯 修了吗", typed{"ask", "", "电梯 修了吗"}},
		{"Chinese, a line", "/提问\n电梯\n修了吗", typed{"ask", "", "电梯\n修了吗"}},
		{"Chinese, a tab", "/提问\t电梯", typed{"ask", "", "电梯"}},
		{"the shorter of two names", "/问电梯", typed{"ask", "", "电梯"}},
		{"traditional", "/提問電梯", typed{"ask", "", "電梯"}},
		{"Chinese, for a bot", "/目录@OtherBot 4.2", typed{"toc", "OtherBot", "4.2"}},
		{"what deletes", "/删除", typed{"forget", "", ""}},
		{"what deletes, with something behind", "/删除 好吗", typed{"forget", "", "好吗"}},
		{"what deletes less than all", "/删除上一条", typed{"删除上一条", "", ""}},
		{"unknown", "/天气 北京", typed{"天气", "", "北京"}},
		{"a bot alone", "/@OtherBot", typed{}},
		{"a slash and a space", "/　目录", typed{}},
		{"a slash alone", "/", typed{}},
		{"no slash", "目录", typed{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := parseCommand(tt.said)
			if ok != (tt.want.name != "") || ok && got != tt.want {
				t.Errorf("%q, %t", got, ok)
			}
		})
	}
}
