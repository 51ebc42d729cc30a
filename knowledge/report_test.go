package knowledge

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlace(t *testing.T) {
	long := strings.Repeat("这是一个足够长的句子，用来占满位置。", 20)
	for _, tt := range []struct {
		name, source string
		meta         Meta
		want         []string // of every passage
	}{
		{"introduction", "报告\n引言在此。\n一、回顾\n修桥。", Meta{}, []string{"《报告》引言", "《报告》一、回顾 › 第1段"}},
		{"long introduction", "引言在此。\n还有一句。", Meta{Title: "报告"}, []string{"《报告》引言第1段", "《报告》引言第2段"}},
		{"unit", "报告\n一、回顾\n修桥。", Meta{Unit: "条"}, []string{"《报告》一、回顾 › 第1条"}},
		{"run-in heading", "报告\n一、回顾\n（一）交通。修桥。", Meta{}, []string{"《报告》一、回顾 › （一）交通 › 第1段"}},
		{"pieces", "报告\n一、回顾\n" + long, Meta{}, []string{"《报告》一、回顾 › 第1段（1/2）", "《报告》一、回顾 › 第1段（2/2）"}},
		{"banner", "## 回顾\n## 一、路\n修路。\n## 二、桥\n修桥。", Meta{Title: "报告"}, []string{"《报告》一、路 › 第1段", "《报告》二、桥 › 第1段"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, err := Parse("r", []byte(tt.source), tt.meta)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range report.Passages {
				got = append(got, report.Place(&report.Passages[i]).String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMeta(t *testing.T) {
	for _, tt := range []struct {
		name, titles string
		meta         Meta
		want         Meta
	}{
		{"place before year", "河口市2024年政府工作报告\n", Meta{},
			Meta{Title: "河口市2024年政府工作报告", Place: "河口市", Years: []int{2023, 2024}, Language: "zh-Hans", Unit: "段"}},
		{"year before place", "2024年河口市人民政府工作报告\n", Meta{},
			Meta{Title: "2024年河口市人民政府工作报告", Place: "河口市", Years: []int{2023, 2024}, Language: "zh-Hans", Unit: "段"}},
		{"full-width year", "河口市２０２４年政府工作报告\n", Meta{},
			Meta{Title: "河口市２０２４年政府工作报告", Place: "河口市", Years: []int{2023, 2024}, Language: "zh-Hans", Unit: "段"}},
		{"title on the second line", "一图读懂\n政府工作报告\n", Meta{},
			Meta{Title: "政府工作报告", Language: "zh-Hans", Unit: "段"}},
		{"no title", "", Meta{}, Meta{Title: "r", Language: "zh-Hans", Unit: "段"}},
		{"given", "河口市2024年政府工作报告\n", Meta{Title: "甲", Place: "乙", Years: []int{2020}, Language: "zh-Hant", Unit: "条"},
			Meta{Title: "甲", Place: "乙", Years: []int{2020}, Language: "zh-Hant", Unit: "条"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, err := Parse("r", []byte(tt.titles+"一、回顾\n修桥。"), tt.meta)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, report.Meta); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestMetaFromTheBody: years and place where no title names them.
func TestMetaFromTheBody(t *testing.T) {
	for _, tt := range []struct {
		name, id, text string
		title, place   string
		years          []int
	}{
		{"a heading that looks back", "青禾区", "各位代表：\n\n现在，我代表区人民政府报告工作。\n\n一、2023年工作回顾\n\n投资增长3.7%。\n", "青禾区2024年政府工作报告", "青禾区", []int{2023, 2024}},
		{"years named side by side", "r", "2023年，投资增长3.7%。2024年，再增长5%，到2030年翻一番。\n", "r", "", []int{2023, 2024}},
		{"a title that is anybody's", "蚌埠", "政 府 工 作 报 告\n\n市长  马  军\n\n2023年工作回顾\n\n投资增长3.7%。\n", "蚌埠2024年政府工作报告", "蚌埠", []int{2023, 2024}},
		{"a year of a plan", "r", "通州区2024年度政府工作报告\n\n一、过去一年\n\n投资增长3.7%。\n", "通州区2024年度政府工作报告", "通州区", []int{2023, 2024}},
		{"about a year", "r", "关于2024年青禾区政府工作报告\n\n一、过去一年\n\n投资增长3.7%。\n", "关于2024年青禾区政府工作报告", "青禾区", []int{2023, 2024}},
		{"a place called 全", "r", "全椒县2024年政府工作报告\n\n一、过去一年\n\n投资增长3.7%。\n", "全椒县2024年政府工作报告", "全椒县", []int{2023, 2024}},
		{"the name of a file and of no place", "定稿", "2023年工作回顾\n\n投资增长3.7%。\n", "定稿", "", []int{2023, 2024}},
		{"a communiqué", "r", "青禾区2025年国民经济和社会发展\n统计公报\n\n一、综合\n\n投资增长3.7%。\n", "青禾区2025年国民经济和社会发展统计公报", "青禾区", []int{2025}},
		{"a heading that plans", "r", "一、2024年重点工作\n\n投资增长10%。\n", "r", "", []int{2023, 2024}},
		{"whose government", "r", "各位代表：\n\n现在，我代表常州市人民政府向大会报告工作。\n\n一、过去一年\n\n投资增长3.7%。\n", "r", "常州市", nil},
		{"the session", "r", "政府工作报告\n——2024年1月10日在市第十届人民代表大会第三次会议上\n\n一、过去一年\n\n投资增长3.7%。\n", "政府工作报告", "", []int{2023, 2024}},
		{"a year in Chinese", "r", "二○二四年青禾区政府工作报告\n\n一、过去一年\n\n投资增长3.7%。\n", "二○二四年青禾区政府工作报告", "青禾区", []int{2023, 2024}},
		{"a year typed with a letter", "r", "青禾区二O二四年政府工作报告\n\n一、过去一年\n\n投资增长3.7%。\n", "青禾区二O二四年政府工作报告", "青禾区", []int{2023, 2024}},
		{"the session, in Chinese", "r", "政府工作报告\n——二〇二四年一月二十六日在青禾区第十届人民代表大会第三次会议上\n\n一、过去一年\n\n投资增长3.7%。\n", "青禾区2024年政府工作报告", "青禾区", []int{2023, 2024}},
		{"a heading in Chinese", "青禾区", "各位代表：\n\n一、二〇二三年工作回顾\n\n投资增长3.7%。\n", "青禾区2024年政府工作报告", "青禾区", []int{2023, 2024}},
		{"years side by side, in Chinese", "r", "二零二三年，投资增长3.7%。二零二四年，再增长5%。\n", "r", "", []int{2023, 2024}},
		{"a part without a number", "青禾区", "政府工作报告\n\n二〇二三年工作回顾\n\n投资增长3.7%。\n\n扎实做好二〇二四年政府工作\n\n修路2公里。\n", "青禾区2024年政府工作报告", "青禾区", []int{2023, 2024}},
		{"a heading that looks back, in English", "r", "Report on the Work of the Government of Qinghe District\n\nII. The 14th Five-Year Plan, 2021-2025\n\nWe built roads.\n\nI. Review of Our Work in 2023\n\nWe built 12 schools.\n", "Report on the Work of the Government of Qinghe District", "Qinghe District", []int{2023, 2024}},
		{"a heading that plans, in English", "r", "Report on the Work of the Government of Qinghe District\n\nPart Two: Major Tasks for 2024\n\nWe will build 12 schools.\n", "Report on the Work of the Government of Qinghe District", "Qinghe District", []int{2023, 2024}},
		{"the session, in English", "r", "Report on the Work of the Government of Qinghe District\n\nDelivered at the Third Session on January 16, 2024\n\nI. Review\n\nWe built 12 schools.\n", "Report on the Work of the Government of Qinghe District", "Qinghe District", []int{2023, 2024}},
		{"a bare name, and the rank of its government", "青禾", "我代表市政府报告工作。\n\n一、2023年工作回顾\n\n青禾省支持青禾市办展，青禾省有三处。\n", "青禾市2024年政府工作报告", "青禾市", []int{2023, 2024}},
		{"a bare name, and districts called so", "青禾", "我代表市政府报告工作。\n\n一、2023年工作回顾\n\n青禾区、青禾县各建三校，青禾区、青禾市民都有份。\n", "青禾2024年政府工作报告", "青禾", []int{2023, 2024}},
		{"a bare name that the text often gives a rank", "青禾", "一、2023年工作回顾\n\n青禾州建三校，青禾州投资增长，青禾州修路，青禾县也修。\n", "青禾州2024年政府工作报告", "青禾州", []int{2023, 2024}},
		{"the State Council", "r", "2024年政府工作报告（全文）\n\n现在，我代表国务院，向大会报告政府工作。\n\n一、2023年工作回顾\n\n投资增长3.7%。\n", "全国2024年政府工作报告", "全国", []int{2023, 2024}},
		{"the house of the whole country", "r", "政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n\n一、2023年工作回顾\n\n投资增长3.7%。\n", "全国2024年政府工作报告", "全国", []int{2023, 2024}},
		{"a special administrative region", "r", "行政長官2024年施政報告\n\n一、改革\n\n政府會推動香港發展，與澳門合作。香港會修路。\n", "行政長官2024年施政報告", "香港特別行政區", []int{2024}},
		{"regions that another place helps", "r", "某会议\n\n一、2023年工作回顾\n\n支持香港、澳门发展，支持特别行政区依法施政。\n", "某会议", "", []int{2023, 2024}},
		{"what a web page puts behind a title", "r", "青禾区2024年政府工作报告（全文）\n\n一、过去一年\n\n投资增长3.7%。\n", "青禾区2024年政府工作报告", "青禾区", []int{2023, 2024}},
		{"the name of the file", "青禾区2024年政府工作报告", "一、过去一年\n\n投资增长3.7%。\n", "青禾区2024年政府工作报告", "青禾区", []int{2023, 2024}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, err := Parse(tt.id, []byte(tt.text), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			if m := report.Meta; m.Title != tt.title || m.Place != tt.place || !slices.Equal(m.Years, tt.years) {
				t.Errorf("title %q, place %q, years %v", m.Title, m.Place, m.Years)
			}
		})
	}
}

// TestLanguage: a report without a word on it is in the script of its passages.
func TestLanguage(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"simplified", "政府报告\n\n一、发展\n\n修建学校。\n", "zh-Hans"},
		{"traditional", "政府報告\n\n一、發展\n\n修建學校。\n", "zh-Hant"},
		{"simplified, with a name in old characters", "政府报告\n\n一、发展\n\n修建学校。\n\n“臺灣會館”开放。\n\n修路。\n", "zh-Hans"},
		{"in either", "公告\n\n一、生活\n\n修水池。\n", "zh-Hans"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := parseText(t, tt.text).Meta.Language; got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// TestParseMetaErrors: a mistake is named with its line.
func TestParseMetaErrors(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"nothing", "", "report.json: the file is empty"},
		{"a byte order mark and spaces", "\ufeff \n\n", "report.json: the file is empty"},
		{"no object", "\n[]", "report.json: line 2: an object { … } is expected"},
		{"null", "null", "report.json: line 1: an object { … } is expected"},
		{"it ends too early", "{\n\"title\": \"x\"", "report.json: line 2: unexpected EOF"},
		{"it ends before a value", "{\n\"title\":", "report.json: line 2: unexpected EOF"},
		{"an unknown field", "{\n\"title\": \"x\",\n\"titel\": \"x\"\n}\n", `report.json: line 3: json: unknown field "titel"`},
		{"a field of another type", "{\n\n\"years\": \"2023\",\n\"title\": \"x\"\n}", "report.json: line 3: json: cannot unmarshal string"},
		{"no address of a page", "{\n\"url\": \"javascript:alert(1)\"\n}", `report.json: line 2: url is "javascript:alert(1)"; it must begin with https:// or http://`},
		{"no quotes", "{\n\"title\": x\n}", "report.json: line 2: invalid character 'x'"},
		{"no comma", "{\n\"title\": \"x\"\n\"unit\": \"条\"\n}", "report.json: line 3: invalid character '\"'"},
		{"no date", "{\n\"corrections\": [{\"date\": \"1.3.2024\", \"passages\": [\"1.1\"]}]\n}", `report.json: line 2: the date of a correction is "1.3.2024"; it must look like 2024-03-01`},
		{"a wrong value", "{\n\"covers\":\n\"all\"\n}", `report.json: line 3: covers is "all"; it may be "review", "plan" or left out`},
		{"more behind it", "{}\n{}", "report.json: line 2: more text follows the closing }"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParseMeta([]byte(tt.data)); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestEnglishTitles(t *testing.T) {
	for _, tt := range []struct {
		title, place string
		years        []int
	}{
		{"2024 Report on the Work of the Government of Qinghe District", "Qinghe District", []int{2023, 2024}},
		{"Shanghai Municipal Government Work Report 2024", "Shanghai", []int{2023, 2024}},
		{"Hong Kong Government Budget 2025", "Hong Kong", []int{2025}},
		{"The Chief Executive's 2024 Policy Address", "", []int{2024}},
		{"Statistical Communiqué of Qinghe City on the 2025 National Economic and Social Development", "Qinghe City", []int{2025}},
		{"Qinghe Town Council Annual Report 2025", "", []int{2025}},
		{"qinghe-2024", "", nil},
	} {
		t.Run(tt.title, func(t *testing.T) {
			r, err := Parse("r", []byte(tt.title+"\nI. Review\nWe built 12 kindergartens in the district.\n"), Meta{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Meta.Place != tt.place || !slices.Equal(r.Meta.Years, tt.years) {
				t.Errorf("%s of %v, want %s of %v", r.Meta.Place, r.Meta.Years, tt.place, tt.years)
			}
		})
	}
}

// TestNameOfAnyPlace: a report of a place that could be of any country is asked for by the name that begins
// its title, and says no more of where it is. A title that is the name of the file, too, stays as it was given.
func TestNameOfAnyPlace(t *testing.T) {
	for title, name := range map[string]string{"青嶼區2024-25年度地區工作報告": "青嶼區", "石桥镇2024年度民生实事报告": "石桥镇", "全区2024年度工作报告": "", "Qinghe Town Council Annual Report 2025": "Qinghe"} {
		r, err := Parse(title, []byte(title+"\n一、回顾\n建成大棚400座。\n"), Meta{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(r.Meta.PlaceAliases, " "); got != name || r.Meta.Place != "" || r.Meta.Title != title {
			t.Errorf("%s is of %q, also called %q, want %q", r.Meta.Title, r.Meta.Place, got, name)
		}
	}
}

// TestEnglishLines: the broken lines of a page keep the blank between two words, and a
// long paragraph is cut between sentences.
func TestEnglishLines(t *testing.T) {
	page := []string{"I. Review", "A total of 32 high-tech enterprises were", "added in the district, and investment in", "technical upgrading reached 1.8 billion,", "an increase of 12 percent over the year", "before. We built 5 buildings."}
	r, err := Parse("r", []byte(strings.Join(page, "\n")), Meta{})
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Join(page[1:], " "); len(r.Passages) != 1 || r.Passages[0].Text != want {
		t.Errorf("%+v, want %q", r.Passages, want)
	}
	sentence := "The U.S. firm invested 1.8 billion yuan in the district. "
	r, err = Parse("r", []byte("I. Review\n"+strings.Repeat(sentence, 20)), Meta{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Passages {
		if len(p.Text) > 2*maxPassage || !strings.HasPrefix(p.Text, "The U.S.") || !strings.HasSuffix(p.Text, "district.") {
			t.Errorf("%q", p.Text)
		}
	}
}
