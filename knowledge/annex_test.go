package knowledge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAnnexTables: behind the last chapter the number of a table opens an annex beside
// the chapters; before it, it names a table of the text.
func TestAnnexTables(t *testing.T) {
	const rows = "| 科目 | 完成数 |\n| 增值税 | 3 |\n"
	const chapters = "青禾区预算报告\n\n一、2025年执行情况\n\n收入完成三亿元。\n\n"
	for _, tt := range []struct {
		name, text string
		want       []string // the places of the passages
	}{
		{"at the end", chapters + "二、2026年安排\n\n一是开源。收入预计四亿元。\n\n附表1\n\n2025年收入完成情况表\n" + rows + "\n附表2 支出完成情况\n\n" + rows,
			[]string{"一、2025年执行情况 › 第1段", "二、2026年安排 › 一是开源 › 第1段", "附表1 › 第1段", "附表2 支出完成情况 › 第1段"}},
		{"amid the chapters", chapters + "附表1 收入完成情况\n\n" + rows + "\n此表为快报数，最终以批准的决算为准，如有变动另行公告。\n\n二、2026年安排\n\n收入预计四亿元。\n",
			[]string{"一、2025年执行情况 › 第1段", "一、2025年执行情况 › 第2段", "一、2025年执行情况 › 第3段", "二、2026年安排 › 第1段"}},
		{"a sentence that begins so", chapters + "附表1 列出了各项收入，供代表审议时参阅。\n",
			[]string{"一、2025年执行情况 › 第1段", "一、2025年执行情况 › 第2段"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checkParse(t, []byte(tt.text))
			r := parseText(t, tt.text)
			var got []string
			for i := range r.Passages {
				got = append(got, r.Place(&r.Passages[i]).Within())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
