package openai

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/limit"
	"wenbao/knowledge"
)

func shipped(t *testing.T) *knowledge.Report {
	t.Helper()
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return reports[0]
}

// stations is the passage of the shipped report that the tests look at.
const stations = "4.2.1"

func TestDraft(t *testing.T) {
	report := shipped(t)
	object := `{"aliases":["信号塔",""," 信号塔 "],"topics":["通信"],"questions":["QUESTION"],"en":"A cumulative 3,047 5G base stations have been built."}`
	whole := knowledge.Expansion{ID: stations, Aliases: []string{"信号塔"}, Topics: []string{"通信"}, Questions: []string{"累计建成5G基站3047个。建了多少？"},
		English: "A cumulative 3,047 5G base stations have been built.", Unreviewed: true}
	none := knowledge.Expansion{ID: stations, Aliases: []string{}, Topics: []string{}, Questions: []string{}, Unreviewed: true}
	tests := []struct {
		name, reply string // QUESTION is one that no other passage gets
		want        knowledge.Expansion
		noted       bool // the line is empty, and why is told
	}{
		{"an object", object, whole, false},
		{"a fence", "```json\n" + object + "\n```", whole, false},
		{"thoughts before it", "<think>{要不要翻译？}</think>\n" + object, whole, false},
		{"thoughts without an opening mark", "先想一想 {}\n</think>\n" + object, whole, false},
		{"a list", "- 结果如下：\n- " + object + "\n- 完", whole, false},
		{"a field nobody asked for", `{"note":"好",` + object[1:], whole, false},
		{"a translation with another figure", `{"aliases":["x"],"en":"9,999 stations."}`,
			knowledge.Expansion{ID: stations, Aliases: []string{"x"}, Topics: []string{}, Questions: []string{}, Unreviewed: true}, false},
		{"the same question for all", `{"aliases":["x"],"questions":["多少？"]}`,
			knowledge.Expansion{ID: stations, Aliases: []string{"x"}, Topics: []string{}, Questions: []string{}, Unreviewed: true}, false},
		{"no JSON", "好的", none, true},
		{"cut JSON", object[:40], none, true},
		{"another type", `{"aliases":"信号塔"}`, none, true},
		{"no word", `{"aliases":[],"topics":[],"questions":[],"en":""}`, none, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			model := replies(t, func(prompt string) string {
				return strings.ReplaceAll(test.reply, "QUESTION", passage(prompt)+"建了多少？")
			})
			var got knowledge.Expansion
			var lines bytes.Buffer
			count, noted := 0, false
			err := Draft(t.Context(), report, model, func(e knowledge.Expansion) error {
				if count++; e.ID == stations {
					got = e
				}
				if len(e.Aliases) > 0 {
					return json.NewEncoder(&lines).Encode(e)
				}
				return nil
			}, func(id string, err error) { noted = noted || id == stations && err != nil })
			if err != nil || count != 128 || noted != test.noted {
				t.Errorf("error %v, %d lines, noted %v", err, count, noted)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if _, err := knowledge.ParseExpansions(report, lines.Bytes()); err != nil {
				t.Errorf("the draft cannot be loaded: %v", err)
			}
		})
	}
}

// TestDraftWithoutASchema: a server that takes none is asked for plain text.
func TestDraftWithoutASchema(t *testing.T) {
	model := client(t, func(w http.ResponseWriter, r *http.Request) {
		var q map[string]any
		_ = json.NewDecoder(r.Body).Decode(&q)
		if q["response_format"] != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		_, _ = w.Write([]byte(choice(`{"aliases":["x"]}`, "stop")))
	})
	stop := errors.New("enough")
	err := Draft(t.Context(), shipped(t), model, func(e knowledge.Expansion) error {
		if len(e.Aliases) != 1 {
			t.Errorf("%+v", e)
		}
		return stop
	}, func(id string, err error) { t.Errorf("%s: %v", id, err) })
	if !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
}

// TestDraftEnds: what would leave all further lines empty ends the draft.
func TestDraftEnds(t *testing.T) {
	down := client(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	unpaid := client(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusPaymentRequired) })
	tests := []struct {
		name  string
		model Completer
		lines int
		want  error
	}{
		{"the budget is spent", NewGuard(down, Limits{Daily: 1}, limit.Local()), 0, ErrBudget},
		{"the server is left alone", NewGuard(down, Limits{}, limit.Local()), breaker.Failures, ErrResting},
		{"the server wants to be paid", NewGuard(unpaid, Limits{}, limit.Local()), breaker.Failures, ErrResting},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			lines := 0
			err := Draft(t.Context(), shipped(t), test.model, func(knowledge.Expansion) error { lines++; return nil }, func(string, error) {})
			if !errors.Is(err, test.want) || lines != test.lines {
				t.Errorf("%d lines, error %v", lines, err)
			}
		})
	}
}

func TestDraftWithoutAModel(t *testing.T) {
	var out []string
	stop := errors.New("enough")
	err := Draft(t.Context(), shipped(t), nil, func(e knowledge.Expansion) error {
		line, err := json.Marshal(e)
		out = append(out, string(line))
		if len(out) == 3 {
			err = stop
		}
		return err
	}, nil)
	want := `{"id":"0.0.1","aliases":[],"topics":[],"questions":[],"en":"","unreviewed":true}`
	if !errors.Is(err, stop) || out[0] != want || !strings.Contains(out[1], `"1"`) {
		t.Errorf("error %v\n%s", err, strings.Join(out, "\n"))
	}
}

// passage is the first numbered passage of a prompt.
func passage(prompt string) string {
	_, rest, _ := strings.Cut(prompt, "\n[1] ")
	line, _, _ := strings.Cut(rest, "\n")
	return line
}
