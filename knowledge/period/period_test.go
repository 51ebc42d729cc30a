package period_test

import (
	"testing"

	"wenbao/knowledge/period"
)

func TestOf(t *testing.T) {
	both := []int{2023, 2024}
	for _, tt := range []struct {
		name string
		said period.Passage
		want period.Period
	}{
		{"a review", period.Passage{Headings: []string{"一、2023年工作回顾"}, Years: both}, period.Period{Year: 2023, Kind: period.Review}},
		{"one that names no year", period.Passage{Headings: []string{"过去一年工作情况"}, Years: both}, period.Period{Year: 2023, Kind: period.Review}},
		{"done", period.Passage{Headings: []string{"2023年重点工作完成情况"}, Years: both}, period.Period{Year: 2023, Kind: period.Review}},
		{"main work of the year before", period.Passage{Headings: []string{"2023年主要工作"}, Years: both}, period.Period{Year: 2023, Kind: period.Review}},
		{"main work of this one", period.Passage{Headings: []string{"2024年主要工作"}, Years: both}, period.Period{Year: 2024, Kind: period.Plan}},
		{"achievements", period.Passage{Headings: []string{"主要成就"}, Years: both}, period.Period{Year: 2023, Kind: period.Review}},
		{"tasks", period.Passage{Headings: []string{"2024年重点任务"}, Years: both}, period.Period{Year: 2024, Kind: period.Plan}},
		{"tasks without a year", period.Passage{Headings: []string{"今年工作安排"}, Years: both}, period.Period{Year: 2024, Kind: period.Plan}},
		{"aims", period.Passage{Headings: []string{"2024年政府工作总体要求和主要目标"}, Years: both}, period.Period{Year: 2024, Kind: period.Plan}},
		{"a budget carried out", period.Passage{Headings: []string{"2023年预算执行情况"}, Years: both}, period.Period{Year: 2023, Kind: period.Review}},
		{"a budget", period.Passage{Headings: []string{"2024年预算草案"}, Years: both}, period.Period{Year: 2024, Kind: period.Plan}},
		{"work to do", period.Passage{Headings: []string{"努力做好2024年各项工作"}, Years: both}, period.Period{Year: 2024, Kind: period.Plan}},
		{"five years", period.Passage{Headings: []string{"过去五年工作回顾"}, Years: both}, period.Period{Kind: period.Review}},
		{"the five years to come", period.Passage{Headings: []string{"今后五年的打算"}, Years: both}, period.Period{Kind: period.Plan}},
		{"one year of five", period.Passage{Headings: []string{"过去五年工作回顾", "2023年工作"}, Years: both}, period.Period{Year: 2023, Kind: period.Review}},
		{"no heading that tells", period.Passage{Headings: []string{"民生保障"}, Years: both}, period.Period{}},
		{"a heading that does not tell, of a review", period.Passage{Headings: []string{"民生保障"}, Years: []int{2023}, Covers: "review"}, period.Period{Year: 2023, Kind: period.Review}},
		{"the same of a plan", period.Passage{Headings: []string{"民生保障"}, Years: []int{2024}, Covers: "plan"}, period.Period{Year: 2024, Kind: period.Plan}},
		{"aims below a heading that tells nothing", period.Passage{Words: "经济社会发展的预期目标是：增长5%。", Years: both}, period.Period{Year: 2024, Kind: period.Plan}},
		{"aims in a review", period.Passage{Headings: []string{"一、2023年工作回顾"}, Words: "综合考虑，今年经济社会发展主要预期目标是：增长5%。", Years: both}, period.Period{Year: 2024, Kind: period.Plan}},
		{"problems", period.Passage{Headings: []string{"一、2023年工作回顾"}, Words: "同时，我们也清醒地看到，发展还面临不少困难和挑战。", Years: both}, period.Period{Year: 2023, Kind: period.Problem}},
		{"a note", period.Passage{Headings: []string{"一、2023年工作回顾"}, Note: true, Years: both}, period.Period{Kind: period.Glossary}},
		{"an annex", period.Passage{Headings: []string{"附件1：重要指标完成情况"}, Years: both}, period.Period{Kind: period.Annex}},
		{"a report without years", period.Passage{Headings: []string{"工作回顾"}}, period.Period{Kind: period.Review}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := period.Of(tt.said); got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

// TestOfHeading: headings of reports as governments give them, in the report of 2024.
func TestOfHeading(t *testing.T) {
	for _, tt := range []struct {
		heading string
		want    period.Period
	}{
		{"一、2023年工作总结", period.Period{Year: 2023, Kind: period.Review}},
		{"二、2024年工作打算", period.Period{Year: 2024, Kind: period.Plan}},
		{"二、2024年工作计划", period.Period{Year: 2024, Kind: period.Plan}},
		{"2024年工作部署", period.Period{Year: 2024, Kind: period.Plan}},
		{"二、2024年目标任务", period.Period{Year: 2024, Kind: period.Plan}},
		{"一、2023年重点工作", period.Period{Year: 2023, Kind: period.Review}},
		{"一、2023年", period.Period{Year: 2023, Kind: period.Review}},
		{"二、2024年：向新而行", period.Period{Year: 2024, Kind: period.Plan}},
		{"一、圆满完成2023年目标任务", period.Period{Year: 2023, Kind: period.Review}},
		{"二、奋力完成2024年目标任务", period.Period{Year: 2024, Kind: period.Plan}},
		{"一、2023年取得的主要成绩", period.Period{Year: 2023, Kind: period.Review}},
		{"一、2023年国民经济和社会发展计划执行情况", period.Period{Year: 2023, Kind: period.Review}},
		{"一、“十四五”规划实施情况", period.Period{Kind: period.Review}},
		{"一、2025年主要工作和“十四五”发展成就", period.Period{Year: 2025, Kind: period.Review}},
		{"二、“十五五”时期的主要目标任务", period.Period{Kind: period.Plan}},
		{"二、下一步工作打算", period.Period{Kind: period.Plan}},
		{"一、2023至2024年度工作回顧", period.Period{Kind: period.Review}},
		{"二、2024至25年度工作計劃", period.Period{Year: 2024, Kind: period.Plan}},
		{"Review of FY2023", period.Period{Year: 2023, Kind: period.Review}},
		{"Plans for FY2024", period.Period{Year: 2024, Kind: period.Plan}},
		{"Work Plans 2024", period.Period{Year: 2024, Kind: period.Plan}},
		{"2023 in Review", period.Period{Year: 2023, Kind: period.Review}},
		{"Looking Ahead", period.Period{Kind: period.Plan}},
		{"The Year Ahead", period.Period{Kind: period.Plan}},
		{"Chairman's Review", period.Period{}},
		{"Town Planning", period.Period{}},
		{"三、加强政府自身建设", period.Period{}},
		{"关于2023年计划执行情况和2024年计划", period.Period{}},
		{"名詞解釋", period.Period{Kind: period.Annex}},
	} {
		t.Run(tt.heading, func(t *testing.T) {
			if got := period.OfHeading(tt.heading, []int{2023, 2024}); got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestString(t *testing.T) {
	for want, p := range map[string]period.Period{
		"2023年情况":  {Year: 2023, Kind: period.Review},
		"2024年计划":  {Year: 2024, Kind: period.Plan},
		"2023年的问题": {Year: 2023, Kind: period.Problem},
		"":         {Kind: period.Review},
	} {
		if got := p.String(); got != want {
			t.Errorf("%+v is %q, want %q", p, got, want)
		}
	}
}
