package bot_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"wenbao/bot"
	"wenbao/knowledge"
)

func TestExpand(t *testing.T) {
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	report := reports[0]
	tests := []struct {
		name  string
		reply func(prompt string) string
		check func(e knowledge.Expansion) bool // of 4.2.1
		notes bool
	}{
		{"a good reply", func(prompt string) string {
			return `{"aliases":["信号塔",""],"topics":["通信"],"questions":["` + passage(prompt) + `建了多少？"],"en":"A cumulative 3,047 5G base stations have been built."}`
		}, func(e knowledge.Expansion) bool { return len(e.Aliases) == 1 && len(e.Questions) == 1 }, false},
		{"a translation with another figure", func(string) string {
			return `{"aliases":["x"],"topics":[],"questions":[],"en":"9,999 stations."}`
		}, func(e knowledge.Expansion) bool { return e.English == "" && len(e.Aliases) == 1 }, false},
		{"the same question for all", func(string) string { return `{"aliases":["x"],"topics":[],"questions":["多少？"],"en":""}` },
			func(e knowledge.Expansion) bool { return len(e.Questions) == 0 }, false},
		{"no JSON", func(string) string { return "好的" }, func(e knowledge.Expansion) bool { return len(e.Aliases) == 0 }, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var lines bytes.Buffer
			count, notes := 0, 0
			err := bot.Expand(t.Context(), report, server(t, test.reply), func(e knowledge.Expansion) error {
				count++
				if !e.Unreviewed || e.ID == "4.2.1" && !test.check(e) {
					t.Errorf("%+v", e)
				}
				if len(e.Aliases)+len(e.Topics)+len(e.Questions) > 0 {
					return json.NewEncoder(&lines).Encode(e)
				}
				return nil
			}, func(string, error) { notes++ })
			if err != nil || count != 128 || (notes > 0) != test.notes {
				t.Errorf("error %v, %d lines, %d notes", err, count, notes)
			}
			if _, err := knowledge.ParseExpansions(report, lines.Bytes()); err != nil {
				t.Errorf("the draft cannot be loaded: %v", err)
			}
		})
	}
}

func TestExpandWithoutAModel(t *testing.T) {
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	stop := errors.New("enough")
	err = bot.Expand(t.Context(), reports[0], nil, func(e knowledge.Expansion) error {
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
