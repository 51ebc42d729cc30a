package wordvec

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func model(t testing.TB) *Model {
	t.Helper()
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func cosine(a, b []float32) float64 {
	var sum float64
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

// TestDefault: the model in the binary is one that Open takes, by this name.
func TestDefault(t *testing.T) {
	opened, err := Open(embedded)
	if err != nil {
		t.Fatal(err)
	}
	if got := model(t).Name(); got != opened.Name() {
		t.Errorf("embeddedName is %s, the file's is %s", got, opened.Name())
	}
}

// The golden file comes from the training side (cmd/train/wordvec/pack.py): it proves that both segment and embed alike.
func TestGolden(t *testing.T) {
	file, err := os.Open("testdata/golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	m := model(t)
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var want struct {
			Text  string
			Words []string
			Head  []float64
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		t.Run(want.Text, func(t *testing.T) {
			if got := m.Segment(want.Text); !slices.Equal(got, want.Words) {
				t.Errorf("words %q, want %q", got, want.Words)
			}
			got := m.Embed(want.Text)
			for i, x := range want.Head {
				if math.Abs(float64(got[i])-x) > 2e-4 {
					t.Errorf("dimension %d is %.5f, want %.5f", i, got[i], x)
				}
			}
		})
	}
}

func TestSegment(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"everyday words are whole", "电瓶车遛弯瞧病", "电瓶车|遛弯|瞧病"},
		{"punctuation is left out", "养老，路灯！", "养老|路灯"},
		{"white space is left out", " 养老 \n路灯", "养老|路灯"},
		{"a number is one word", "路灯87654.31盏", "路灯|87654.31|盏"},
		{"a number with commas is one word", "1,234,567人", "1,234,567|人"},
		{"a final point is no part of a number", "共12345.", "共|12345"},
		{"an unknown Latin word is left out", "养老zzqxv路灯", "养老|路灯"},
		{"a Latin word is not cut", "thes", ""},
		{"emoji are left out", "路灯🙂", "路灯"},
		{"nothing", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(model(t).Segment(c.text), "|"); got != c.want {
				t.Errorf("Segment(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestNeighbours(t *testing.T) {
	cases := []struct{ name, text, near, far string }{
		{"child and school", "娃上学", "义务教育学位", "供暖管网改造"},
		{"seeing a doctor", "瞧病", "医疗卫生服务", "公交线路"},
		{"old people's meals", "老人吃饭咋办", "养老助餐点", "轨道交通建设"},
		{"electric bicycles", "电驴充电", "电动自行车充电设施", "博物馆开放"},
		{"rain", "下雨路上淹水", "积水点治理", "企业上市"},
	}
	m := model(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := m.Embed(c.text)
			near, far := cosine(text, m.Embed(c.near)), cosine(text, m.Embed(c.far))
			if near < far+0.1 {
				t.Errorf("%q: %.3f to %q, %.3f to %q", c.text, near, c.near, far, c.far)
			}
		})
	}
}

func TestNothingMatchesNothing(t *testing.T) {
	m := model(t)
	nothing := m.Embed("")
	for _, text := range []string{"   ", "？！", "zzqxv", "\xff\xfe", "🙂"} {
		if got := m.Embed(text); !slices.Equal(got, nothing) {
			t.Errorf("Embed(%q) is not the vector of the empty text", text)
		}
	}
	for _, text := range []string{"娃上学", "北京城市副中心", "2023年", "the report", "啥"} {
		if got := cosine(nothing, m.Embed(text)); got > 0.3 {
			t.Errorf("nothing has cosine %.3f with %q", got, text)
		}
	}
}

func TestIdentity(t *testing.T) {
	m := model(t)
	if m.Dimension() != 256 || !strings.HasPrefix(m.Name(), "wenbao-wordvec-1-") || len(m.Name()) != 25 {
		t.Errorf("%d dimensions, name %q", m.Dimension(), m.Name())
	}
	if len(embedded) > 16_000_000 {
		t.Errorf("the model file has %d bytes", len(embedded))
	}
}

func TestLongText(t *testing.T) {
	m := model(t)
	once, often := m.Embed("路灯养老"), m.Embed(strings.Repeat("路灯养老，", 5000))
	if got := cosine(once, often); got < 0.9999 {
		t.Errorf("repeating a text turns it: cosine %f", got)
	}
}

// tiny writes a model of two words and two dimensions and lets a case damage it before the checksum is set.
func tiny(damage func([]byte) []byte) []byte {
	data := make([]byte, headerSize)
	copy(data, magic)
	for i, v := range []uint32{2, 2, 6} {
		binary.LittleEndian.PutUint32(data[8+4*i:], v)
	}
	for _, v := range []uint32{0, 3, 6} {
		data = binary.LittleEndian.AppendUint32(data, v)
	}
	data = append(data, 1, 1, 1, 1)
	for range 4 {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(0.5))
	}
	data = append(data, "啊电"...)
	data = append(data, 1, 0, 0, 1, 1, 1, 2, 0)
	data = damage(data)
	if len(data) >= headerSize {
		binary.LittleEndian.PutUint32(data[20:], crc32.ChecksumIEEE(data[headerSize:]))
	}
	return data
}

func TestOpen(t *testing.T) {
	put := func(at int, v uint32) func([]byte) []byte {
		return func(d []byte) []byte { binary.LittleEndian.PutUint32(d[at:], v); return d }
	}
	cases := []struct {
		name   string
		damage func([]byte) []byte
		good   bool
	}{
		{"whole", func(d []byte) []byte { return d }, true},
		{"empty", func([]byte) []byte { return nil }, false},
		{"header only", func(d []byte) []byte { return d[:headerSize] }, false},
		{"last byte missing", func(d []byte) []byte { return d[:len(d)-1] }, false},
		{"one byte more", func(d []byte) []byte { return append(d, 0) }, false},
		{"other magic", func(d []byte) []byte { d[0] = 'W'; return d }, false},
		{"no dimensions", put(8, 0), false},
		{"huge dimensions", put(8, 1<<31), false},
		{"no words", put(12, 0), false},
		{"huge words", put(12, 1<<32-1), false},
		{"huge word bytes", put(16, 1<<32-1), false},
		{"offset past the end", put(headerSize+4, 99), false},
		{"offsets descend", put(headerSize+4, 0), false},
		{"words unsorted", func(d []byte) []byte { return []byte(strings.Replace(string(d), "啊电", "电啊", 1)) }, false},
		{"scale is not a number", put(headerSize+16, math.Float32bits(float32(math.NaN()))), false},
		{"nothing row is zero", func(d []byte) []byte { d[len(d)-2] = 0; return d }, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m, err := Open(tiny(c.damage))
			if (err == nil) != c.good || (err != nil && !errors.Is(err, errFormat)) {
				t.Fatalf("error %v, want good: %v", err, c.good)
			}
			if c.good && !slices.Equal(m.Segment("啊!电"), []string{"啊", "电"}) {
				t.Errorf("words %q", m.Segment("啊!电"))
			}
		})
	}
}

func TestOpenChecksum(t *testing.T) {
	data := slices.Clone(embedded)
	data[len(data)/2] ^= 1
	if _, err := Open(data); !errors.Is(err, errFormat) {
		t.Errorf("a flipped bit gives %v", err)
	}
	if _, err := Open(embedded[:len(embedded)/2]); !errors.Is(err, errFormat) {
		t.Errorf("half a file gives %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	whole := tiny(func(d []byte) []byte { return d })
	f.Add(whole)
	f.Add(whole[:40])
	f.Fuzz(func(t *testing.T, data []byte) {
		data = slices.Clone(data)
		if len(data) >= headerSize { // let the fuzzer past the checksum
			binary.LittleEndian.PutUint32(data[20:], crc32.ChecksumIEEE(data[headerSize:]))
		}
		if m, err := Open(data); err == nil {
			checkText(t, m, "啊电1.5abc")
		}
	})
}

func FuzzEmbed(f *testing.F) {
	for _, s := range []string{"", "电驴上楼充电有人管没", "5g基站3.14,abc", "\xff电\xe7\x94", "1.,2..3", strings.Repeat("路灯", 300)} {
		f.Add(s)
	}
	m := model(f)
	f.Fuzz(func(t *testing.T, text string) { checkText(t, m, text) })
}

// checkText checks what Embed and Segment promise for any text.
func checkText(t *testing.T, m *Model, text string) {
	t.Helper()
	var square float64
	for _, x := range m.Embed(text) {
		square += float64(x) * float64(x)
	}
	if !(math.Abs(square-1) < 1e-3) {
		t.Errorf("Embed(%q) has length² %v", text, square)
	}
	rest := text
	for _, word := range m.Segment(text) {
		before, after, found := strings.Cut(rest, word)
		if word == "" || !found {
			t.Fatalf("Segment(%q): %q is not in %q", text, word, rest)
		}
		checkSkipped(t, m, before)
		rest = after
	}
	checkSkipped(t, m, rest)
}

// checkSkipped: only characters without a word, and Latin runs, may be left out.
func checkSkipped(t *testing.T, m *Model, skipped string) {
	t.Helper()
	for _, r := range skipped {
		known := len(m.Segment(string(r))) > 0
		if r != utf8.RuneError && known && (r < 'a' || r > 'z') {
			t.Errorf("%q was left out of %q", r, skipped)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(embedded); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEmbedQuestion(b *testing.B) {
	m := model(b)
	b.ReportAllocs()
	for b.Loop() {
		m.Embed("请问咱们通州今年新建了多少个充电桩呀")
	}
}

func BenchmarkEmbedPassage(b *testing.B) {
	m := model(b)
	text := strings.Repeat("北京城市副中心高质量发展步伐持续加快，厂通路、通清路主体工程基本完工。", 10)
	b.ReportAllocs()
	for b.Loop() {
		m.Embed(text)
	}
}
