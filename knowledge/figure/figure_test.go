package figure

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFigures(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string // text=value, with % for a per cent and 汉 for Chinese numerals
	}{
		{"none", "区级政务服务事项", nil},
		{"empty", "", nil},
		{"plain", "建成5G基站3047个", []string{"5=5", "3047=3047"}},
		{"thousands", "21,000户", []string{"21,000=21000"}},
		{"millions", "1,234,567", []string{"1,234,567=1234567"}},
		{"year before thousands", "2023,100户", []string{"2023=2023", "100=100"}},
		{"comma before four digits", "21,0000", []string{"21=21", "0000=0"}},
		{"comma of a list", "10，300个", []string{"10=10", "300=300"}},
		{"decimal", "85.30", []string{"85.30=85.3"}},
		{"point at the end", "5.", []string{"5=5"}},
		{"date with points", "2023.11.5", []string{"2023.11=2023.11", "5=5"}},
		{"leading zeros", "0571", []string{"0571=571"}},
		{"zero", "0.00", []string{"0.00=0"}},
		{"small", "0.0000000000001", []string{"0.0000000000001=0.0000000000001"}},
		{"wan", "新设市场主体2.1万户", []string{"2.1万=21000"}},
		{"wan after a space", "2.1 万户", []string{"2.1 万=21000"}},
		{"yi", "资金9.2亿元", []string{"9.2亿=920000000"}},
		{"wanyi", "1.2万亿元", []string{"1.2万亿=1200000000000"}},
		{"three thousand wan", "3千万", []string{"3千万=30000000"}},
		{"traditional", "2萬、3億", []string{"2萬=20000", "3億=300000000"}},
		{"kilovolt", "110千伏、500万千瓦", []string{"110=110", "500万=5000000"}},
		{"list of the best", "2023 百强", []string{"2023=2023", "百=100汉"}},
		{"million", "920 million yuan", []string{"920 million=920000000"}},
		{"billion", "0.92 billion", []string{"0.92 billion=920000000"}},
		{"full width", "２１，０００户，８５．３％", []string{"２１，０００=21000", "８５．３％=85.3%"}},
		{"per cent", "100%", []string{"100%=100%"}},
		{"percent in words", "up 6.5 percent", []string{"6.5 percent=6.5%"}},
		{"percentage points", "提高2.5个百分点，再提高2百分点", []string{"2.5个百分点=2.5%", "2百分点=2%"}},
		{"baifenzhi", "百分之八十五", []string{"百分之八十五=85%汉"}},
		{"baifenzhi with a fraction", "百分之三点五", []string{"百分之三点五=3.5%汉"}},
		{"baifenzhi with digits", "百分之85.3", []string{"百分之85.3=85.3%"}},
		{"baifenzhi bai", "百分之百", []string{"百分之百=100%汉"}},
		{"baifenbai", "实现百分百“全程网办”", []string{"百分百=100%汉"}},
		{"baifenzhi without number", "百分之多少", nil},
		{"months", "1-11月", []string{"1=1", "11=11"}},
		{"range", "10%～20%，3至5年", []string{"10%=10%", "20%=20%", "3=3", "5=5"}},
		{"range in Chinese", "二十至三十", []string{"二十=20汉", "三十=30汉"}},
		{"Chinese", "三千零四十七", []string{"三千零四十七=3047汉"}},
		{"gap", "三千零五", []string{"三千零五=3005汉"}},
		{"short thousands", "两万一", []string{"两万一=21000汉"}},
		{"long thousands", "两万一千", []string{"两万一千=21000汉"}},
		{"gap after wan", "两万零一", []string{"两万零一=20001汉"}},
		{"short tens", "三百五", []string{"三百五=350汉"}},
		{"ten", "十、十五、二十", []string{"十=10汉", "十五=15汉", "二十=20汉"}},
		{"five-year plan", "十四五", []string{"十四=14汉", "五=5汉"}},
		{"year", "二〇二三、二○二四、一九四九", []string{"二〇二三=2023汉", "二○二四=2024汉", "一九四九=1949汉"}},
		{"enumeration", "一二三产", []string{"一=1汉", "二=2汉", "三=3汉"}},
		{"ten million", "千万人次", []string{"千万=10000000汉"}},
		{"hundred billion", "千亿投资", []string{"千亿=100000000000汉"}},
		{"Chinese wanyi", "三万亿、一万五千亿", []string{"三万亿=3000000000000汉", "一万五千亿=1500000000000汉"}},
		{"yi and wan", "一亿三千万零八", []string{"一亿三千万零八=130000008汉"}},
		{"Chinese decimal", "九点二亿", []string{"九点二亿=920000000汉"}},
		{"Chinese decimal wanyi", "一点二万亿", []string{"一点二万亿=1200000000000汉"}},
		{"point of time", "三点开会", []string{"三=3汉"}},
		{"wan without number", "万户", nil},
		{"bits of bytes", "\xe5\x8d\xff9\xff", []string{"9=9"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range Find(tt.text) {
				got = append(got, describe(f))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", tt.text, diff)
			}
			checkFigures(t, tt.text)
		})
	}
}

