package telegram

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestInline(t *testing.T) {
	tests := []struct {
		name, query string
		least       int
		first       string
	}{
		{"a word", "电梯", 1, "加装电梯投入运行<b>30</b>部"},
		{"nothing typed", "", 0, ""},
		{"nothing near", "qwertyuiop zxcvb", 0, ""},
		{"far too long", strings.Repeat("电梯", 300), 0, ""},
	}
	a := newPeer(t)
	open(t, a, nil)
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a.push("inline_query", map[string]any{"id": "q", "from": map[string]any{"id": 7 + i}, "query": test.query, "offset": ""})
			v := a.wait(t, "answerInlineQuery", i+1)[i].values
			if v.Get("is_personal") != "true" {
				t.Error("others get the labels of this person's language")
			}
			var results []inlineResult
			if err := json.Unmarshal([]byte(v.Get("results")), &results); err != nil || v.Get("results") == "null" {
				t.Fatal(v, err)
			}
			if len(results) < test.least || test.least == 0 && len(results) > 0 {
				t.Fatalf("%d results", len(results))
			}
			for _, r := range results {
				if !strings.Contains(r.Content.Text, "<blockquote>") || !strings.Contains(r.Content.Text, "—— 《通州区") || len(r.ID) > 64 {
					t.Errorf("without citation: %+v", r)
				}
			}
			if test.first != "" && !strings.Contains(results[0].Content.Text, test.first) {
				t.Errorf("first %q", results[0].Content.Text)
			}
		})
	}
}
