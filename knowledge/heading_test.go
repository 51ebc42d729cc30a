package knowledge

import (
	"strings"
	"testing"
)

// TestBlanksInNumbers: blanks beside the number of a heading, which Word files and pages
// put there, do not hide it.
func TestBlanksInNumbers(t *testing.T) {
	for _, tt := range []struct{ name, number string }{
		{"none", "（一）"},
		{"within brackets", "（ 一 ）"},
		{"wide, within narrow brackets", "(　一　)"},
		{"within brackets, a digit", "（ 1 ）"},
		{"behind a digit", "1 、"},
		{"in a line of its own", "（ 一 ）\n"},
		{"in a line of its own, behind it", "一 、\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "石桥县政府工作报告\n第一部分 回顾\n" + tt.number + "农业发展\n建成大棚400座。\n"
			checkParse(t, []byte(text))
			r, err := Parse("r", []byte(text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Headings) != 2 || len(r.Passages) != 1 || unspaced(r.Headings[1].Text) != unspaced(tt.number)+"农业发展" {
				t.Errorf("headings %+v, passages %+v", r.Headings, r.Passages)
			}
		})
	}
}

// TestNumberings: however a text counts its parts, they are its headings.
func TestNumberings(t *testing.T) {
	for _, tt := range []struct{ name, first, second string }{
		{"formal numerals", "壹、工作回顾和主要成绩", "贰、今后的任务和措施"},
		{"a comma for the sign", "一，工作回顾和主要成绩", "二，今后的任务和措施"},
		{"the sign lost", "一 工作回顾和主要成绩", "二　今后的任务和措施"},
		{"parts in digits", "第1部分 工作回顾和主要成绩", "第2部分 今后的任务和措施"},
		{"Roman numerals", "Ⅰ、工作回顾和主要成绩", "II、今后的任务和措施"},
		{"numbers in bold", "**一、工作回顾和主要成绩**", "**二、今后的任务和措施**"},
		{"bold alone", "**工作回顾和主要成绩**", "**今后的任务和措施**"},
		{"bold below #", "## **工作回顾和主要成绩**", "## **今后的任务和措施**"},
		{"between rules", "一、工作回顾和主要成绩\n---", "***\n二、今后的任务和措施"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "# 石桥县政府工作报告\n我代表县人民政府报告工作。\n\n" + tt.first + "\n\n- 建成**大棚**400座。\n\n" + tt.second + "\n\n新建大棚500座。\n"
			checkParse(t, []byte(text))
			r, err := Parse("r", []byte(text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range r.Headings {
				got = append(got, h.Text)
			}
			for _, p := range r.Passages {
				got = append(got, r.Place(&p).Item+" "+p.Text)
			}
			if len(r.Headings) != 2 || len(r.Passages) != 3 || r.Headings[1].Level != 1 || !strings.HasSuffix(r.Headings[1].Text, "今后的任务和措施") || r.Passages[1].Text != "建成大棚400座。" {
				t.Errorf("%q", got)
			}
		})
	}
}

// TestWordsOfParts: a line that says what was done or is planned, and of when, is a heading, in
// English and in traditional characters, too; of one word where a paragraph follows.
func TestWordsOfParts(t *testing.T) {
	const sentence = "We replaced old lifts and built new ones in the towns of the district."
	for _, tt := range []struct{ name, text, want string }{
		{"English", "Annual Review 2023\n\nReview of FY2023\n\nCleaning and Waste\n\n" + sentence + "\n\nLifts\n\n" + sentence + "\n\nPlans for FY2024\n\nWe will replace 95 lifts.\n\nWe will plant trees.\n",
			"Review of FY2023 › Cleaning and Waste › 第1段|Review of FY2023 › Lifts › 第1段|Plans for FY2024 › 第1段|Plans for FY2024 › 第2段"},
		{"traditional", "青嶼區工作報告\n\n各位居民：\n\n二零二三至二四年度工作回顧\n\n小徑修好了三條。\n\n二零二四至二五年度工作計劃\n\n再修小徑四條。\n\n名詞解釋\n\n小徑：行人走的路。\n",
			"二零二三至二四年度工作回顧 › 第1段|二零二四至二五年度工作計劃 › 第1段|名詞解釋 › 第1段"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checkPlaces(t, tt.text, tt.want)
		})
	}
}

// checkPlaces parses a text and compares where each of its passages stands, joined by bars.
func checkPlaces(t *testing.T, source, want string) {
	t.Helper()
	checkParse(t, []byte(source))
	r := parseText(t, source)
	var got []string
	for i := range r.Passages {
		got = append(got, r.Place(&r.Passages[i]).Within())
	}
	if strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestBesideChapters: a heading without a number that looks like the chapters stands beside them
// where it has a text of its own, and above them where it tells their time; what is lacking in all is of
// the part, and of no section of it.
func TestBesideChapters(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"an introduction", "# 石桥县工作报告\n\n## 引言\n\n本报告交代工作。\n\n## 第一章 过去一年的工作\n\n建成大棚400座。\n\n## 第二章 来年的工作计划\n\n新建大棚500座。\n",
			"引言 › 第1段|第一章 过去一年的工作 › 第1段|第二章 来年的工作计划 › 第1段"},
		{"a part", "# 石桥县工作报告\n\n## 2023年工作回顾\n\n过去一年成绩很好。\n\n## 一、农业\n\n建成大棚400座。\n\n## 二、工业\n\n新建工厂3家。\n\n## 2024年工作安排\n\n新建大棚500座。\n",
			"2023年工作回顾 › 第1段|2023年工作回顾 › 一、农业 › 第1段|2023年工作回顾 › 二、工业 › 第1段|2024年工作安排 › 第1段"},
		{"problems", "石桥县政府工作报告\n\n一、2023年工作回顾\n\n成绩很好。\n\n（一）农业增产。建成大棚400座。\n\n（二）工业增效。新建工厂3家。\n\n存在的主要问题是：大项目少。\n\n二、2024年工作安排\n\n新建大棚500座。\n",
			"一、2023年工作回顾 › 第1段|一、2023年工作回顾 › （一）农业增产 › 第1段|一、2023年工作回顾 › （二）工业增效 › 第1段|一、2023年工作回顾 › 第2段|二、2024年工作安排 › 第1段"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			checkPlaces(t, tt.text, tt.want)
		})
	}
}
