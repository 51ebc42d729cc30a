package question

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge/text"
)

func TestContentOf(t *testing.T) {
	for _, tt := range []struct {
		name, said string
		want       []string
	}{
		{"Chinese", "老旧小区有多少电梯", []string{"老旧小区", "电梯"}},
		{"words that ask", "一共多少", nil},
		{"an English plural", "hospitals", []string{"hospitals"}},
		{"English function words", "how many of those schools were built here", []string{"schools", "built"}},
		{"both languages", "5G基站coverage怎么样", []string{"5g", "基站", "coverage"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range theReader(t).ContentOf(text.Normalize(tt.said)) {
				got = append(got, w.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestThings: what a question is about comes before what is asked of it, and is no deed, place
// or year.
func TestThings(t *testing.T) {
	for _, tt := range []struct{ name, said, want string }{
		{"before what is asked", "出租车起步价多少", "出租车"},
		{"behind a deed", "新建了几个滑雪场", "滑雪场"},
		{"behind where the person is", "附近有驾校吗", "驾校"},
		{"behind a year", "2019年的庙会办了几天", "庙会"},
		{"behind a number of years", "五年前有多少个基站", "基站"},
		{"a thing that begins with a number", "二胎有补贴吗", "二胎"},
		{"behind a place", "上海的动物园多大", "动物园"},
		{"what is asked for, where nothing else is named", "房价多少", "房价"},
		{"a name that is no word", "葛布店小区怎么样", ""},
		{"none", "在哪", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := theReader(t).Part(text.Normalize(tt.said))
			if got := strings.Join(q.Things(func(word string) bool { return word == "上海" }), " "); got != tt.want {
				t.Errorf("%q of %v, want %q", got, q.Content, tt.want)
			}
		})
	}
}
