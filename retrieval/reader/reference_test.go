package reader

import (
	"fmt"
	"math"
	"testing"
)

// reference is BERT written down plainly, in floats of 64 bits and with the
// weights as they stand in the file: what the encoder must agree with.
type reference struct {
	*file
	vocab int
}

func newReference(tb testing.TB, data []byte) reference {
	tb.Helper()
	f, err := openFile(data, true)
	if err != nil {
		tb.Fatal(err)
	}
	r := reference{file: f}
	for _, t := range f.Tensors {
		if t.Name == "emb.word" {
			r.vocab = t.Shape[0]
		}
	}
	return r
}

type vectors [][]float64

// encode computes the vectors of the tokens; the second text begins at second.
func (r reference) encode(ids []int32, second int) vectors {
	words, places, types := r.words(), r.rows("emb.pos", r.Positions), r.rows("emb.type", 2)
	x := make(vectors, len(ids))
	for at, id := range ids {
		kind := 0
		if at >= second {
			kind = 1
		}
		x[at] = add(add(words[id], places[at]), types[kind])
	}
	x = r.norm(x, "emb.ln")
	for i := range r.Layers {
		at := fmt.Sprintf("layer.%d.", i)
		attended := r.linear(r.attend(x, at), at+"o", r.Hidden, r.Hidden)
		x = r.norm(sum(x, attended), at+"ln1")
		inner := r.linear(x, at+"ff1", r.FFN, r.Hidden)
		for _, row := range inner {
			for i, v := range row {
				row[i] = 0.5 * v * (1 + math.Erf(v/math.Sqrt2))
			}
		}
		x = r.norm(sum(x, r.linear(inner, at+"ff2", r.Hidden, r.FFN)), at+"ln2")
	}
	return x
}

func (r reference) attend(x vectors, at string) vectors {
	q, k, v := r.linear(x, at+"q", r.Hidden, r.Hidden), r.linear(x, at+"k", r.Hidden, r.Hidden), r.linear(x, at+"v", r.Hidden, r.Hidden)
	out, headWidth := make(vectors, len(x)), r.Hidden/r.Heads
	for row := range x {
		out[row] = make([]float64, r.Hidden)
		for head := 0; head < r.Hidden; head += headWidth {
			weights, total := make([]float64, len(x)), 0.0
			for to := range x {
				weights[to] = math.Exp(dot(q[row][head:head+headWidth], k[to][head:head+headWidth]) / math.Sqrt(float64(headWidth)))
				total += weights[to]
			}
			for to := range x {
				for i := head; i < head+headWidth; i++ {
					out[row][i] += weights[to] / total * v[to][i]
				}
			}
		}
	}
	return out
}

func (r reference) norm(x vectors, name string) vectors {
	weight, bias := r.floats(name+".w", r.Hidden), r.floats(name+".b", r.Hidden)
	for _, row := range x {
		var mean, variance float64
		for _, v := range row {
			mean += v / float64(len(row))
		}
		for _, v := range row {
			variance += (v - mean) * (v - mean) / float64(len(row))
		}
		for i, v := range row {
			row[i] = (v-mean)/math.Sqrt(variance+1e-12)*float64(weight[i]) + float64(bias[i])
		}
	}
	return x
}

func (r reference) linear(x vectors, name string, rows, cols int) vectors {
	weights, bias := r.weights(name+".w", rows, cols), r.floats(name+".b", rows)
	out := make(vectors, len(x))
	for at := range x {
		out[at] = make([]float64, rows)
		for i := range weights {
			out[at][i] = dot(x[at], weights[i]) + float64(bias[i])
		}
	}
	return out
}

// head is the logits of a head over one vector.
func (r reference) head(x []float64, name string, outputs int) []float64 {
	weights, bias := r.floats(name+".w", outputs, r.Hidden), r.floats(name+".b", outputs)
	logits := make([]float64, outputs)
	for i := range logits {
		logits[i] = float64(bias[i])
		for j, v := range x {
			logits[i] += v * float64(weights[i*r.Hidden+j])
		}
	}
	return logits
}

// mean is the vector of a message alone.
func mean(x vectors) []float64 {
	out := make([]float64, len(x[0]))
	for _, row := range x {
		for i, v := range row {
			out[i] += v / float64(len(x))
		}
	}
	return out
}

// words are the rows of the 4-bit table, number by number.
func (r reference) words() vectors {
	t := r.nibbles("emb.word", r.vocab, r.Hidden)
	out := make(vectors, r.vocab)
	for i := range out {
		out[i] = make([]float64, r.Hidden)
		for j := range out[i] {
			both := t.values[(i*r.Hidden+j/group*group)/2+j%(group/2)]
			if j%group >= group/2 {
				both >>= 4
			}
			out[i][j] = float64(int(both&15)-8) * float64(t.scaleAt((i*r.Hidden+j)/group))
		}
	}
	return out
}

func (r reference) weights(name string, rows, cols int) vectors {
	t := r.table(name, rows, cols)
	out := make(vectors, rows)
	for i := range out {
		out[i] = make([]float64, cols)
		for j := range out[i] {
			out[i][j] = float64(int8(t.values[i*cols+j])) * float64(t.scale[i])
		}
	}
	return out
}

func (r reference) rows(name string, rows int) vectors {
	values := r.floats(name, rows, r.Hidden)
	out := make(vectors, rows)
	for i := range out {
		out[i] = make([]float64, r.Hidden)
		for j := range out[i] {
			out[i][j] = float64(values[i*r.Hidden+j])
		}
	}
	return out
}

func add(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] + b[i]
	}
	return out
}

func sum(a, b vectors) vectors {
	out := make(vectors, len(a))
	for i := range a {
		out[i] = add(a[i], b[i])
	}
	return out
}

func dot(a, b []float64) float64 {
	var sum float64
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
