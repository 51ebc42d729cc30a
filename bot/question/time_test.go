package question

import "testing"

func TestQuestionTense(t *testing.T) {
	both := []int{2023, 2024}
	for _, tt := range []struct {
		text string
		want Tense
	}{
		{"去年建了几所学校", Done},
		{"去年主要做了哪些工作", Done},
		{"过去一年干成了什么", Done},
		{"实际完成多少", Done},
		{"2023年建了几所学校", Done},
		{"2024年建几所学校", Planned},
		{"今年要建几所学校", Planned},
		{"今年计划修几条路", Planned},
		{"明年呢", Planned},
		{"目标是多少", Planned},
		{"要建几所学校", Planned},
		{"what will be built", Planned},
		{"主要做了哪些工作", AnyTense},
		{"重要干部有哪些", AnyTense},
		{"学校有几所", AnyTense},
		{"2023年和2024年各多少", AnyTense},
		{"2020年建了几所", Done},
		{"我妈说会改造道路，去年改造了多少条", Done},
		{"邻居说要通地铁，实际通了几条线", Done},
		{"听说要建学校去年建了几所", Done},
		{"政府说要改造道路，改造了多少条", Done},
		{"去年改造了多少条路？说好要改造五十条的", Done},
		{"前年说要建几所学校", Planned},
		{"当时政府说要建的学校有几所", Planned},
		{"去年说要建几所学校", Done}, // of the report of this year, which does not plan it
		{"我妈说会改造道路，要改造多少条", Planned},
		{"听说要通地铁，几号线", Planned},
		{"小说会展中心有几层", AnyTense},
		{"去年改造小区的目标是多少", Done},
		{"去年的目标完成得怎么样", AnyTense},
		{"去年哪些目标没完成", AnyTense},
	} {
		t.Run(tt.text, func(t *testing.T) {
			if got := theReader(t).Read(tt.text, nil).TenseIn(both); got != tt.want {
				t.Errorf("tense of %q is %d, want %d", tt.text, got, tt.want)
			}
		})
	}
}

// TestUntimed: without its time a question is shorter, and its figures stand where they are said.
func TestUntimed(t *testing.T) {
	r := theReader(t)
	for said, want := range map[string]string{"2021年建成的8条小巷叫什么": "建成的8条小巷叫什么", "去年那8条小巷叫什么": "那8条小巷叫什么", "去年": "去年"} {
		q := r.Untimed(r.understand(said))
		if q.Text != want || len(q.Years)+len(q.YearsAgo) > 0 || said != want && q.ListOf() != 8 {
			t.Errorf("%s: %q of %d, %v, %v", said, q.Text, q.ListOf(), q.Years, q.YearsAgo)
		}
	}
}
