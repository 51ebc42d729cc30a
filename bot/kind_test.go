package bot

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKindsOf(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []Kind
	}{
		{"累计建成多少个5g基站", []Kind{AsksItems, AsksCount}},
		{"修了几条路", []Kind{AsksItems, AsksCount}},
		{"三千零四十七个是什么", nil},
		{"第几条", nil},
		{"好几条路都修了", nil},
		{"这几条路修好了吗", nil},
		{"占地多少亩", []Kind{AsksArea, AsksCount}},
		{"公园面积", []Kind{AsksArea}},
		{"隧道多长", []Kind{AsksLength}},
		{"离我家多远", []Kind{AsksLength}},
		{"花了多少钱", []Kind{AsksMoney, AsksCount}},
		{"金额是多少", []Kind{AsksMoney, AsksCount}},
		{"停车怎么收费", []Kind{AsksMoney}},
		{"门票贵不贵", []Kind{AsksMoney}},
		{"多少人就业", []Kind{AsksPeople, AsksCount}},
		{"占比多少", []Kind{AsksShare, AsksCount}},
		{"增速是多少", []Kind{AsksShare, AsksCount}},
		{"啥时候通车", []Kind{AsksDate}},
		{"周六开门吗", []Kind{AsksDate}},
		{"要等多久", []Kind{AsksDuration}},
		{"有几层", []Kind{AsksQuantity}},
		{"多少张床位", []Kind{AsksQuantity, AsksCount}},
		{"站长是谁", []Kind{AsksPerson, AsksNames}},
		{"哪家公司承建的", []Kind{AsksOrg}},
		{"电话是多少", []Kind{AsksContact, AsksCount}},
		{"在哪儿", []Kind{AsksWhere}},
		{"都叫什么名字", []Kind{AsksNames}},
		{"为什么要修", []Kind{AsksReason}},
		{"比去年多吗", []Kind{AsksChange}},
		{"其中外资占几个", []Kind{AsksParts}},
		{"明年打算修几条路", []Kind{AsksPlan}},
		{"盖到哪一步了", nil},
		{"how many stations", []Kind{AsksCount}},
		{"how much did it cost", []Kind{AsksMoney, AsksCount}},
		{"when was it built", []Kind{AsksDate}},
		{"where is it", []Kind{AsksWhere}},
		{"who runs it", []Kind{AsksPerson}},
		{"why so late", []Kind{AsksReason}},
		{"", nil},
	} {
		t.Run(tt.text, func(t *testing.T) {
			got := kindsOf(tt.text)
			for _, k := range tt.want {
				if !slices.Contains(got, k) {
					t.Errorf("%q asks for %v, and not for %s", tt.text, got, k)
				}
			}
			if len(tt.want) == 0 && len(got) > 0 {
				t.Errorf("%q asks for %v, want nothing", tt.text, got)
			}
		})
	}
}

// TestKindsAreWorded: every kind that can be missing has its words in every language.
func TestKindsAreWorded(t *testing.T) {
	for _, a := range asking {
		for _, l := range []Language{Simplified, Traditional, English} {
			if phrase(l).kinds[a.kind] == "" {
				t.Errorf("%s has no words in %s", a.kind, l)
			}
		}
	}
}

func TestWithout(t *testing.T) {
	if diff := cmp.Diff([]Kind{AsksArea}, without([]Kind{AsksCount, AsksArea, AsksItems}, AsksCount, AsksItems)); diff != "" {
		t.Error(diff)
	}
}
