package question

import "testing"

// tongzhou is a territory with everything that one can have.
func tongzhou() *Territory {
	return NewTerritory([]string{"北京市通州区", "通州", "城市副中心"}, []string{"北京", "北京市"}, []string{"马驹桥", "台湖", "漷县"})
}

func TestForeign(t *testing.T) {
	own, placeless := tongzhou(), NewTerritory([]string{""}, nil, nil)
	country := NewTerritory([]string{"全国"}, nil, nil)
	besideCountry := tongzhou()
	besideCountry.Beside([]string{"全国"})
	for _, tt := range []struct {
		name, question, passage string
		territory               *Territory
		want                    string
	}{
		{"no place", "路灯修了几条", "", own, ""},
		{"the place itself", "通州区路灯修了几条", "", own, ""},
		{"its full name", "北京市通州区路灯", "", own, ""},
		{"an alias", "城市副中心路灯", "", own, ""},
		{"what contains it", "北京路灯修了几条", "", own, "北京"},
		{"what contains it, by its full name", "去年北京市新建了几所学校", "", own, "北京市"},
		{"what contains it, before the place itself", "北京通州的路灯修了几条", "", own, ""},
		{"what is called after what contains it", "北京友谊医院二期开工没有", "", own, ""},
		{"all of what contains it", "5G基站全市一共有几个", "", own, "全市"},
		{"all of what contains it, named by the passage", "哪个平台是全市首个", "全市首个一体化平台建成投用", own, ""},
		{"all of the place itself", "全区有几个5G基站", "", own, ""},
		{"all of a rank that nothing has", "全省有几个5G基站", "", own, ""},
		{"people of what contains it", "北京市民能用上新公园吗", "", own, ""},
		{"how many people it has", "北京人口多少", "", own, "北京"},
		{"the whole market", "全市场监管做了什么", "", own, ""},
		{"all of a city", "全市有几个5G基站", "", NewTerritory([]string{"廊坊市"}, []string{"河北省"}, nil), ""},
		{"the province of a city", "全省有几个5G基站", "", NewTerritory([]string{"廊坊市"}, []string{"河北省"}, nil), "全省"},
		{"all of a county", "全县有几个5G基站", "", NewTerritory([]string{"正定县"}, []string{"石家庄市"}, nil), ""},
		{"the city of a county", "全市有几个5G基站", "", NewTerritory([]string{"正定县"}, []string{"石家庄市"}, nil), "全市"},
		{"a place of unknown rank", "全市有几个5G基站", "", NewTerritory([]string{"副中心"}, []string{"北京市"}, nil), ""},
		{"a province", "河北省的路灯", "", own, "河北省"},
		{"a city by its short name", "上海路灯修了几条", "", own, "上海"},
		{"a city of another province", "廊坊的路灯", "", own, "廊坊"},
		{"a sibling by its short name", "海淀路灯修了几条", "", own, "海淀"},
		{"a sibling by its full name", "石景山区的路灯", "", own, "石景山区"},
		{"a district far away", "浦东新区路灯", "", own, "浦东新区"},
		{"a county far away", "正定县的路灯", "", own, "正定县"},
		{"named by the passage", "大厂县的大厅", "大厅在河北省大厂县、天津市武清区揭牌", own, ""},
		{"another city named by the passage", "天津的大厅", "大厅在河北省大厂县、天津市武清区揭牌", own, ""},
		{"an everyday word", "老城区的路灯", "", own, ""},
		{"part of a river and a bank", "潮白河南岸的绿道", "", own, ""},
		{"part of a canal and a bank", "运河北岸的步道", "", own, ""},
		{"part of a corridor", "南通道修好没有", "", own, ""},
		{"part of a saying", "怎么做到长治久安", "", own, ""},
		{"another everyday word", "开发区的路灯", "", own, ""},
		{"a report without a place", "上海路灯修了几条", "", placeless, ""},
		{"the whole country, by another of its names", "我国去年GDP多少", "", country, ""},
		{"the whole country, and a city", "上海路灯修了几条", "", country, "上海"},
		{"a rank in the whole country, beside a report of it", "增速在全国排第几", "", besideCountry, ""},
		{"a report without a place, and a county", "正定县的路灯", "", placeless, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.territory.Foreign(theReader(t).understand(tt.question), tt.passage); got != tt.want {
				t.Errorf("foreign(%q) = %q, want %q", tt.question, got, tt.want)
			}
		})
	}
}

func TestLocality(t *testing.T) {
	own := tongzhou()
	for _, tt := range []struct{ name, question, passage, want string }{
		{"none", "路灯", "路灯", ""},
		{"one that the passage lacks", "马驹桥的路灯", "路灯14条", "马驹桥"},
		{"one that it has", "台湖的酒店", "台湖演艺酒店", ""},
		{"one of two", "台湖和马驹桥的酒店", "台湖演艺酒店", ""},
		{"the other of two", "马驹桥和台湖的酒店", "台湖演艺酒店", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := own.Locality(tt.question, tt.passage); got != tt.want {
				t.Errorf("locality(%q) = %q, want %q", tt.question, got, tt.want)
			}
		})
	}
}

func TestShortPlace(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"上海市", "上海"}, {"朝阳区", "朝阳"}, {"浦东新区", "浦东"}, {"新疆维吾尔自治区", "新疆"}, {"香港特别行政区", "香港"}, {"大兴安岭地区", "大兴安岭"}, {"赵县", "赵县"}, {"通州", "通州"}, {"", ""},
	} {
		if got := shortPlace(tt.in); got != tt.want {
			t.Errorf("shortPlace(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestGazetteer(t *testing.T) {
	g := places()
	if n := len(g.within["中国"]); n != 34 {
		t.Errorf("%d provinces", n)
	}
	if len(g.full) < 2500 || !g.full["朝阳区"] || !g.full["大厂回族自治县"] || g.full["老城区"] {
		t.Errorf("%d divisions", len(g.full))
	}
}
