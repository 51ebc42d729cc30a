package indicator

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wenbao/knowledge/text"
)

func TestOtherNames(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"an official name", "固定资产投资增长3.7%。", []string{"固投"}},
		{"a name of people", "r&d占比3%。", []string{"研发经费", "研发投入", "研究与试验发展经费"}},
		{"a Latin name within a word", "main street, air and ppis", nil},
		{"the longest name", "人均地区生产总值突破10万元", []string{"人均gdp", "人均生产总值"}},
		{"none", "新建消防站21个。", nil},
		{"both names, the longer of which holds the third", "社会消费品零售总额(社零)增长5%。", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, OtherNames(tt.text), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestNames: names stand in the normal form, each in one group, in groups of at
// least two.
func TestNames(t *testing.T) {
	var all []string
	for _, group := range groups {
		if len(group) < 2 {
			t.Errorf("a group of one: %q", group)
		}
		for _, name := range group {
			if name != text.Normalize(name) || name == "" {
				t.Errorf("%q is not in the normal form", name)
			}
			if slices.Contains(all, name) {
				t.Errorf("%q stands twice", name)
			}
			all = append(all, name)
		}
	}
}
