package knowledge

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHeadingsBetweenNumbers: where paragraphs are numbered through the document, a short line
// between two of them is the heading of the second, whatever the first ends with.
func TestHeadingsBetweenNumbers(t *testing.T) {
	for _, tt := range []struct{ name, end, heading string }{
		{"a full stop", "。", "农田水利建设"},
		{"who does it, in brackets", "。（水利局）", "农田水利建设"},
		{"who does it, in a line of its own", "。\n（水利局）", "农田水利建设"},
		{"items, and who does it", "：\n•\n\n修一个水库；及\n\n•\n\n再修一个。（水利局、农业局）", "农田水利建设"},
		{"a heading of two characters", "。", "房屋"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString("石桥县施政报告\n\n一、水利\n\n")
			for n := 1; n <= 24; n++ {
				fmt.Fprintf(&b, "%d.\n\n我们会在第%d个乡修建水库，让农户在干旱的月份有水可用，并在一年之内建成通水%s\n\n", n, n, tt.end)
				if n == 20 {
					b.WriteString(tt.heading + "\n\n")
				}
			}
			checkParse(t, []byte(b.String()))
			r := parseText(t, b.String())
			if len(r.Headings) != 2 || len(r.Passages) != 24 {
				t.Fatalf("headings %v, %d passages", r.Headings, len(r.Passages))
			}
			want := []string{"一、水利 › 第20段", "一、水利 › " + tt.heading + " › 第21段"}
			got := []string{r.Place(&r.Passages[19]).Within(), r.Place(&r.Passages[20]).Within()}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestTableInTwoColumns: the cells of a table without rules, which a page sets in narrow
// columns, make no headings of their broken lines, and the numbered paragraphs around it do
// not stand below its last item.
func TestTableInTwoColumns(t *testing.T) {
	var b strings.Builder
	b.WriteString("石桥县施政报告\n\n一、水利\n\n")
	for n := 1; n <= 24; n++ {
		fmt.Fprintf(&b, "%d.\n\n我们会在第%d个乡修建水库，让农户在干旱的月份有水可用，\n并在一年之内建成通水，使全县有水可用的农户占到九成半，\n由水利局负责。\n\n", n, n)
	}
	b.WriteString("附件：指标\n1.\n\n去年订立了一百个指标，其中六十个是新的，并以结果为目标，\n由各局负责。\n\n2.\n\n有两项未完成，情况如下：\n\n" +
		"(一)\n\n在去年底前完成磋商，与\n邻县签署新的用水的办法\n和安排。\n\n这涉及与邻县就办法的细\n节和程序的磋商。\n\n" +
		"(二)\n\n在今年上半年公布就加强\n水库旅游的检视的结果。\n\n旅游局就水库旅游向业界\n征求意见。\n\n" +
		"3.\n\n上述两项有可接纳的理由，有关的局已就用水的办法与邻县\n商定了时间。\n\n4.\n\n今年订立了五十个指标。\n")
	checkParse(t, []byte(b.String()))
	r := parseText(t, b.String())
	var got []string
	for i := 24; i < len(r.Passages); i++ {
		got = append(got, r.Place(&r.Passages[i]).Within()+" "+clipped(r.Passages[i].Text, 12))
	}
	want := []string{
		"附件：指标 › 第1段 1.去年订立了一百个指标…", "附件：指标 › 第2段 2.有两项未完成，情况如…",
		"附件：指标 › (一)在去年底前完成磋商，与邻县签署新的用水的办法和安排 › 第1段 这涉及与邻县就办法的细节…",
		"附件：指标 › (二)在今年上半年公布就加强水库旅游的检视的结果 › 第1段 旅游局就水库旅游向业界征…",
		"附件：指标 › 第3段 3.上述两项有可接纳的理…", "附件：指标 › 第4段 4.今年订立了五十个指标…",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTextWithoutLines: the headings and items of a text that was copied into one line are found.
func TestTextWithoutLines(t *testing.T) {
	filler := strings.Repeat("修好了村道和水渠，方便了大家。", 500)
	words := "青禾县2024年政府工作报告 各位代表：现在报告工作。一、2023年工作回顾 过去的一年，我们做了三件事。" + filler + " ——道路更畅了。改造村道18公里。 ——村子更美了。种树3万棵。二、2024年工作安排 今年要做好以下工作： （一）修路。改造村道20公里。 （二）种树。种树4万棵。\n"
	words = string(Unrolled([]byte(words)))
	checkParse(t, []byte(words))
	r := parseText(t, words)
	var got []string
	for i := range r.Headings {
		got = append(got, strings.Repeat(" ", r.Headings[i].Level)+r.Headings[i].Text)
	}
	want := []string{" 一、2023年工作回顾", "  ——道路更畅了。", "  ——村子更美了。", " 二、2024年工作安排", "  （一）修路。", "  （二）种树。"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
