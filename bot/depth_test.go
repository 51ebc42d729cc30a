package bot

import (
	"context"
	"fmt"
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/knowledgetest"
	"wenbao/retrieval"
)

// TestDepth: in a large library, too, the passages that are weighed are those
// that would be if all were looked at, though only the best of them are.
func TestDepth(t *testing.T) {
	b, err := newBot(Config{Library: knowledge.NewLibrary(knowledgetest.Reports(20))})
	if err != nil {
		t.Fatal(err)
	}
	place, year := knowledgetest.Place(0), knowledgetest.Year(3)
	for _, tt := range []struct{ name, before, asked string }{
		{"a thing", "", "新建了多少座消防站"},
		{"a plan", "", "计划新建多少所幼儿园"},
		{"an indicator", "", "gdp增长多少"},
		{"of a place", "", place + "改造了多少个老旧小区"},
		{"of a place and year", "", fmt.Sprintf("%s%d年提升了多少公里农村公路", place, year)},
		{"everyday words", "", "老人爬楼太累了，电梯装了没有"},
		{"a follow-up", "滨河大道建了哪些东西", "充电桩呢"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := b.reader.Part(tt.asked)
			if tt.before != "" {
				q.Before = tt.before
				q = q.Joined()
			}
			got, err := b.hits(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			all, err := b.passages.Find(context.Background(), retrieval.Query{Text: q.Text, Before: tt.before, Reports: b.judge.Reports(q)}, b.passages.Len())
			if err != nil {
				t.Fatal(err)
			}
			want := b.judge.Prefer(q, all)
			for i := range 20 {
				if got[i].ID != want[i].ID || got[i].Score != want[i].Score {
					t.Errorf("%d: %s %.3f, want %s %.3f", i, got[i].ID, got[i].Score, want[i].ID, want[i].Score)
				}
			}
		})
	}
}
