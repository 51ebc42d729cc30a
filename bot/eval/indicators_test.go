//go:build reports

package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"text/tabwriter"
	"unicode"

	"wenbao/bot"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

// indicator is an everyday question to any report of a year and the next, and a pattern of what
// states its answer, in the half of which it asks: N is a number.
type indicator struct {
	Question, Half, Pattern string
}

// TestIndicators asks each report of the folder WENBAO_TEST_REPORTS (text files, as they were
// dropped in, one report at a time) what anybody asks a report, and counts, of the reports whose
// text states it in the half that is asked for, how many are answered with such words of that half.
// Where the halves part is found by patterns of its own, not by the parser that is measured.
// The reports are not in the repository:
//
//	WENBAO_TEST_REPORTS=FOLDER go test -tags reports -run Indicators -v ./bot/eval
func TestIndicators(t *testing.T) {
	folder := os.Getenv("WENBAO_TEST_REPORTS")
	if folder == "" {
		t.Skip("WENBAO_TEST_REPORTS names no folder of reports")
	}
	asked := indicators(t)
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no text files (%v)", folder, err)
	}
	counts := make([]map[string]int, len(asked))
	for i := range counts {
		counts[i] = map[string]int{}
	}
	for _, file := range files {
		halves, ok := halvesOf(t, file)
		if !ok {
			t.Logf("%s: no heading parts review and plan", filepath.Base(file))
			continue
		}
		b := dropped(t, file)
		for i, q := range asked {
			a, err := b.Ask(t.Context(), bot.Message{Text: q.Question})
			if err != nil {
				t.Fatal(err)
			}
			outcome := q.judge(halves[q.Half], a)
			counts[i][outcome]++
			if outcome == "wrong" || outcome == "refused" {
				t.Logf("%s: %s %s", filepath.Base(file), q.Question, outcome)
			}
		}
	}
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(w, "stated\tright\trefused\twrong\tnot stated, refused\tanswered\tquestion\t")
	for i, q := range asked {
		c := counts[i]
		_, _ = fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%s\t\n", c["right"]+c["refused"]+c["wrong"], c["right"], c["refused"], c["wrong"], c["silent"], c["answered"], q.Question)
	}
	_ = w.Flush()
	t.Log("\n" + table.String())
}

// judge says what became of a question of which the half of a report is given.
func (q indicator) judge(half string, a bot.Answer) string {
	pattern := regexp.MustCompile(strings.ReplaceAll(q.Pattern, "N", `\d[\d.]*`))
	answered := a.Outcome == bot.Answered && len(a.Citations) > 0
	right := false
	for _, c := range a.Citations {
		quote := unspaced(c.Quote)
		right = right || answered && pattern.MatchString(quote) && strings.Contains(half, string([]rune(quote)[:min(25, len([]rune(quote)))]))
	}
	switch stated := pattern.MatchString(half); {
	case right:
		return "right"
	case stated && answered:
		return "wrong"
	case stated:
		return "refused"
	case answered:
		return "answered"
	}
	return "silent"
}

// unspaced is a text without blanks and the commas in its numbers.
func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == ',' || r == '，' {
			return -1
		}
		return r
	}, s)
}

// The heading from which a report tells of the year to come.
var (
	planHeading = regexp.MustCompile(`(?m)^[ 　#]*(?:[一二三四]、|第[二三]部分|（[二三四]）)?[ 　]*(?:关于)?(\d{4}年|今年|新的一年)[^\n。]{0,30}(?:工作|任务|安排|目标|要求|思路|部署|重点)[^\n。]{0,30}$`)
	planChapter = regexp.MustCompile(`二、[ 　]*(?:\d{4}年|今年)`)
	yearAhead   = regexp.MustCompile(`20\d\d年`)
)

// halvesOf is the text of a report before and behind the heading of its plan.
func halvesOf(t *testing.T, file string) (map[string]string, bool) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	last := "" // the last year of which a heading tells
	for _, m := range planHeading.FindAllSubmatch(data, -1) {
		if year := string(m[1]); yearAhead.MatchString(year) {
			last = max(last, year)
		}
	}
	at := -1
	for _, m := range planHeading.FindAllSubmatchIndex(data, -1) {
		year, share := string(data[m[2]:m[3]]), float64(m[0])/float64(len(data))
		if at < 0 && share > 0.15 && share < 0.75 && (year == last || !yearAhead.MatchString(year)) {
			at = m[0]
		}
	}
	if m := planChapter.FindIndex(data); at < 0 && m != nil {
		at = m[0]
	}
	if at < 0 {
		return nil, false
	}
	return map[string]string{"review": unspaced(string(data[:at])), "plan": unspaced(string(data[at:]))}, true
}

// dropped is a bot over one file, as it was dropped in.
func dropped(t *testing.T, file string) *bot.Bot {
	t.Helper()
	report, err := knowledge.Open(os.DirFS(filepath.Dir(file)), filepath.Base(file))
	if err != nil {
		t.Fatal(err)
	}
	local, err := retrieval.NewLocal()
	if err != nil {
		t.Fatal(err)
	}
	b, err := bot.New(t.Context(), bot.Config{Library: knowledge.NewLibrary([]*knowledge.Report{report}), Embedder: local})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func indicators(t *testing.T) []indicator {
	t.Helper()
	data, err := os.ReadFile("testdata/indicators.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var asked []indicator
	for line := range bytes.Lines(data) {
		var q indicator
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		asked = append(asked, q)
	}
	return asked
}
