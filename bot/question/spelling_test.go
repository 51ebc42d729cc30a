package question

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRespelt(t *testing.T) {
	passages := []string{"老旧小区改造完工14个,加装电梯投入运行30部。", "漷马路等5条道路具备通车条件。", "新增充电桩338个,挖潜共享停车位850个。", "潞城全民健身中心正式运行。", "新开通、优化公交线路24条。", "东六环入地改造实现双向隧道贯通。", "14条道路“有路无灯”完成改造。", "以河套为一河两岸的平台。"}
	for _, tt := range []struct {
		name, said, want string
		put              []Respelling
	}{
		{"of a word of two", "加装电剃多少部", "加装电梯多少部", []Respelling{{"加装电剃", "加装电梯"}}},
		{"of a word of three", "亭车位多了几个", "停车位多了几个", []Respelling{{"亭车位", "停车位"}}},
		{"of a name that the model does not know", "货马路能走车了不", "漷马路能走车了不", []Respelling{{"货马路", "漷马路"}}},
		{"of a word within a longer one", "公教车线路新开多少条", "公交车线路新开多少条", []Respelling{{"公教", "公交"}}},
		{"twice in a word", "冲电庄装了多少", "充电桩装了多少", []Respelling{{"冲电庄", "充电桩"}}},
		{"a name and a word", "路城建身中心能去了不", "潞城健身中心能去了不", []Respelling{{"路城", "潞城"}, {"建身", "健身"}}},
		{"a near sound", "兴增停车位多少", "新增停车位多少", []Respelling{{"兴增", "新增"}}},
		{"a character of two readings", "东六还通没通", "东六环通没通", []Respelling{{"东六还", "东六环"}}},
		{"another word of the same sound", "校区有几个", "校区有几个", nil},
		{"what joins words", "什么是河套", "什么是河套", nil},
		{"nothing wrong", "加装电梯多少部", "加装电梯多少部", nil},
		{"what asks", "还有哪四条", "还有哪四条", nil},
		{"another sound", "电话多少", "电话多少", nil},
		{"no Chinese", "elevaters", "elevaters", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := theReader(t)
			q, put := r.Respelt(r.understand(tt.said), passages)
			if diff := cmp.Diff(tt.put, put); diff != "" || q.Text != tt.want {
				t.Errorf("%s, want %s (-want +got):\n%s", q.Text, tt.want, diff)
			}
		})
	}
}
