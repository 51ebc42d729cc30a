package compare

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge"
)

func parsed(tb testing.TB, text string) *knowledge.Report {
	tb.Helper()
	r, err := knowledge.Parse("r", []byte(text), knowledge.Meta{})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// told are the changes of a kind other than kept: kind, old id, new id.
func told(list []Change) []string {
	var lines []string
	for _, c := range list {
		if c.Kind() == Kept {
			continue
		}
		line := string(c.Kind())
		for _, e := range []*Entry{c.Old, c.New} {
			if e == nil {
				e = &Entry{ID: "-"}
			}
			line += " " + e.Under()
		}
		lines = append(lines, line)
	}
	return lines
}

func TestReports(t *testing.T) {
	const before = "一、民生\n新建学校3所。\n修路18公里。\n栽树9万株。\n二、交通\n开通公交线路5条。\n"
	for _, tt := range []struct {
		name, after        string
		headings, passages []string
		corrected          []string
	}{
		{"the same", before, nil, nil, nil},
		{"white space", strings.ReplaceAll(before, "。\n", "。 \n\n"), nil, nil, nil},
		{"a figure put right", strings.Replace(before, "3所", "5所", 1), nil, []string{"changed 1.1 1.1"}, []string{"1.1"}},
		{"a paragraph more", strings.Replace(before, "修路", "新建医院1座。\n修路", 1), nil, []string{"added - 1.4"}, []string{"1.4"}},
		{"a paragraph fewer", strings.Replace(before, "修路18公里。\n", "", 1), nil, []string{"removed 1.2 -"}, []string{"1.2"}},
		{"another in its place", strings.Replace(before, "修路18公里。", "举办招聘会60场，惠及群众。", 1), nil,
			[]string{"removed 1.2 -", "added - 1.4"}, []string{"1.2", "1.4"}},
		{"a chapter in between", strings.Replace(before, "二、交通", "二、文化\n办展览7场。\n三、交通", 1), []string{"added - 3", "changed 2 2"},
			[]string{"added - 3.1"}, []string{"3.1"}},
		{"a chapter in between whose title is like the next", strings.Replace(before, "二、交通", "二、交通和水利\n办展览7场。\n三、交通", 1),
			[]string{"added - 3", "changed 2 2"}, []string{"added - 3.1"}, []string{"3.1"}},
		{"the order", "一、民生\n修路18公里。\n栽树9万株。\n新建学校3所。\n二、交通\n开通公交线路5条。\n", nil, []string{"moved 1.1 1.1"}, nil},
		{"a level more", strings.Replace(before, "二、交通\n", "二、交通\n（一）公交\n", 1), []string{"added - 2.2"}, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := Reports(parsed(t, before), corrected(t, parsed(t, before), tt.after))
			if diff := cmp.Diff(tt.headings, told(d.Headings)); diff != "" {
				t.Errorf("headings (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.passages, told(d.Passages)); diff != "" {
				t.Errorf("passages (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.corrected, d.Corrected()); diff != "" {
				t.Errorf("corrected (-want +got):\n%s", diff)
			}
		})
	}
}

// TestReportsBefore: what stands before the passages, and what it tells of the report.
func TestReportsBefore(t *testing.T) {
	const before = "青禾区2023年政府工作报告\n2023年1月9日在青禾区第五届人民代表大会第三次会议上\n区长 王小明\n各位代表：\n一、民生\n新建学校3所。\n"
	titled := knowledge.Meta{Title: "青禾区2023年政府工作报告", Place: "青禾区", Years: []int{2022, 2023}}
	for _, tt := range []struct {
		name, after string
		meta        knowledge.Meta // as report.json tells it
		told, front []string
		below       []string // who gives it is a passage
	}{
		{"the same", before, knowledge.Meta{}, nil, nil, nil},
		{"white space", strings.ReplaceAll(before, "区长 ", "区长　"), knowledge.Meta{}, nil, nil, nil},
		{"the title", strings.Replace(before, "2023年政府", "2024年政府", 1), knowledge.Meta{}, []string{"changed title title", "changed years years"}, []string{"changed 1 1"}, nil},
		{"the place", strings.Replace(before, "青禾区2023", "青河区2023", 1), knowledge.Meta{}, []string{"changed title title", "changed place place"}, []string{"changed 1 1"}, nil},
		{"the title, which report.json tells", strings.Replace(before, "2023年政府", "2024年政府", 1), titled, nil, []string{"changed 1 1"}, nil},
		{"who gives it", strings.Replace(before, "小明", "晓明", 1), knowledge.Meta{}, nil, nil, []string{"changed 0.0 0.0"}},
		{"a line more", strings.Replace(before, "区长", "青禾区人民政府\n区长", 1), knowledge.Meta{}, nil, []string{"added - 3"}, nil},
		{"a line fewer", strings.Replace(before, "区长 王小明\n", "", 1), knowledge.Meta{}, nil, nil, []string{"removed 0.0 -"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var reports [2]*knowledge.Report
			for i, words := range []string{before, tt.after} {
				var err error
				if reports[i], err = knowledge.Parse("r", []byte(words), tt.meta); err != nil {
					t.Fatal(err)
				}
			}
			d := Reports(reports[0], reports[1])
			if diff := cmp.Diff(tt.told, told(d.Told)); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.front, told(d.Front)); diff != "" {
				t.Errorf("front (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.below, append(told(d.Headings), told(d.Passages)...)); diff != "" {
				t.Errorf("below it (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCarry: the expansions follow their words, and are accepted beside the new text.
func TestCarry(t *testing.T) {
	before := parsed(t, "一、民生\n新建学校3所。\n修路18公里。\n栽树9万株。\n开通公交线路5条。\n")
	after := corrected(t, before, "一、民生\n新建医院1座，设床位300张。\n新建学校3所。\n修路19公里。\n开通公交线路5条。\n")
	sidecar := `{"id":"1","aliases":["生活"],"topics":[],"questions":[],"en":"Livelihood"}
{"id":"1.1","aliases":[],"topics":["教育"],"questions":["盖了几所学校"],"en":"3 schools were built."}
{"id":"1.2","aliases":["公路"],"topics":[],"questions":[],"en":"18 kilometres of roads were built."}
{"id":"1.3","aliases":["植树"],"topics":[],"questions":[],"en":""}
{"id":"1.4","aliases":["巴士"],"topics":[],"questions":[],"en":""}`
	expansions, err := knowledge.ParseExpansions(before, []byte(sidecar))
	if err != nil {
		t.Fatal(err)
	}
	carried := Reports(before, after).Carry(expansions)
	var lines []string
	for _, x := range carried.Expansions {
		line, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
	}
	again, err := knowledge.ParseExpansions(after, []byte(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]knowledge.Expansion{
		"r/1":   {ID: "1", Aliases: []string{"生活"}, Topics: []string{}, Questions: []string{}, English: "Livelihood"},
		"r/1.1": {ID: "1.1", Aliases: []string{}, Topics: []string{"教育"}, Questions: []string{"盖了几所学校"}, English: "3 schools were built."},
		"r/1.2": {ID: "1.2", Aliases: []string{"公路"}, Topics: []string{}, Questions: []string{}, Unreviewed: true},
		"r/1.4": {ID: "1.4", Aliases: []string{"巴士"}, Topics: []string{}, Questions: []string{}},
	}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"1.3"}, carried.Lost); diff != "" || carried.Changed != 1 {
		t.Errorf("%d changed; lost (-want +got):\n%s", carried.Changed, diff)
	}
}
