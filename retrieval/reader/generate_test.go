package reader

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// blueprint is what a random model is made from.
type blueprint struct {
	layers, hidden, ffn   int
	headWidth             int
	maxQuestion, maxInput int
	vocab                 []string
	seed                  uint64
}

// small is quick in plain Go; large has the sizes of the base model.
func small() blueprint {
	return blueprint{layers: 2, hidden: 128, ffn: 192, headWidth: 64, maxQuestion: 12, maxInput: 48, vocab: pieces(), seed: 1}
}

func large(layers int) blueprint {
	vocab := pieces()
	for r := rune(0x4e00); len(vocab) < 9000; r++ {
		if !strings.ContainsRune(strings.Join(pieces(), ""), r) {
			vocab = append(vocab, string(r))
		}
	}
	return blueprint{layers: layers, hidden: 384, ffn: 1536, headWidth: 32, maxQuestion: 48, maxInput: 160, vocab: vocab, seed: 1}
}

// pieces is a small vocabulary with everything the tokenizer tells apart.
func pieces() []string {
	return strings.Fields("<s> <pad> </s> <unk> ▁ 电梯 电 梯 加 装 加装 多 少 多少 部 公 交 公交 去 年 去年 ▁去年 新 建 消 防 站 消防站 的 了 吗 ： : ， 。 ？ ? " +
		"5 g 5g ▁5g 20 23 2023 3 基 wi fi ▁wi - run ning ▁run ▁cafe a b c . % é #")
}

// scoresOf makes a piece the less likely the later it stands, and by far less
// likely than one of twice its characters.
func scoresOf(pieces []string) []float32 {
	scores := make([]float32, len(pieces))
	for i := range scores {
		scores[i] = -8 - float32(i)/1024
	}
	return scores
}

// file builds the model's file with random tensors.
func (b blueprint) file() []byte {
	h, tensors := b.tensors()
	return seal(h, tensors)
}

// tensors makes a header and what it tells of.
func (b blueprint) tensors() (header, []byte) {
	random := rand.New(rand.NewPCG(b.seed, 2))
	h := header{Layers: b.layers, Hidden: b.hidden, Heads: b.hidden / b.headWidth, FFN: b.ffn, Positions: b.maxInput,
		MaxQuestion: b.maxQuestion, MaxInput: b.maxInput, Intents: []string{"ask", "talk", "danger"}}
	var data bytes.Buffer
	place := func(name, kind string, content []byte, shape ...int) {
		data.Write(make([]byte, -data.Len()&(alignment-1)))
		h.Tensors = append(h.Tensors, tensor{Name: name, Type: kind, Shape: shape, Offset: int64(data.Len())})
		data.Write(content)
	}
	floats := func(name string, mean, spread float64, shape ...int) {
		var content []byte
		for range product(shape) {
			content = binary.LittleEndian.AppendUint32(content, math.Float32bits(float32(mean+spread*random.NormFloat64())))
		}
		place(name, "f32", content, shape...)
	}
	table := func(name string, spread float64, rows, cols int) {
		content := make([]byte, rows*cols)
		for i := range content {
			content[i] = byte(int8(max(-127, min(127, 32*random.NormFloat64()))))
		}
		place(name, "i8", content, rows, cols)
		floats(name+".scale", spread/32, spread/320, rows)
	}
	linear := func(name string, rows, cols int) {
		table(name+".w", 1.5/math.Sqrt(float64(cols)), rows, cols)
		floats(name+".b", 0, 0.1, rows)
	}
	norm := func(name string) {
		floats(name+".w", 1, 0.1, b.hidden)
		floats(name+".b", 0, 0.1, b.hidden)
	}
	vocab := strings.Join(b.vocab, "\n")
	place("vocab", "text", []byte(vocab), len(vocab))
	scores := make([]byte, 0, 4*len(b.vocab))
	for _, score := range scoresOf(b.vocab) {
		scores = binary.LittleEndian.AppendUint32(scores, math.Float32bits(score))
	}
	place("vocab.score", "f32", scores, len(b.vocab))
	words, scales := make([]byte, len(b.vocab)*b.hidden/2), []byte{}
	for i := range words {
		words[i] = byte(random.IntN(256))
	}
	for range len(b.vocab) * b.hidden / group {
		scales = binary.LittleEndian.AppendUint16(scales, uint16(math.Float32bits(float32(0.2+0.02*random.NormFloat64()))>>16))
	}
	place("emb.word", "i4", words, len(b.vocab), b.hidden/2)
	place("emb.word.scale", "bf16", scales, len(b.vocab), b.hidden/group)
	floats("emb.pos", 0, 0.3, b.maxInput, b.hidden)
	floats("emb.type", 0, 0.3, 2, b.hidden)
	norm("emb.ln")
	for i := range b.layers {
		at := fmt.Sprintf("layer.%d.", i)
		for _, name := range []string{"q", "k", "v", "o"} {
			linear(at+name, b.hidden, b.hidden)
		}
		linear(at+"ff1", b.ffn, b.hidden)
		linear(at+"ff2", b.hidden, b.ffn)
		norm(at + "ln1")
		norm(at + "ln2")
	}
	for _, name := range []string{"head.answer", "head.missing", "head.intent"} {
		outputs := 1
		if name == "head.intent" {
			outputs = len(h.Intents)
		}
		floats(name+".w", 0, 0.1, outputs, b.hidden)
		floats(name+".b", 0, 0.1, outputs)
	}
	return h, data.Bytes()
}

// seal joins header and tensors to a file.
func seal(h header, tensors []byte) []byte {
	text, err := json.Marshal(h)
	if err != nil {
		panic(err)
	}
	return sealText(text, tensors)
}

func sealText(header, tensors []byte) []byte {
	data := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(header)))
	data = append(data, header...)
	data = append(data, make([]byte, -len(data)&(alignment-1))...)
	return checked(append(data, tensors...))
}

// checked adds a checksum that holds.
func checked(data []byte) []byte {
	hash := sha256.Sum256(data)
	return append(data, hash[:]...)
}

func product(shape []int) int {
	n := 1
	for _, size := range shape {
		n *= size
	}
	return n
}
