package link

import (
	"net/url"
	"strings"
	"testing"

	"wenbao/knowledge"
)

func parsed(tb testing.TB, body, address string) *knowledge.Report {
	tb.Helper()
	r, err := knowledge.Parse("r", []byte(body), knowledge.Meta{URL: address})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func TestOf(t *testing.T) {
	const page = "https://example.gov.cn/a.html"
	for _, tt := range []struct{ name, address, body, want string }{
		{"no page", "", "一、甲\n新建学校3所。", ""},
		{"a short passage", page, "一、甲\n新建学校3所。", page + "#:~:text=新建学校3所。"},
		{"from the first clause to the last", page, "一、甲\n新建学校3所，改造老楼23栋，新增学位3600个。", page + "#:~:text=新建学校3所，,新增学位3600个。"},
		{"words that stand before, too", page, "一、甲\n全年修路3公里，通车。\n全年修路3公里，栽树9万株，完成造林绿化。", page + "#:~:text=全年修路3公里，栽树9万株，,完成造林绿化。"},
		{"marks of notes", page, "一、甲\n深化接诉即办[1]改革。", page + "#:~:text=深化接诉即办,改革。"},
		{"a mark behind words that stand before, too", page, "一、甲\n深化接诉即办改革。\n深化接诉即办[1]改革，成效明显。", page + "#:~:text=深化接诉即办,改革，成效明显。"},
		{"signs with a meaning", page, "一、甲\nA-B & C, 50% #1", page + "#:~:text=A%2DB %26 C%2C,50%25 %231"},
		{"a fragment that is there", page + "#top", "一、甲\n新建学校3所。", page + "#top:~:text=新建学校3所。"},
		{"a PDF", "https://example.gov.cn/a.PDF?v=1", "<!-- page 3 -->\n一、甲\n新建学校3所。", "https://example.gov.cn/a.PDF?v=1#page=3"},
		{"a PDF whose pages are not known", "https://example.gov.cn/a.pdf", "一、甲\n新建学校3所。", "https://example.gov.cn/a.pdf"},
		{"a table", page, "一、甲\n| 产值 | 3 |\n| 粮食 | 4 |", page},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := parsed(t, tt.body, tt.address)
			got := Of(r, &r.Passages[len(r.Passages)-1])
			plain, err := url.PathUnescape(got)
			if err != nil {
				t.Fatal(err)
			}
			want, err := url.PathUnescape(tt.want)
			if err != nil {
				t.Fatal(err)
			}
			if plain != want {
				t.Errorf("Of() = %s, want %s", plain, want)
			}
			if _, words, found := strings.Cut(got, ":~:text="); found && (strings.Count(words, ",") != strings.Count(tt.want, ",") || strings.ContainsAny(words, "-& #")) {
				t.Errorf("Of() = %s", got)
			}
		})
	}
}

// FuzzOf: whatever a passage says, its address is one, goes on behind that of the page,
// and holds its words at the beginning and the end.
func FuzzOf(f *testing.F) {
	f.Add("新建学校3所，改造老楼23栋，新增学位3600个。")
	f.Add("接诉[1]即办-&,%#?\"<>")
	f.Fuzz(func(t *testing.T, words string) {
		r, err := knowledge.Parse("r", []byte("一、甲\n"+words), knowledge.Meta{URL: "https://example.gov.cn/a"})
		if err != nil {
			return
		}
		for i := range r.Passages {
			p := &r.Passages[i]
			link := Of(r, p)
			if _, err := url.Parse(link); err != nil || !strings.HasPrefix(link, "https://example.gov.cn/a") {
				t.Fatalf("%q: %v", link, err)
			}
			_, fragment, found := strings.Cut(link, ":~:text=")
			if !found {
				continue
			}
			for _, part := range strings.Split(fragment, ",") {
				plain, err := url.PathUnescape(part)
				if err != nil || plain == "" || !strings.Contains(strings.Join(strings.Fields(p.Text), " "), strings.Join(strings.Fields(plain), " ")) {
					t.Fatalf("%q is not in %q", part, p.Text)
				}
			}
		}
	})
}
