package eval_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/eval"
)

// run is a run of questions a to z: a capital letter was answered rightly.
func run(letters string) eval.Report {
	var r eval.Report
	for _, letter := range letters {
		q := strings.ToLower(string(letter))
		v := eval.Verdict{ID: "1" + q, Kind: "all", Question: q, Right: string(letter) != q}
		if !v.Right {
			v.Fault = eval.Refused
		}
		r.Verdicts = append(r.Verdicts, v)
	}
	return r
}

// gone says nothing of any passage.
func gone(string) string { return "" }

func names(changes []eval.Change) string {
	var b strings.Builder
	for _, c := range changes {
		b.WriteString(c.Question)
	}
	return b.String()
}

func TestCompare(t *testing.T) {
	tests := []struct {
		name, before, now    string
		allowed              int
		mended, broken       string
		shared, right, isNow int
		new, gone            int
		goes                 bool
	}{
		{"nothing changed", "ABc", "ABc", 0, "", "", 3, 2, 2, 0, 0, true},
		{"one became right", "ABc", "ABC", 0, "c", "", 3, 2, 3, 0, 0, true},
		{"one became wrong, though another became right", "ABc", "aBC", 0, "c", "a", 3, 2, 2, 0, 0, false},
		{"one may", "ABc", "aBC", 1, "c", "a", 3, 2, 2, 0, 0, true},
		{"two may not where one may", "ABc", "abC", 1, "c", "ab", 3, 2, 1, 0, 0, false},
		{"new ones that are wrong stop nothing", "AB", "ABcd", 0, "", "", 2, 2, 2, 2, 0, true},
		{"some are no longer asked", "ABc", "B", 0, "", "", 1, 1, 1, 0, 2, true},
		{"another order", "AbC", "CaB", 0, "b", "a", 3, 2, 2, 0, 0, false},
		{"the same twice", "Aa", "aA", 0, "a", "a", 2, 1, 1, 0, 0, false},
		{"none in common tells nothing", "AB", "CD", 0, "", "", 0, 0, 0, 2, 2, false},
		{"none asked", "AB", "", 0, "", "", 0, 0, 0, 0, 2, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := eval.Compare(run(test.now), run(test.before), gone, "before.json", test.allowed)
			if names(c.Mended) != test.mended || names(c.Broken) != test.broken {
				t.Errorf("became right %q, became wrong %q", names(c.Mended), names(c.Broken))
			}
			if diff := cmp.Diff([]int{test.shared, test.right, test.isNow, test.new, test.gone}, []int{c.Shared, c.Before, c.Now, c.New, c.Gone}); diff != "" {
				t.Errorf("shared, before, now, new, gone (-want +got):\n%s", diff)
			}
			if c.Go() != test.goes {
				t.Errorf("go is %t", c.Go())
			}
		})
	}
}

// TestCompareSaved: a run that went through JSON compares as it would have.
func TestCompareSaved(t *testing.T) {
	data, err := json.Marshal(run("aB"))
	if err != nil {
		t.Fatal(err)
	}
	var saved eval.Report
	if err := json.Unmarshal(data, &saved); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := eval.Compare(run("Ab"), saved, gone, "before.json", 0).Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `against before.json: 2 questions of both, 1 right before, 1 now; 0 new, 0 no longer asked
became right: 1
  1a  a
    refused
became wrong: 1
  1b  b
    refused
answers that moved: not known, since the earlier run does not tell what it cited
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// answered is a run of one question, saved and read: passages are cited that say something.
func answered(t *testing.T, says map[string]string, ids ...string) eval.Report {
	t.Helper()
	r, err := eval.Run(t.Context(), []eval.Question{{ID: "1", Text: "q"}}, func(context.Context, eval.Question) (eval.Result, error) {
		result := eval.Result{Answered: ids == nil || ids[0] != "no answer"}
		for _, id := range ids {
			if says[id] != "" {
				result.Citations = append(result.Citations, eval.Found{ID: id, Text: says[id]})
			}
		}
		return result, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var saved eval.Report
	if err := json.Unmarshal(data, &saved); err != nil {
		t.Fatal(err)
	}
	return saved
}

// TestCompareMoved: an answer moves where it is another and what it cited says what it said.
func TestCompareMoved(t *testing.T) {
	before := map[string]string{"r/1.1": "建校3所。", "r/1.2": "修路8里。"}
	for _, tt := range []struct {
		name    string
		now     map[string]string
		was, is []string
		want    string // how it moved
		moved   bool
	}{
		{"the same", before, []string{"r/1.1"}, []string{"r/1.1"}, "", false},
		{"white space", map[string]string{"r/1.1": "建校 3所。"}, []string{"r/1.1"}, []string{"r/1.1"}, "", false},
		{"what it cited was corrected", map[string]string{"r/1.1": "建校5所。"}, []string{"r/1.1"}, []string{"r/1.1"}, "", false},
		{"… and it cites another now", map[string]string{"r/1.1": "建校5所。", "r/1.2": "修路8里。"}, []string{"r/1.1"}, []string{"r/1.2"}, "", false},
		{"what it cited was taken away", map[string]string{"r/1.2": "修路8里。"}, []string{"r/1.1"}, []string{"r/1.2"}, "", false},
		{"it cites another now", before, []string{"r/1.1"}, []string{"r/1.2"}, "was r/1.1; now r/1.2", true},
		{"it cites what was added", map[string]string{"r/1.1": "建校3所。", "r/1.3": "建校4所。"}, []string{"r/1.1"}, []string{"r/1.1", "r/1.3"}, "was r/1.1; now r/1.1, r/1.3", true},
		{"another order", before, []string{"r/1.1", "r/1.2"}, []string{"r/1.2", "r/1.1"}, "was r/1.1, r/1.2; now r/1.2, r/1.1", true},
		{"it answers no more", before, []string{"r/1.1"}, []string{"no answer", "r/1.1"}, "was r/1.1; now no answer, r/1.1", true},
		{"it answers now", before, []string{"no answer"}, []string{"r/1.1"}, "was no answer; now r/1.1", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := eval.Compare(answered(t, tt.now, tt.is...), answered(t, before, tt.was...), func(id string) string { return tt.now[id] }, "before.json", 0)
			got := ""
			for _, m := range c.Moved {
				got = fmt.Sprintf("was %s; now %s", m.Was, m.Now)
			}
			var b strings.Builder
			if err := c.Write(&b); err != nil {
				t.Fatal(err)
			}
			if got != tt.want || len(c.Moved) > 0 != tt.moved || c.Moved == nil || strings.Contains(b.String(), "    was ") != tt.moved {
				t.Errorf("moved %q, want %q:\n%s", got, tt.want, b.String())
			}
		})
	}
}
