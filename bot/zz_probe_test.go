package bot

import (
	"context"
	"fmt"
	"testing"
	"strings"
)

func TestProbe(t *testing.T) {
	for _, s := range []string{"是不是全市第一", "是的，那电梯呢", "不对，我问的是电梯", "算了，换个话题，说说医院", "我问的不是公交，是充电桩", "那电梯呢", "不是吧，30部？", "不对", "是哪几个小区", "说说医院", "不是30部吗","是真的吗","不对我问的是电梯", "不是，是电梯", "不是我问的是电梯"} {
		fmt.Printf("standalone %s → %q\n", s, standalone(normalized(s)))
	}
	b := shippedBot(t, false)
	for _, c := range [][]string{{"充电桩有多少", "算了，换个话题，说说医院"}, {"充电桩有多少", "乡村振兴去年取得了哪些成效？"}, {"充电桩有多少","不对，我问的是电梯"},{"充电桩有多少","累计建成多少个5G基站？"},{"充电桩有多少","医院"},{"新建了哪些公园","还有别的吗"},{"新建了哪些公园","还有呢"},{"老旧小区改造完工了多少个？","那电梯呢？","累计呢"}, {"首都文明街巷有几条","是不是全市第一"}, {"充电桩有多少", "是不是全市第一"}, {"5G基站有多少", "上海的呢"}, {"5G基站有多少", "前年呢"}, {"充电桩有多少","谢谢"}, {"充电桩有多少","为什么"}, {"充电桩有多少","🔋"}, {"充电桩有多少", "介绍一下政府自身建设的全部情况"}} {
		m := Message{Text: c[len(c)-1]}
		for _, h := range c[:len(c)-1] { m.History = append(m.History, Turn{Question: h}) }
		a, err := b.Ask(context.Background(), m)
		ids := ""
		for _, c := range a.Citations { ids += " " + short(c.ID) }
		fmt.Printf("%q → %s %s %v %v hits %d\n", c, a.Outcome, strings.ReplaceAll(a.Lead, "\n", "|"), ids, err, len(a.Hits))
	}
}
