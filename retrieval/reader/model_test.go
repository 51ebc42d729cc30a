package reader

import (
	"encoding/json"
	"errors"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// tiny is as small as a model can be.
func tiny() blueprint {
	return blueprint{layers: 1, hidden: 64, ffn: 64, headWidth: 64, maxQuestion: 4, maxInput: 16, vocab: pieces(), seed: 3}
}

func TestOpen(t *testing.T) {
	data := tiny().file()
	m, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(m.Name(), "wenbao-reader-2-") {
		t.Errorf("name %q", m.Name())
	}
	other := tiny()
	other.seed++
	if n, err := Open(other.file()); err != nil || n.Name() == m.Name() {
		t.Errorf("another model is also called %q (%v)", m.Name(), err)
	}
}

// TestDefault: the model in the binary is one that Open takes, by the same name.
func TestDefault(t *testing.T) {
	opened, err := Open(embedded)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	if m.Name() != opened.Name() {
		t.Errorf("it is called %s, and %s where its checksum is not taken on trust", opened.Name(), m.Name())
	}
}

func TestOpenRefusesDamage(t *testing.T) {
	data := tiny().file()
	h, tensors := tiny().tensors()
	cuts := map[string][]byte{
		"nothing":           nil,
		"the magic":         data[:len(magic)],
		"half":              data[:len(data)/2],
		"the last byte":     data[:len(data)-1],
		"another magic":     append([]byte("WENBAO-READER-3\n"), data[len(magic):]...),
		"a byte too many":   append(slices.Clone(data), 0),
		"a flipped bit":     flipped(data, len(data)/2),
		"a flipped sum":     flipped(data, len(data)-1),
		"a header too long": resealed(data, func(b []byte) { copy(b[len(magic):], "\xff\xff\xff\xff") }),
		"a header too far":  resealed(data, func(b []byte) { copy(b[len(magic):], "\xff\xff\x0f\x00") }),
		"no JSON":           resealed(data, func(b []byte) { b[prefixSize] = '[' }),
		"cut and sealed":    seal(h, tensors[:1000]),
	}
	for name, data := range cuts {
		t.Run(name, func(t *testing.T) { refused(t, data) })
	}
}

func TestOpenRefusesHeaders(t *testing.T) {
	tests := map[string]func(*header){
		"no layers":              func(h *header) { h.Layers = 0 },
		"more layers than stand": func(h *header) { h.Layers = 2 },
		"layers without end":     func(h *header) { h.Layers = math.MaxInt },
		"no width":               func(h *header) { h.Hidden, h.Heads = 0, 0 },
		"a negative width":       func(h *header) { h.Hidden, h.Heads = -64, -1 },
		"heads that do not fit":  func(h *header) { h.Heads = 3 },
		"heads too wide":         func(h *header) { h.Hidden, h.Heads = 128, 1 },
		"too wide":               func(h *header) { h.Hidden, h.Heads = 4096, 64 },
		"an odd inner width":     func(h *header) { h.FFN = 65 },
		"too wide inside":        func(h *header) { h.FFN = 4096 },
		"too few positions":      func(h *header) { h.Positions = 8 },
		"too many positions":     func(h *header) { h.Positions, h.MaxInput = 1024, 1024 },
		"no question":            func(h *header) { h.MaxQuestion = 0 },
		"a question as input":    func(h *header) { h.MaxQuestion = h.MaxInput },
		"no intents":             func(h *header) { h.Intents = nil },
		"an intent too many":     func(h *header) { h.Intents = append(h.Intents, "more") },
		"an intent of no name":   func(h *header) { h.Intents[0] = "" },
		"no tensors":             func(h *header) { h.Tensors = nil },
		"an odd offset":          func(h *header) { h.Tensors[3].Offset++ },
		"a negative offset":      func(h *header) { h.Tensors[3].Offset = -64 },
		"an offset at the end":   func(h *header) { h.Tensors[3].Offset = 1 << 40 },
		"an offset past the end": func(h *header) { h.Tensors[3].Offset = math.MaxInt64 / 64 * 64 },
		"another type":           func(h *header) { h.Tensors[3].Type = "i8" },
		"another shape":          func(h *header) { h.Tensors[3].Shape = []int{1, 64} },
		"a shape that overflows": func(h *header) { h.Tensors[0].Shape = []int{math.MaxInt} },
		"a negative shape":       func(h *header) { h.Tensors[0].Shape = []int{-1} },
		"a vocabulary cut short": func(h *header) { h.Tensors[0].Shape[0] -= 4 },
		"a vocabulary of two":    func(h *header) { h.Tensors[0].Shape = []int{2, 2} },
	}
	for name, bend := range tests {
		t.Run(name, func(t *testing.T) {
			h, tensors := tiny().tensors()
			bend(&h)
			refused(t, seal(h, tensors))
		})
	}
}

func TestOpenRefusesTensors(t *testing.T) {
	vocabulary := func(words string) []byte {
		b := tiny()
		b.vocab = strings.Split(words, ",")
		return b.file()
	}
	h, tensors := tiny().tensors()
	at := slices.IndexFunc(h.Tensors, func(t tensor) bool { return t.Name == "head.answer.w" })
	copy(tensors[h.Tensors[at].Offset:], "\x00\x00\xc0\x7f") // not a number
	for name, data := range map[string][]byte{
		"a number that is none":     seal(h, tensors),
		"a vocabulary without </s>": vocabulary("<s>,<pad>,<unk>,a,b"),
		"only special pieces":       vocabulary("<s>,<pad>,</s>,<unk>"),
		"a word that stands twice":  vocabulary("<s>,<pad>,</s>,<unk>,a,b,a"),
		"an empty word":             vocabulary("<s>,<pad>,</s>,<unk>,a,,b"),
	} {
		t.Run(name, func(t *testing.T) { refused(t, data) })
	}
}

func refused(t *testing.T, data []byte) {
	t.Helper()
	if m, err := Open(data); !errors.Is(err, errFormat) || m != nil {
		t.Errorf("Open gives %v and error %v", m, err)
	}
}

func flipped(data []byte, at int) []byte {
	data = slices.Clone(data)
	data[at] ^= 1
	return data
}

// resealed is the file with a change and a checksum that holds.
func resealed(data []byte, change func([]byte)) []byte {
	body := slices.Clone(data[:len(data)-32])
	change(body)
	return checked(body)
}

func FuzzOpen(f *testing.F) {
	h, tensors := tiny().tensors()
	text, err := json.Marshal(h)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text, 0, byte(0))
	f.Add([]byte("{}"), 5000, byte(0x7f))
	f.Fuzz(func(t *testing.T, head []byte, at int, value byte) {
		tensors := slices.Clone(tensors)
		if at >= 0 && at < len(tensors) {
			tensors[at] = value
		}
		m, err := Open(sealText(head, tensors))
		if err != nil {
			return
		}
		m.Answers("去年加装了多少部电梯?", []Passage{{"公交站", "加装电梯20部。"}})
		m.Intents("电梯")
	})
}

// TestMemory tells what an opened model keeps beside its file: the weights in
// the order of the kernels, the vocabulary and the working memory.
func TestMemory(t *testing.T) {
	data := large(2).file()
	before := heap()
	m := opened(t, data, available()[0])
	m.Answers(question, []Passage{fifty})
	kept := heap() - before
	t.Logf("a file of %.1f MB, %.1f MB kept", float64(len(data))/1e6, float64(kept)/1e6)
	if kept > uint64(len(data))*3/2 {
		t.Errorf("%d bytes kept for a file of %d", kept, len(data))
	}
	runtime.KeepAlive(m)
	runtime.KeepAlive(data)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC() // pools lose what they hold in the second
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
