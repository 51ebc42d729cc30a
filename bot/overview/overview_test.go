package overview

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

const source = "# 报告\n\n## 一、交通\n\n修路三条。\n\n修桥两座。\n\n## 二、教育\n\n### （一）学校\n\n建校一所。\n"

func parse(t *testing.T) *knowledge.Report {
	t.Helper()
	report, err := knowledge.Parse("r", []byte(source), knowledge.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestDigestOf(t *testing.T) {
	got := map[string]int{}
	for _, c := range DigestOf(parse(t)).Chapters {
		got[c.Heading.Text] = len(c.Passages)
	}
	if diff := cmp.Diff(map[string]int{"一、交通": 2, "二、教育": 1}, got); diff != "" {
		t.Errorf("chapters (-want +got):\n%s", diff)
	}
}

// TestFirst: a section's passages come first, in the order of the report where
// the whole of it is meant and by score where a part is.
func TestFirst(t *testing.T) {
	report := parse(t)
	hits := []retrieval.Hit{{ID: "other"}, {ID: report.Passages[1].ID}, {ID: report.Passages[2].ID}, {ID: report.Passages[0].ID}}
	for _, tt := range []struct {
		name  string
		clear bool
		want  []string
	}{
		{"the whole", true, []string{report.Passages[0].ID, report.Passages[1].ID, "other", report.Passages[2].ID}},
		{"a part", false, []string{report.Passages[1].ID, report.Passages[0].ID, "other", report.Passages[2].ID}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := Section{Report: report, Passages: report.Under(0), Clear: tt.clear}
			var got []string
			for _, hit := range s.First(hits) {
				got = append(got, hit.ID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if hits[0].ID != "other" {
				t.Error("the hits themselves were moved")
			}
		})
	}
}

// TestTellingPassesOverNotes: what a word means says nothing of a chapter.
func TestTellingPassesOverNotes(t *testing.T) {
	note := &knowledge.Passage{Note: true, Line: knowledge.Line{Text: "S基金：全国首只规模20亿元的基金。"}}
	told := &knowledge.Passage{Line: knowledge.Line{Text: "加快建设。"}}
	if got := (Chapter{Passages: []*knowledge.Passage{note, told}}).Telling(); got != told {
		t.Errorf("%+v", got)
	}
	if got := (Chapter{Passages: []*knowledge.Passage{note}}).Telling(); got != nil {
		t.Errorf("%+v", got)
	}
}
