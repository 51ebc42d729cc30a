package bot

import (
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

func TestPeriods(t *testing.T) {
	for _, tt := range []struct {
		name     string
		language text.Language
		years    []int
		covers   string
		want     string
	}{
		{"one", text.Simplified, []int{2023}, "", "2023年"},
		{"two", text.Simplified, []int{2023, 2024}, "", "2023年和2024年"},
		{"a review", text.Simplified, []int{2023}, "review", "2023年工作回顾"},
		{"a review in traditional", text.Traditional, []int{2023}, "review", "2023年工作回顧"},
		{"a review in English", text.English, []int{2023}, "review", "review of 2023"},
		{"two in English", text.English, []int{2023, 2024}, "", "2023 and 2024"},
		{"none", text.Simplified, nil, "", ""},
		{"a review of no year", text.Simplified, nil, "review", "工作回顾"},
		{"a review of no year in English", text.English, nil, "review", "review of past work"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := years(tt.language, knowledge.Meta{Years: tt.years, Covers: tt.covers}); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
