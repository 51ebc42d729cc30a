package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNormalize(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"Chinese", "累计建成5G基站3047个。", "累计建成5g基站3047个。"},
		{"full-width letters and digits", "５Ｇ基站３０４７个", "5g基站3047个"},
		{"full-width punctuation", "多少？！（个）", "多少?!(个)"},
		{"half-width katakana", "ｶﾀｶﾅ", "カタカナ"},
		{"compatibility ideograph", "\uf9ddⅣ㎡①", "利ivm21"},
		{"traditional", "電動自行車充電樁", "电动自行车充电桩"},
		{"traditional in two steps", "薴", "苎"},
		{"traditional and simplified mixed", "養老驿站", "养老驿站"},
		{"upper case", "ESG GREEN", "esg green"},
		{"upper case with accents", "ÀÉÎ", "àéî"},
		{"decomposed", "e\u0301te\u0301", "été"},
		{"white space", "\t 路灯 \r\n\n 几\u3000条\u00a0? ", "路灯 几 条 ?"},
		{"control characters part words", "路\x00灯\x1b[31m\u0085", "路 灯 [31m"},
		{"zero width", "充\u200b电\u200c桩\u200d\u2060\ufeff", "充电桩"},
		{"soft hyphen", "sta\u00adtion", "station"},
		{"bidirectional", "\u202e充电\u202c\u2066桩\u2069\u200f", "充电桩"},
		{"tags", "充\U000e0041\U000e0042电", "充电"},
		{"emoji presentation", "⚡\ufe0f❤\ufe0e", "⚡❤"},
		{"variation selector of an ideograph", "葛\U000e0100城", "葛城"},
		{"other variation selectors", "充\ufe00电\ufe0a桩\u180b", "充电桩"},
		{"grapheme joiner", "充\u034f电", "充电"},
		{"Hangul fillers", "充\u3164电\uffa0桩\u115f", "充电桩"},
		{"a mark behind an invisible character", "e\u200d\u0301", "é"},
		{"a mark composes after lower case", "\u0399\u0344", "\u0390"},
		{"invalid UTF-8", "充\xff\xfe电", "充\ufffd电"},
		{"cut UTF-8", "充电桩"[:8], "充电\ufffd"},
		{"surrogates in UTF-8", "\xed\xa0\x80", "\ufffd"},
		{"emoji stay", "充电🔋多少", "充电🔋多少"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Normalize(tt.in); got != tt.want {
				t.Errorf("Normalize(%+q) = %+q, want %+q", tt.in, got, tt.want)
			}
		})
	}
}

func TestSimplify(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"simplified stays", "通州区的老旧小区", "通州区的老旧小区"},
		{"traditional", "關於綠色金融", "关于绿色金融"},
		{"Latin stays", "ABC abc 123", "ABC abc 123"},
		{"full-width stays", "５Ｇ", "５Ｇ"},
		{"several to one", "發髮", "发发"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Simplify(tt.in); got != tt.want {
				t.Errorf("Simplify(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// TestSimplifiedTable: a character maps to the end of its chain, or Normalize
// would not be idempotent.
func TestSimplifiedTable(t *testing.T) {
	table := simplified()
	if len(table) < 3500 {
		t.Fatalf("the table holds %d pairs; some lines were not read", len(table))
	}
	for from, to := range table {
		if next, more := table[to]; more && next != to {
			t.Errorf("%c becomes %c, which becomes %c", from, to, next)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, seed := range []string{
		"", "累计建成多少个5G基站？", "電動自行車充電樁", "\xff\xfe\x00", "e\u200d\u0301", "\u0399\u0344", "İK\u1e9e", "ｶﾞ\u3099", "薴苧",
		"充\u202e电\U000e0041", "\u3164\u115f가\u200b\u11a8", "\u00a8 \u00b4\u3000", "㍿㌀﷽", strings.Repeat("\u0301", 40),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := Normalize(text)
		if !utf8.ValidString(once) {
			t.Fatalf("Normalize(%+q) = %+q is not valid UTF-8", text, once)
		}
		if twice := Normalize(once); twice != once {
			t.Fatalf("Normalize(%+q) = %+q, and again %+q", text, once, twice)
		}
		// x/text itself puts U+034F into an endless run of marks.
		if strings.ContainsFunc(once, func(r rune) bool { return visible(r) != r && r != '\u034f' }) {
			t.Fatalf("Normalize(%+q) = %+q holds invisible characters", text, once)
		}
	})
}

// TestCharacters: the table is there, and also where a checkout made its lines
// end as Windows does.
func TestCharacters(t *testing.T) {
	unix, err := unpack(openccTS)
	if err != nil {
		t.Fatal(err)
	}
	for name, lines := range map[string]string{"\\n": unix, "\\r\\n": strings.ReplaceAll(unix, "\n", "\r\n")} {
		t.Run(name, func(t *testing.T) {
			if got := len(characters(lines)); got <= 3000 {
				t.Errorf("the table has %d characters", got)
			}
		})
	}
}
