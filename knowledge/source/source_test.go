package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf16 "golang.org/x/text/encoding/unicode"
)

// docx makes a Word document of its body and, if wanted, its styles.
func docx(tb testing.TB, body, styles string) []byte {
	tb.Helper()
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	parts := map[string]string{"word/document.xml": `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>` + body + `</w:body></w:document>`}
	if styles != "" {
		parts["word/styles.xml"] = `<w:styles xmlns:w="w">` + styles + `</w:styles>`
	}
	for name, text := range parts {
		part, err := archive.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// withNotes adds notes to a Word document.
func withNotes(tb testing.TB, body, notes string) []byte {
	tb.Helper()
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for _, part := range [][2]string{{"word/document.xml", `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`}, {"word/footnotes.xml", `<w:footnotes xmlns:w="w">` + notes + `</w:footnotes>`}} {
		w, err := archive.Create(part[0])
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestWordNotes: notes come at the end behind the numbers by which the text refers
// to them; a separator and a note that is not referred to are none.
func TestWordNotes(t *testing.T) {
	reference := func(id string) string { return `<w:r><w:footnoteReference w:id="` + id + `"/></w:r>` }
	note := func(id, body string) string { return `<w:footnote w:id="` + id + `">` + body + `</w:footnote>` }
	got, err := Text(".docx", withNotes(t, "<w:p>"+run("深化接诉即办")+reference("7")+run("改革，设立S基金")+reference("4")+run("。")+"</w:p>",
		note("0", "<w:p/>")+note("4", para("S基金：二手份额基金。"))+note("7", para("接诉即办：受理、")+para("办理和反馈。"))+note("9", para("旧"))))
	if want := "深化接诉即办¹改革，设立S基金²。\n\n¹ 接诉即办：受理、 办理和反馈。\n\n² S基金：二手份额基金。\n\n"; err != nil || string(got) != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}

func run(text string) string { return "<w:r><w:t>" + text + "</w:t></w:r>" }
func para(text string) string {
	return "<w:p>" + run(text) + "</w:p>"
}

// cell is one of a table that goes over so many columns.
func cell(text string, columns int) string {
	return fmt.Sprintf(`<w:tc><w:tcPr><w:gridSpan w:val="%d"/></w:tcPr>%s</w:tc>`, columns, para(text))
}

func TestWord(t *testing.T) {
	for _, tt := range []struct{ name, body, styles, want string }{
		{"paragraphs", para("一、回顾") + para("新建学校3所。"), "", "一、回顾\n\n新建学校3所。\n\n"},
		{"runs of one paragraph", "<w:p>" + run("新建") + run("学校") + "</w:p>", "", "新建学校\n\n"},
		{"blank paragraphs", para(" ") + "<w:p/>" + para("甲"), "", "甲\n\n"},
		{"a heading by its style", `<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>` + run("民生") + "</w:p>" + para("甲"), `<w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>`, "## 民生\n\n甲\n\n"},
		{"a break", "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", "", "甲\n\n乙\n\n"},
		{"what was deleted", "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>" + run("新") + "</w:ins></w:p>", "", "新\n\n"},
		{"no heading any more", `<w:p><w:pPr><w:pStyle w:val="b"/><w:pPrChange><w:pPr><w:pStyle w:val="a"/></w:pPr></w:pPrChange></w:pPr>` + run("甲") + "</w:p>", `<w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>`, "甲\n\n"},
		{"a heading since", `<w:p><w:pPr><w:pStyle w:val="a"/><w:pPrChange><w:pPr><w:pStyle w:val="b"/></w:pPr></w:pPrChange></w:pPr>` + run("民生") + "</w:p>", `<w:style w:styleId="a"><w:name w:val="heading 2"/></w:style>`, "## 民生\n\n"},
		{"raised no more", `<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:rPrChange></w:rPr><w:t>12</w:t></w:r>` + run("所") + "</w:p>", "", "12所\n\n"},
		{"cells that are merged no more", `<w:tbl><w:tr><w:tc><w:tcPr><w:tcPrChange><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tcPrChange></w:tcPr>` + para("甲") + "</w:tc><w:tc>" + para("1") + "</w:tc></w:tr></w:tbl>", "", "| 甲 | 1 |\n\n"},
		{"a second form", "<w:p>" + run("甲") + "<mc:AlternateContent><mc:Choice>" + run("乙") + "</mc:Choice><mc:Fallback>" + run("乙") + "</mc:Fallback></mc:AlternateContent></w:p>", "", "甲乙\n\n"},
		{"a table", "<w:tbl><w:tr><w:tc>" + para("指标") + "</w:tc><w:tc>" + para("2023年") + "</w:tc></w:tr><w:tr><w:tc>" + para("生产") + para("总值") + "</w:tc><w:tc>" + para("885.6") + "</w:tc></w:tr></w:tbl>" + para("甲"), "", "| 指标 | 2023年 |\n| 生产 总值 | 885.6 |\n\n甲\n\n"},
		{"cells merged alike in all rows, and the unit", "<w:tbl><w:tr>" + cell("收入表", 4) + "</w:tr><w:tr>" + cell("", 3) + cell("单位:万元", 1) + "</w:tr><w:tr>" + cell("科目", 2) + cell("预算数", 2) + "</w:tr><w:tr>" + cell("增值税", 2) + cell("362300", 2) + "</w:tr></w:tbl>", "", "| 收入表 |\n| 单位:万元 |\n| 科目 | 预算数 |\n| 增值税 | 362300 |\n\n"},
		{"merged cells", `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + para("2025年") + "</w:tc><w:tc>" + para("增长") + "</w:tc></w:tr><w:tr><w:tc>" + para("1") + "</w:tc><w:tc>" + para("2") + "</w:tc><w:tc>" + para("3") + "</w:tc></w:tr></w:tbl>", "", "| 2025年 |  | 增长 |\n| 1 | 2 | 3 |\n\n"},
		{"a table within a cell", "<w:tbl><w:tr><w:tc>" + para("甲") + "</w:tc><w:tc>" + para("前") + "<w:tbl><w:tr><w:tc>" + para("内一") + "</w:tc></w:tr><w:tr><w:tc>" + para("内二") + "</w:tc></w:tr></w:tbl>" + para("后") + "</w:tc></w:tr></w:tbl>", "", "| 甲 | 前 内一 内二 后 |\n\n"},
		{"raised digits", "<w:p>" + run("12万m") + `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>` + run("34") + "</w:p>", "", "12万m²34\n\n"},
		{"a field", "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>" + run("甲") + "</w:p>", "", "甲\n\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Text(".DOCX", docx(t, tt.body, tt.styles))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// article is a page with what surrounds an article.
const article = `<!doctype html><html><head><meta charset="%s"><title>青禾区2025年统计公报 - 青禾区人民政府</title></head><body>
<nav><a href="/">首页</a><a href="/x">政务公开</a></nav>
<div id="content"><h2>一、综合</h2>
<p>全年地区生产总值885.6亿元，比上年增长5.6%。其中，第一产业增加值12.3亿元，第二产业增加值300亿元，第三产业增加值573.3亿元。</p>
<p>年末常住人口51.2万人，其中城镇人口32万人，占常住人口比重为62.5%，比上年末提高0.8个百分点。</p>
<table><tr><th>指标</th><th>2025年</th></tr><tr><td>粮食产量</td><td>3.2万吨</td></tr></table>
<script>var a = 1;</script></div><footer>版权所有 青禾区人民政府办公室</footer></body></html>`

func TestPage(t *testing.T) {
	utf := strings.Replace(article, "%s", "utf-8", 1)
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(strings.Replace(article, "%s", "gbk", 1))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"青禾区2025年统计公报\n", "一、综合", "全年地区生产总值885.6亿元", "| 指标 | 2025年 |\n| 粮食产量 | 3.2万吨 |"}
	for name, data := range map[string]string{"UTF-8": utf, "GBK": gbk} {
		t.Run(name, func(t *testing.T) {
			got, err := Text(".html", []byte(data))
			if err != nil {
				t.Fatal(err)
			}
			for _, words := range want {
				if !strings.Contains(string(got), words) {
					t.Errorf("%q is missing in %q", words, got)
				}
			}
			for _, words := range []string{"首页", "版权所有", "var a"} {
				if strings.Contains(string(got), words) {
					t.Errorf("%q is no part of the article: %q", words, got)
				}
			}
		})
	}
}

// TestDeclaredEncoding: a page may say that it is in an encoding other than those of text.
func TestDeclaredEncoding(t *testing.T) {
	const page = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=Big5"></head><body><p>%s</p></body></html>`
	words := strings.Repeat("全年總產值八百億元，比上年增長百分之五，其中農業一百億元。", 5)
	data, err := traditionalchinese.Big5.NewEncoder().String(strings.Replace(page, "%s", words, 1))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Text(".html", []byte(data)); err != nil || !strings.Contains(string(got), words) {
		t.Errorf("Big5: %q, %v", got, err)
	}
}

// TestRows: cells keep their figures apart, and a table that lays a page out is
// no table.
func TestRows(t *testing.T) {
	const words = "全年地区生产总值885.6亿元，比上年增长5.6%。其中，第一产业增加值12.3亿元，第二产业增加值300亿元，第三产业增加值573.3亿元。"
	for _, tt := range []struct{ name, body, want string }{
		{"lines of a cell", "<p>" + words + words + "</p><table><tr><td>甲</td><td>12<br>34</td><td><p>56</p><p>102</p></td></tr></table>", "| 甲 | 12 34 | 56 102 |"},
		{"merged cells", "<p>" + words + words + "</p><table><tr><th rowspan=2>科目</th><th colspan=2>2025年</th></tr><tr><th>预算数</th><th>完成数</th></tr><tr><td>教育</td><td>4</td><td>5</td></tr></table><table><tr><td>甲</td><td>6</td></tr></table>",
			"| 科目 | 2025年 |  |\n|  | 预算数 | 完成数 |\n| 教育 | 4 | 5 |\n\n| 甲 | 6 |"},
		{"the number of an annex", "<p>" + words + words + "</p><table><tr><td>甲</td><td>6</td></tr><tr><td>附表2</td><td></td></tr><tr><td>乙</td><td>7</td></tr></table>", "| 甲 | 6 |\n\n附表2\n\n| 乙 | 7 |"},
		{"a layout", "<table><tr><td>导航</td><td><p>一、综合</p><p>" + words + "</p><p>" + words + "</p><p>二、农业</p><p>" + words + "</p></td></tr></table>", "二、农业\n\n全年"},
		{"raised digits", "<p>" + words + words + "</p><p>深化改革<sup>12</sup>，占地3m<sup>2</sup>，<sup>注</sup>完</p>", "深化改革¹²，占地3m²，注完"},
		{"raised digits in a cell", "<p>" + words + words + "</p><table><tr><td>指标<sup>1</sup></td><td>2025年</td></tr><tr><td>建筑面积，m<sup> 2 </sup></td><td>885.6<sup><a href='#n'>2</a></sup></td></tr></table>",
			"| 指标¹ | 2025年 |\n| 建筑面积，m² | 885.6² |"},
		{"headings", "<h1>甲区报告</h1><p>" + words + words + "</p><h2>工作</h2><p>" + words + "</p><h3>Lifts</h3><h3>" + words + "</h3>", "\n## 工作\n\n" + words + "\n\n### Lifts\n\n" + words},
		{"lines as they are", "<p>" + words + words + "</p><pre>一、甲\n修路1公里。\n</pre>", "一、甲\n\n修路1公里。"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Text(".html", []byte("<html><head><title>报告 - 网</title></head><body><div>"+tt.body+"</div></body></html>"))
			if err != nil || !strings.Contains(string(got), tt.want) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

func TestPlain(t *testing.T) {
	const words = "一、回顾\n新建学校3所。\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(words)
	if err != nil {
		t.Fatal(err)
	}
	little, err := utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewEncoder().String(words)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": words, "GB18030": gb, "UTF-16": little} {
		t.Run(name, func(t *testing.T) {
			if got, err := Text(".txt", []byte(data)); err != nil || string(got) != words {
				t.Errorf("Text() = %q, %v", got, err)
			}
		})
	}
}

func TestTextErrors(t *testing.T) {
	for _, tt := range []struct {
		name, ext, data string
		want            error
	}{
		{"a PDF", ".pdf", "%PDF-1.7", ErrUnknown},
		{"no archive", ".docx", "甲", ErrFormat},
		{"an archive of something else", ".docx", "PK\x05\x06" + strings.Repeat("\x00", 18), ErrFormat},
		{"NUL", ".txt", "甲\x00", ErrEncoding},
		{"no encoding", ".txt", "\xff\xff\xff", ErrEncoding},
		{"half a UTF-16 character", ".txt", "\xff\xfe\x00\xd8", ErrEncoding},
		{"too long", ".txt", strings.Repeat("a", MaxSource+1), ErrTooLong},
		{"a page of nothing", ".html", "<html></html>", ErrFormat},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Text(tt.ext, []byte(tt.data)); !errors.Is(err, tt.want) {
				t.Errorf("Text() = %v, want %v", err, tt.want)
			}
		})
	}
	t.Run("a body that unpacks to more than is read", func(t *testing.T) {
		if _, err := Text(".docx", docx(t, strings.Repeat(" ", maxPart+1), "")); !errors.Is(err, ErrTooLong) {
			t.Errorf("Text() = %v", err)
		}
	})
	t.Run("elements without end in each other", func(t *testing.T) {
		if _, err := Text(".docx", docx(t, strings.Repeat("<w:a>", 1000)+strings.Repeat("</w:a>", 1000), "")); !errors.Is(err, ErrFormat) {
			t.Errorf("Text() = %v", err)
		}
	})
	t.Run("a body that is cut off", func(t *testing.T) {
		if _, err := Text(".docx", docx(t, "<w:p><w:r>", "")); !errors.Is(err, ErrFormat) {
			t.Errorf("Text() = %v", err)
		}
	})
}

// FuzzText: whatever a file holds, its text is text, or there is an error.
func FuzzText(f *testing.F) {
	f.Add(".txt", []byte("甲"))
	f.Add(".html", []byte(article))
	f.Add(".docx", docx(f, para("甲"), ""))
	f.Fuzz(func(t *testing.T, ext string, data []byte) {
		text, err := Text(ext, data)
		if err == nil && (!utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0) {
			t.Errorf("%q is no text", text)
		}
	})
}