func describe(f Figure) string {
	s := f.Text + "=" + f.Value
	if f.Percent {
		s += "%"
	}
	if f.Han {
		s += "汉"
	}
	return s
}

// TestFiguresLong feeds runs that must neither overflow nor take quadratic time.
func TestFiguresLong(t *testing.T) {
	for _, unit := range []string{"9", "９", "1,", "111,", "1.1", "九", "零", "两", "九千", "万", "亿万", "百分之", "点九", "\xff"} {
		t.Run(fmt.Sprintf("%q", unit), func(t *testing.T) {
			start := time.Now()
			checkFigures(t, strings.Repeat(unit, 50_000))
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func FuzzFigures(f *testing.F) {
	for _, seed := range []string{
		"累计建成5G基站3047个", "2.1万户，21,000户，两万一", "十四五，二〇二三年，百分之八十五，百分百", "9.2亿元是920 million",
		"３，０００．５％", "九点二万亿", "0.0000", "一亿三千万零八", "\xff百分之", "千百万", "1-11月",
	} {
		f.Add(seed)
	}
	f.Fuzz(checkFigures)
}

var plainDecimal = regexp.MustCompile(`^(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$`)

func checkFigures(t *testing.T, text string) {
	t.Helper()
	end := 0
	for _, f := range Find(text) {
		switch {
		case f.Start < end || f.End <= f.Start || f.End > len(text):
			t.Fatalf("%q stands at %d to %d, after %d", f.Text, f.Start, f.End, end)
		case f.Text != text[f.Start:f.End]:
			t.Fatalf("%q is %q in the text", f.Text, text[f.Start:f.End])
		case !plainDecimal.MatchString(f.Value):
			t.Fatalf("%q has the value %q", clipped(f.Text, 40), clipped(f.Value, 40))
		}
		end = f.End
	}
}

func BenchmarkFind(b *testing.B) {
	paragraph := strings.Repeat("累计建成5G基站3047个，新增中小学学位1.3万个，办复率为百分之九十八点五；", 20)
	b.SetBytes(int64(len(paragraph)))
	b.ReportAllocs()
	for b.Loop() {
		if len(Find(paragraph)) == 0 {
			b.Fatal("no figures")
		}
	}
}

// clipped keeps a fuzzer's long text out of the log.
func clipped(s string, clip int) string {
	if runes := []rune(s); len(runes) > clip {
		return string(runes[:clip]) + "…"
	}
	return s
}

func TestInName(t *testing.T) {
	for text, want := range map[string]bool{"pm2.5浓度": true, "浓度27": false, "5g基站": false, "27": false} {
		if got := Find(text)[0].InName(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
