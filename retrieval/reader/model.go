package reader

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

var errFormat = errors.New("reader: not a readable model")

// Model is a vocabulary, an encoder and its heads. It is immutable and safe for
// concurrent use.
type Model struct {
	name                  string
	kernel                *kernels
	maxQuestion, maxInput int // tokens
	intents               []string
	words                 *unigrams
	embedding             embedding
	layers                func() []layer
	answer                head      // over the first token of a pair: the passage answers
	missing               head      // over a token of the question: the passage does not support it
	intent                head      // over the mean of a message's tokens
	pool                  sync.Pool // of *scratch
	turns                 turns
}

// Open reads a model in place: data must not change afterwards. Damaged input
// is an error, never a panic. The first reading brings the weights into the
// order of the kernels, which takes as much memory again as the file has.
func Open(data []byte) (*Model, error) { return open(data, true) }

func open(data []byte, hashed bool) (*Model, error) {
	f, err := openFile(data, hashed)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errFormat, err)
	}
	m := f.model()
	if f.err != nil {
		return nil, fmt.Errorf("%w: %w", errFormat, f.err)
	}
	return m, nil
}

// Name identifies the model; it changes whenever a byte of the file does, so it
// can be part of a cache's key.
func (m *Model) Name() string { return m.name }

// model reads all tensors.
func (f *file) model() *Model {
	m := &Model{name: f.name, kernel: available()[0], maxQuestion: f.MaxQuestion, maxInput: f.MaxInput, intents: f.Intents}
	names := strings.Split(f.text("vocab"), "\n")
	m.words = f.unigrams(names)
	m.embedding = embedding{
		words:     f.nibbles("emb.word", len(names), f.Hidden),
		positions: f.floats("emb.pos", f.Positions, f.Hidden),
		types:     f.floats("emb.type", 2, f.Hidden),
		norm:      f.norm("emb.ln"),
	}
	m.layers = f.layers()
	m.answer, m.missing, m.intent = f.head("head.answer", 1), f.head("head.missing", 1), f.head("head.intent", len(f.Intents))
	m.pool.New = func() any { return newScratch(m.kernel, f.Hidden, f.Heads, f.FFN, f.MaxInput) }
	m.turns.slots = make([]sync.Mutex, runtime.GOMAXPROCS(0))
	return m
}

// turns lets as many read at a time as there are processors: more are no quicker, and
// each needs a scratch of 4.6 MB.
type turns struct {
	slots []sync.Mutex
	next  atomic.Uint32
}

// take waits for a turn and returns what ends it.
func (t *turns) take() (end func()) {
	for i := range t.slots {
		if t.slots[i].TryLock() {
			return t.slots[i].Unlock
		}
	}
	slot := &t.slots[int(t.next.Add(1))%len(t.slots)]
	slot.Lock()
	return slot.Unlock
}

// piece is a token and the bytes [from, to) of the text it stands for.
type piece struct {
	id       int32
	from, to int
}

// unigrams reads the vocabulary's scores.
func (f *file) unigrams(names []string) *unigrams {
	scores := f.floats("vocab.score", len(names))
	if f.err != nil {
		return nil
	}
	var v *unigrams
	v, f.err = newUnigrams(names, scores)
	return v
}

// layers reads the encoder; its weights are packed when they are first asked for.
func (f *file) layers() func() []layer {
	packs := make([]func() layer, f.Layers)
	for i := range packs {
		packs[i] = f.layer(fmt.Sprintf("layer.%d.", i))
	}
	return sync.OnceValue(func() []layer {
		layers := make([]layer, len(packs))
		for i, pack := range packs {
			layers[i] = pack()
		}
		return layers
	})
}

func (f *file) layer(prefix string) func() layer {
	q, k, v, o := f.linear(prefix+"q", f.Hidden, f.Hidden), f.linear(prefix+"k", f.Hidden, f.Hidden),
		f.linear(prefix+"v", f.Hidden, f.Hidden), f.linear(prefix+"o", f.Hidden, f.Hidden)
	ff1, ff2 := f.linear(prefix+"ff1", f.FFN, f.Hidden), f.linear(prefix+"ff2", f.Hidden, f.FFN)
	ln1, ln2 := f.norm(prefix+"ln1"), f.norm(prefix+"ln2")
	return func() layer {
		return layer{q: q(), k: k(), v: v(), o: o(), ln1: ln1, ff1: ff1(), ff2: ff2(), ln2: ln2}
	}
}

func (f *file) linear(name string, rows, cols int) func() linear {
	weights, bias := f.table(name+".w", rows, cols), f.floats(name+".b", rows)
	return func() linear { return pack(weights, bias) }
}

func (f *file) norm(name string) layerNorm {
	return layerNorm{weight: f.floats(name+".w", f.Hidden), bias: f.floats(name+".b", f.Hidden)}
}

func (f *file) head(name string, outputs int) head {
	return head{weights: f.floats(name+".w", outputs, f.Hidden), bias: f.floats(name+".b", outputs)}
}
