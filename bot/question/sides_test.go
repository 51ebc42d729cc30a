package question

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestShortNames(t *testing.T) {
	got := ShortNames([]string{"北京市通州区", "凉山彝族自治州", "恩施土家族苗族自治州", "黔东南州", "苏州市", "苏州", "延边朝鲜族自治州", "广西壮族自治区", "回族"})
	want := []string{"通州", "凉山", "恩施", "黔东南", "苏州", "延边", "广西", "回族"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSides(t *testing.T) {
	var reported []*Territory
	for _, names := range [][]string{{"北京市通州区", "副中心"}, {"桂林市"}, {"青禾区"}} {
		reported = append(reported, NewTerritory(names, []string{"北京市"}, nil))
	}
	for _, tt := range []struct {
		name, said string
		want       []string
	}{
		{"one place", "桂林去年修了多少路", nil},
		{"two places", "桂林和通州去年GDP分别增长多少", []string{"桂林去年gdp增长多少", "通州去年gdp增长多少"}},
		{"a place without a report", "天津跟桂林哪个增长快", []string{"天津增长快", "桂林增长快"}},
		{"a place that no gazetteer knows", "青禾和桂林相比，哪个学校多", []string{"青禾,学校多", "桂林,学校多"}},
		{"no place of a report", "天津和上海哪个学校多", nil},
		{"with their ranks", "通州区和桂林市的学校有几所", []string{"通州区的学校有几所", "桂林市的学校有几所"}},
		{"a place beside it", "通州和海淀各建了多少学校", []string{"通州建了多少学校", "海淀建了多少学校"}},
		{"one place and what contains it", "北京市通州区去年修了多少路", nil},
		{"one place by two names", "通州副中心去年修了多少路", nil},
		{"places of a province, which is named", "广西桂林和北京通州哪个学校多", []string{"广西桂林学校多", "北京通州学校多"}},
		{"years of two digits", "22年和23年分别改造了多少小区", []string{"22年改造了多少小区", "23年改造了多少小区"}},
		{"two years", "2023年和2024年分别改造了多少小区", []string{"2023年改造了多少小区", "2024年改造了多少小区"}},
		{"places beside each other", "通州桂林的学校", []string{"通州的学校", "桂林的学校"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := theReader(t)
			var got []string
			for _, side := range r.Sides(r.Read(tt.said, nil), reported) {
				got = append(got, side.Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestSidesGoOn: what was said before is not lost by asking of each year.
func TestSidesGoOn(t *testing.T) {
	r := theReader(t)
	q := r.Read("那2023年和2024年分别是多少", []Turn{{Question: "新增了多少学位"}})
	sides := r.Sides(q, nil)
	if len(sides) != 2 || sides[0].Before != "新增了多少学位" || sides[1].Topic == "" {
		t.Errorf("%+v", sides)
	}
}
