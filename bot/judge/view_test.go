package judge

import (
	"strings"
	"testing"

	"wenbao/bot/question"
	"wenbao/retrieval"
	"wenbao/retrieval/reader"
)

// TestTold: what the reader marks in a question that lacks some words is told in
// the words of the whole one.
func TestTold(t *testing.T) {
	for _, tt := range []struct {
		name, asked string
		without     []string
		marked      string // of the question as it was read
	}{
		{"nothing left out", "每部多少钱", nil, "多少钱"},
		{"before it", "通州电梯多少钱", []string{"通州"}, "多少钱"},
		{"after it", "多少钱在通州", []string{"通州"}, "多少钱"},
		{"two, the second before the first", "2023年通州电梯多少钱", []string{"通州", "2023年"}, "多少钱"},
		{"two, the first before the second", "通州电梯2023年多少钱", []string{"通州", "2023年"}, "多少钱"},
		{"the whole question stays", "通州", []string{"通州"}, "通州"},
		{"not in it", "电梯多少钱", []string{"北京"}, "多少钱"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := view{question: tt.asked}
			for _, name := range tt.without {
				v.without(name)
			}
			from := strings.Index(v.question, tt.marked)
			got := v.told([]reader.Span{{From: from, To: from + len(tt.marked)}})
			if len(got) != 1 || tt.asked[got[0].From:got[0].To] != tt.marked {
				t.Errorf("%v of %q, read as %q", got, tt.asked, v.question)
			}
		})
	}
	v := view{question: "电梯", reworded: true}
	if got := v.told([]reader.Span{{From: 0, To: 3}}); len(got) > 0 {
		t.Errorf("%v is told of a question in other words", got)
	}
}

// TestViews: of a paragraph that tells of many things the reader also gets the sentence that
// was found, alone where a trouble is told, and the clause that holds what is asked about.
func TestViews(t *testing.T) {
	const noise, wages = "推进宁静小区试点建设,努力解决群众身边的噪声问题。", "加大根治拖欠农民工工资工作力度,维护劳动者权益。"
	j := judgeOver(t, "甲区2023年政府工作报告\n一、民生\n"+noise+wages+"\n新建公园。\n")
	for _, tt := range []struct {
		name, id string
		intent   question.Intent
		content  string
		found    int // sentence, -1 for none
		part     bool
		want     []string
	}{
		{"a question", "r/1.1", question.Ask, "", 0, false, []string{noise + wages, noise}},
		{"a trouble", "r/1.1", question.Need, "", 1, false, []string{wages}},
		{"a trouble of which no sentence is near", "r/1.1", question.Need, "", -1, false, []string{noise + wages}},
		{"its words", "r/1.1", question.Ask, "劳动者", 0, false, []string{noise + wages, noise, "维护劳动者权益"}},
		{"a question, further down", "r/1.1", question.Ask, "", 0, true, []string{noise}},
		{"one sentence", "r/1.2", question.Need, "", -1, false, []string{"新建公园。"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := question.Question{Text: "吵", Intent: tt.intent}
			if tt.content != "" {
				q.Content = []question.Word{{Text: tt.content, Rarity: 10}}
			}
			hit := retrieval.Hit{ID: tt.id}
			if tt.found >= 0 {
				hit.Matches = []retrieval.Match{{Question: -1, Sentence: tt.found, Cosine: 0.5}}
			}
			var got []string
			for _, v := range j.passage(tt.id).viewsOf(q, hit, !tt.part) {
				got = append(got, v.passage.Text)
			}
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// TestFirst: of passages that nobody wrote questions for, a much surer one comes first, and
// a surer one at all where a trouble is told.
func TestFirst(t *testing.T) {
	j := judgeOver(t, "甲区2023年政府工作报告\n一、民生\n新建公园。\n新建学校。\n")
	for _, tt := range []struct {
		name   string
		second float64
		need   float64
		want   int
	}{
		{"a little surer", 0.6, 0, 0},
		{"much surer", 0.8, 0, 1},
		{"a little surer, of a trouble", 0.6, 1, 1},
		{"less sure", 0.4, 1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var features Features
			features[NeedFeature] = tt.need
			list := []Weighing{{Hit: retrieval.Hit{ID: "r/1.1"}, Probability: 0.5, Threshold: 0.2, Features: features}, {Hit: retrieval.Hit{ID: "r/1.2"}, Probability: tt.second, Threshold: 0.2, Features: features}}
			if got := j.first(list); got != tt.want {
				t.Errorf("%d, want %d", got, tt.want)
			}
		})
	}
}
