package bot

import (
	"strings"
	"testing"

	"wenbao/knowledge/text"
)

// TestOthers: what was shown is not shown again to who wants others, and what is not told
// of them is said.
func TestOthers(t *testing.T) {
	for _, tt := range []struct {
		name  string
		texts []string
		want  string // short ids
		says  string // in the text
	}{
		{"others than one that was shown", []string{"哪个医院开诊了", "除了友谊医院还有哪些医院"}, "6.1.7 6.1.6", ""},
		{"others than one that was not shown", []string{"去年新建了多少个消防站？", "除了友谊医院还有哪些医院"}, "6.1.7 6.1.6", ""},
		{"others of another kind of thing", []string{"去年新建了多少个消防站？", "还有哪些学校", "还有吗"}, "6.1.1 6.1.3", ""},
		{"and no more of them", []string{"哪个医院开诊了", "还有哪些医院", "还有吗"}, "6.1.8 6.1.9 6.1.10 6.1.1 6.1.2", "就写了前面这些"},
		{"others than this", []string{"去年新建了多少个消防站？", "除了这个还有别的吗"}, "6.3.2", "就写了前面这些"},
		{"none of its kind", []string{"新建了哪些公园", "还有别的公园吗"}, "5.2.1 5.2.2 5.2.3", "就写了前面这些"},
		{"in traditional characters", []string{"新建了哪些公园", "除了雲景公園還有嗎"}, "5.2.1 5.2.2 5.2.3", "就寫了前面這些"},
		{"in English", []string{"新建了哪些公园", "any others besides the parks?"}, "5.2.1 5.2.2 5.2.3", "That is all the report says"},
		{"of what the report does not tell", []string{"去年新建了多少个消防站？", "还有别的地铁吗"}, "5.1.6", "没有提到“地铁”"},
		{"others of what is not told", []string{"种了多少树", "除了种树还有别的吗"}, "3.2.4 3.2.5", "报告没有提到这件事"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := converse(t, theBot(t), tt.texts...)
			valid(t, theBot(t), a)
			if got := strings.ReplaceAll(text.Normalize(a.Text()), "裏", "里"); cited(a) != tt.want || !strings.Contains(got, text.Normalize(tt.says)) {
				t.Errorf("%s cites %s, want %s:\n%s", a.Outcome, cited(a), tt.want, a.Text())
			}
		})
	}
}
