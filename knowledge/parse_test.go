package knowledge

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
)

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct {
		name   string
		source string
		want   error
	}{
		{"empty", "", ErrEmpty},
		{"only white space", " \t\r\n\u3000\n", ErrEmpty},
		{"only a byte order mark", "\ufeff\n", ErrEmpty},
		{"only # signs", "#\n## \n", ErrEmpty},
		{"NUL", "一、回顾\x00\n", ErrBinary},
		{"GBK", "\xd2\xbb\xa1\xa2\xbb\xd8\xb9\xcb\n", ErrBinary},
		{"cut inside a character", "一、回顾\n\xe5\xbb", ErrBinary},
		{"too long", strings.Repeat("。", MaxSource/3+1), ErrTooLong},
		{"titles only", "# 报告\n## 一、回顾\n### 工业\n", ErrNoBody},
		{"numbered titles only", "政府工作报告\n一、回顾\n二、展望\n", ErrNoBody},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, err := Parse("r", []byte(tt.source), Meta{})
			if !errors.Is(err, tt.want) || report != nil {
				t.Errorf("Parse() = %v, %v; want the error %v", report, err, tt.want)
			}
		})
	}
}

func TestParseKeepsEveryWord(t *testing.T) {
	for _, file := range fixtures(t) {
		t.Run(filepath.Base(file), func(t *testing.T) { checkParse(t, read(t, file)) })
	}
	checkParse(t, shippedSource(t))
}

// TestParseLongParagraph ends in time although nothing in the text ends a sentence.
// TestSettledBeforeATurn: a sentence with a number is a passage also where the
// speaker turns to the house behind it.
func TestSettledBeforeATurn(t *testing.T) {
	r, err := Parse("r", []byte("一、实事\n（一）新建幼儿园12所\n（二）改造老旧小区35个\n各位代表！成绩来之不易。\n"), Meta{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Headings) != 1 || len(r.Passages) != 3 {
		t.Errorf("%d headings, %d passages", len(r.Headings), len(r.Passages))
	}
}

// TestInvisibleSigns: signs that show nothing at the ends of a line hide no heading and no
// end of a sentence, and are no passage.
func TestInvisibleSigns(t *testing.T) {
	for name, sign := range map[string]string{"zero width space": "\u200b", "byte order mark": "\ufeff", "word joiner": "\u2060", "direction": "\u200e", "two": "\u200b \u200b"} {
		t.Run(name, func(t *testing.T) {
			text := "石桥县政府工作报告\n" + sign + "一、回顾\n" + sign + "\n# " + sign + "（一）农业" + sign + "\n建成大棚400座。" + sign + "\n"
			checkParse(t, []byte(text))
			r, err := Parse("r", []byte(text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Headings) != 2 || r.Headings[0].Text != "一、回顾" || r.Headings[1].Text != "（一）农业" || len(r.Passages) != 1 || r.Passages[0].Text != "建成大棚400座。" {
				t.Errorf("headings %+v, passages %+v", r.Headings, r.Passages)
			}
		})
	}
}

// TestTableRows: the rows of a table stand below its head, in passages of whole
// rows.
func TestTableRows(t *testing.T) {
	r, err := Parse("r", []byte("一、综合\n| 指标，单位 | 2023年 |\n| 产值，亿元 | 885.6 |\n| 就业，人 | 6400 |\n| 粮食，吨 | 3200 |\n"), Meta{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Passages) != 1 || strings.Count(r.Passages[0].Text, "\n") != 3 {
		t.Errorf("%d passages: %q", len(r.Passages), r.Passages[0].Text)
	}
	r, err = Parse("r", []byte("一、综合\n"+strings.Repeat("| 产值，亿元 | 885.6 |\n", 40)), Meta{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Passages {
		if !strings.HasPrefix(p.Text, "| 产值") || !strings.HasSuffix(p.Text, "885.6 |") {
			t.Errorf("%q", p.Text)
		}
	}
}

func TestParseLongParagraph(t *testing.T) {
	line := "这一行有逗号，却没有句号，所以看上去总像是一个被拆开的段落\n"
	closed := "只有这一行足够长，又以句号结尾，于是整个文件看上去都像是有标点的文件，拆开的段落要重新连接起来。\n"
	checkParse(t, []byte(closed+strings.Repeat(line, 5_000)))
}

// TestParseRandom joins pieces of reports at random: a fuzzer that changes
// bytes seldom meets two headings in a row.
func TestParseRandom(t *testing.T) {
	pieces := []string{
		"\n", "\n", "\n", "\n\n", "\r\n", " ", "\u3000", "# ", "## ", "### ", "#", "。", "，", "；", "：", "“", "”", "）",
		"第一部分 ", "第一章", "第二节", "一、", "二【乙】", "（一）", "1. ", "２、", "（3）", "①", "一是", "——", "目录", "<!-- page 2 -->", "\n<!-- page 3 -->\n", "— 4 —", "……3", "附件1", "名词解释",
		"[1]", "①", "²", "甲[1]", "[1] 乙：丙丁。", "\n① 乙：丙丁，\n",
		"甲", "各位代表", "完成投资9.2亿元", strings.Repeat("长", 25) + "，", strings.Repeat("句子。", 20), strings.Repeat("没有句号", 80),
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 3_000 {
		var source strings.Builder
		for range 1 + random.IntN(40) {
			source.WriteString(pieces[random.IntN(len(pieces))])
		}
		checkParse(t, []byte(source.String()))
	}
}

func FuzzParse(f *testing.F) {
	for _, file := range fixtures(f) {
		f.Add(read(f, file))
	}
	f.Add(shippedSource(f))
	for _, seed := range []string{
		"# 一、\n（一）\n# 1.\n正文", "目录\n一、甲\n一、甲\n正文", "一、甲。“乙”。丙", "——甲。乙\n丙", "\ufeff\ufeff一、\n#\n甲",
		"## 甲\n## 乙\n### 一、\n一、\n## （一）\n正文", "附件\n甲", "一、甲\n乙丙\n— 1 —\n丁。", "<!-- page 1 -->\n一、甲\n乙丙，\n<!-- page 2 -->\n丁。", "\u2028\u0085甲\v\f", "一、甲\n乙①丙\n①丁：戊己，\n庚。\n辛。", "名词解释\n1.甲：乙丙。\n2.丁\n戊。",
		"**壹、甲**\n***乙** 丙****丁**\n---\n一，戊己庚辛\n** **\n", "**甲*乙**丙**\n***\n===", "Ⅱ、甲\n第2部分 乙\n丙。", "甲。\n- 12 -\n- 乙。",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) { checkParse(t, source) })
}

func shippedSource(tb testing.TB) []byte {
	tb.Helper()
	return read(tb, "reports/tongzhou-2023/report.md")
}
