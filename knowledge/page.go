package knowledge

import (
	"regexp"

	sources "wenbao/knowledge/source"
)

// pageNumber is a line that a printer put between two pages: — 12 —, 第12页. It may
// stand at the head or the foot, and need not count the pages of a file. A line of
// nothing but strokes stands so between parts.
var pageNumber = regexp.MustCompile(`^[—–－-]+[ 　]*[0-9０-９]{1,4}[ 　]*[—–－-]+$|^第[ 　]*[0-9０-９]{1,4}[ 　]*页(?:[ 　]*[/，,]?[ 　]*共[ 　]*[0-9０-９]{1,4}[ 　]*页)?$|^(?:[-—–－_=*＊~～][ 　]*){3,}$`)

// maxPageNumber is the longest such line, in bytes.
const maxPageNumber = 80

// takePages moves the marks and printed numbers of pages out of the lines, and
// gives the lines below a mark its page. A file of nothing else is left as it is.
func (b *builder) takePages(lines []sourceLine) []sourceLine {
	rest := lines[:0:0]
	page, said := 0, true
	for _, line := range lines {
		if next, marks := sources.PageOf(line.Text); marks {
			if !said {
				b.report.empty = append(b.report.empty, page)
			}
			page, said = next, false
			b.report.Pages = append(b.report.Pages, line.Line)
			continue
		}
		if len(line.Text) <= maxPageNumber && pageNumber.MatchString(line.Text) {
			b.report.Pages = append(b.report.Pages, line.Line)
			continue
		}
		line.Page, said = page, true
		rest = append(rest, line)
	}
	if !said {
		b.report.empty = append(b.report.empty, page)
	}
	if len(rest) == 0 {
		b.report.Pages, b.report.empty = nil, nil
		return lines
	}
	return rest
}

// imprint is a line that a web page puts behind a text: whose words and work it is, where it
// stands, what of it is not shown.
var imprint = regexp.MustCompile(`^[（(]?[ 　]*(?:(?:信息|资料|数据|文章|稿件|图片)?来源|(?:原文|网页)?(?:地址|链接|网址)|(?:责任|网站)?编辑|责编|校对|(?:初|复|终)审|审核|撰稿|供稿|打印本页|关闭窗口)(?:人|者)?[:：][^。；]*$|^[（(][^（()）]*(?:原文|从略)[^（()）]*[）)]$|^[（(]?https?://\S+$|^打印本页|^关闭窗口`)

// maxImprint is the longest such line, in bytes.
const maxImprint = 240

// takeImprint moves the imprint at the end of the lines out of them.
func (b *builder) takeImprint(lines []sourceLine) []sourceLine {
	end := len(lines)
	for end > 1 && len(lines[end-1].Text) <= maxImprint && imprint.MatchString(lines[end-1].Text) {
		end--
	}
	for _, line := range lines[end:] {
		b.report.Pages = append(b.report.Pages, line.Line)
	}
	return lines[:end]
}

// turn is where in a joined line a new page begins, in bytes.
type turn struct{ at, page int }

// join adds the words of the next line.
func (l *sourceLine) join(between string, next sourceLine) {
	if next.Page != l.pageAt(len(l.Text)) {
		l.turns = append(l.turns, turn{len(l.Text) + len(between), next.Page})
	}
	l.Text += between + next.Text
	l.joined, l.last = true, next.last
}

// pageAt is the page of a byte of the line.
func (l *sourceLine) pageAt(offset int) int {
	page := l.Page
	for _, t := range l.turns {
		if t.at <= offset {
			page = t.page
		}
	}
	return page
}
