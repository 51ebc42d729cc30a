package bot

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"wenbao/knowledge"
	"wenbao/knowledge/period"
)

// A figure that a report tells of the year that it looks back on and of the year that it plans is
// asked of both years, in every way that names one. That it is answered with the figure of the other
// is the worst that the bot can do.

// stated is a figure with what it counts, in a clause: 新建中小学, 12, 所.
type stated struct {
	subject, figure, unit string
	id                    string // of its passage
}

// counted is what is counted, without what is said of it before, its figure and its unit.
var counted = regexp.MustCompile(`(\p{Han}{2,16}?)(?:达到?|至|约|共|超过?|突破)?([0-9][0-9.]*)(万?亿?(?:[个所条座家户套公里平方米吨件人张辆处台间亩]+|元))(?:以上|左右)?$`)

// statedIn are the figures of a report whose passages are of a kind.
func statedIn(r *knowledge.Report, kind period.Kind) []stated {
	var list []stated
	for i := range r.Passages {
		p := &r.Passages[i]
		if r.Period(p).Kind != kind {
			continue
		}
		for _, clause := range strings.FieldsFunc(p.Text, func(r rune) bool { return strings.ContainsRune("，。；、：", r) }) {
			if m := counted.FindStringSubmatch(clause); m != nil {
				list = append(list, stated{m[1], m[2], m[3], p.ID})
			}
		}
	}
	return list
}

// leastSubject is the shortest end that two subjects must share, in code points: 中小学.
const leastSubject = 4

// common is the longest end that two texts share.
func common(a, b string) string {
	as, bs := []rune(a), []rune(b)
	n := 0
	for n < len(as) && n < len(bs) && as[len(as)-1-n] == bs[len(bs)-1-n] {
		n++
	}
	return string(as[len(as)-n:])
}

// twice is a figure that is told of both years.
type twice struct {
	subject    string
	done, plan stated
}

// toldTwice are the figures of a report that are told of both years under the same words, each once
// in each half: what is told twice in one half has no right answer.
func toldTwice(r *knowledge.Report) []twice {
	done, plan := statedIn(r, period.Review), statedIn(r, period.Plan)
	var list []twice
	for _, d := range done {
		for _, p := range plan {
			subject := common(d.subject, p.subject)
			if utf8.RuneCountInString(subject) < leastSubject || d.unit != p.unit || d.figure == p.figure {
				continue
			}
			same := func(s stated) bool { return strings.HasSuffix(s.subject, subject) && s.unit == d.unit }
			once := func(all []stated) bool {
				at := slices.IndexFunc(all, same)
				return !slices.ContainsFunc(all[at+1:], same)
			}
			if once(done) && once(plan) {
				list = append(list, twice{subject, d, p})
			}
		}
	}
	return list
}

// asked are questions for one of two figures, and which is right.
func (w twice) asked(years []int) map[string][2]stated {
	unit := strings.TrimLeft(w.done.unit, "万亿")
	what := w.subject + "多少" + unit
	questions := map[string][2]stated{}
	for _, form := range []string{"去年%s", "%d年%s", "过去一年实际%s"} {
		questions[worded(form, years[0], what)] = [2]stated{w.done, w.plan}
	}
	for _, form := range []string{"今年计划%s", "%d年%s", "今年要%s"} {
		questions[worded(form, years[1], what)] = [2]stated{w.plan, w.done}
	}
	return questions
}

func worded(form string, year int, what string) string {
	if strings.Contains(form, "%d") {
		return fmt.Sprintf(form, year, what)
	}
	return fmt.Sprintf(form, what)
}

// periodTally counts answers to questions for one of two figures.
type periodTally struct{ right, beside, none, other int }

func (c periodTally) String() string {
	return fmt.Sprintf("%d asked: %d right, %d with the other period's figure beside or below it, %d without either, %d answered with the other period's figure",
		c.right+c.beside+c.none+c.other, c.right, c.beside, c.none, c.other)
}

// add counts an answer; it reports whether it gives the other figure first or alone.
func (c *periodTally) add(a Answer, right, other stated) bool {
	first, second := -1, -1
	if a.Outcome == Answered {
		first = slices.IndexFunc(a.Citations, func(q Citation) bool { return q.ID == right.id })
		second = slices.IndexFunc(a.Citations, func(q Citation) bool { return q.ID == other.id })
	}
	switch {
	case first < 0 && second < 0:
		c.none++
	case second < 0:
		c.right++
	case first >= 0 && first < second:
		c.beside++
	default:
		c.other++
		return true
	}
	return false
}

// ownPeriods are reports in which every figure is told of both years, each with headings of another
// kind.
func ownPeriods() []source {
	const review = "新建中小学12所，教育更加均衡。\n改造老旧小区35个，环境更加宜居。\n新改建农村公路36公里，新增停车泊位3200个。\n"
	const plan = "新建中小学5所，扩大优质资源。\n改造老旧小区48个，推进城市更新。\n新改建农村公路20公里，新增停车泊位1500个。\n"
	var list []source
	for i, headings := range [][2]string{
		{"一、2023年工作回顾", "二、2024年工作安排"}, {"一、2023年工作总结", "二、2024年工作打算"}, {"一、过去一年的工作", "二、今年的重点任务"},
		{"一、2023年：稳中向好", "二、2024年：向新而行"}, {"二〇二三年主要工作", "二〇二四年主要工作"},
	} {
		list = append(list, source{fmt.Sprintf("r%d", i), "2024年青禾区政府工作报告\n\n各位代表：\n\n" + headings[0] + "\n\n" + review + "\n" + headings[1] + "\n\n" + plan, knowledge.Meta{}})
	}
	return list
}

// TestOtherPeriod: no figure of one year answers a question about the other. With a folder of
// reports, WENBAO_PERIODS=FOLDER go test ./bot -run OtherPeriod -v tells how often one does in these.
func TestOtherPeriod(t *testing.T) {
	reports, own := ownPeriods(), true
	if folder := os.Getenv("WENBAO_PERIODS"); folder != "" {
		reports, own = reportsIn(t, folder), false
	}
	var all periodTally
	for _, s := range reports {
		b := botOver(t, s)
		report := b.library.Reports[0]
		if len(report.Meta.Years) != 2 {
			continue
		}
		var of periodTally
		for _, w := range toldTwice(report) {
			for text, figures := range w.asked(report.Meta.Years) {
				a := ask(t, b, text)
				if of.add(a, figures[0], figures[1]) {
					t.Logf("%s %s: %s for %s", s.id, text, figures[1].figure, figures[0].figure)
				}
			}
		}
		t.Logf("%s: %s", s.id, of)
		all = periodTally{all.right + of.right, all.beside + of.beside, all.none + of.none, all.other + of.other}
	}
	t.Logf("all: %s", all)
	if own && (all.other > 0 || all.none > all.right/10) {
		t.Errorf("of the invented reports: %s", all)
	}
}

// reportsIn are the texts of a folder, each by itself.
func reportsIn(t *testing.T, folder string) []source {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no .txt: %v", folder, err)
	}
	var list []source
	for _, file := range files {
		words, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		list = append(list, source{knowledge.IDOf(name), string(words), knowledge.Meta{}})
	}
	return list
}
