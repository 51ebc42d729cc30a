package reader

import "math"

// epsilon keeps the layer norm from dividing by zero, as in the base model.
const epsilon = 1e-12

// unheard is the score of a place where no token is: its weight is 0.
const unheard = -1e30

// embedding turns tokens into vectors.
type embedding struct {
	words            nibbles
	positions, types []float32
	norm             layerNorm
}

// layer is one layer of the encoder: attention and a feed-forward network, each
// added to what came in and normalised.
type layer struct {
	q, k, v, o linear
	ln1        layerNorm
	ff1, ff2   linear
	ln2        layerNorm
}

// layerNorm brings vectors to mean 0 and variance 1, then scales and shifts them.
type layerNorm struct{ weight, bias []float32 }

// scratch is the working memory for one sequence: matrices with a row a token
// and room for whole blocks of rows.
type scratch struct {
	kernel        *kernels
	question      []piece
	passage       []piece
	ids           []int32
	second        int // token where the second text begins
	lattice       lattice
	hidden, inner int
	headWidth     int
	x, q, k, v    []float32
	spread        []float32   // inner vectors
	narrow, wide  activations // rounded rows of width hidden and inner
	keys, scores  []float32   // of one head: keys have a column a token
	mixed         []float32   // the values of one head, and what stands beside them
}

func newScratch(kernel *kernels, hidden, heads, inner, maxInput int) *scratch {
	rows, columns, headWidth := roundUp(maxInput, block), roundUp(maxInput, unit), hidden/heads
	matrix := func(width int) []float32 { return make([]float32, rows*width+unit) } // the last head is read a unit wide
	return &scratch{
		kernel: kernel, ids: make([]int32, 0, maxInput), hidden: hidden, inner: inner, headWidth: headWidth,
		x: matrix(hidden), q: matrix(hidden), k: matrix(hidden), v: matrix(hidden), spread: matrix(inner),
		narrow: newActivations(rows, hidden), wide: newActivations(rows, inner),
		keys: make([]float32, headWidth*columns), scores: make([]float32, columns), mixed: make([]float32, unit),
	}
}

func roundUp(n, whole int) int { return (n + whole - 1) / whole * whole }

// put makes the sequence <s> text </s>, with another end for each further text.
func (s *scratch) put(texts ...[]piece) {
	s.ids = append(s.ids[:0], begin)
	for _, text := range texts {
		for _, p := range text {
			s.ids = append(s.ids, p.id)
		}
		s.ids = append(s.ids, divider)
	}
	s.second = 1 + len(texts[0]) + 1
}

// vector is that of a token, once the sequence is encoded.
func (s *scratch) vector(token int) []float32 {
	return s.x[token*s.hidden : (token+1)*s.hidden]
}

// mean is the mean vector of all tokens, once the whole sequence is encoded; it
// takes the first token's place.
func (s *scratch) mean() []float32 {
	mean := s.vector(0)
	for token := 1; token < len(s.ids); token++ {
		for i, x := range s.vector(token) {
			mean[i] += x
		}
	}
	for i := range mean {
		mean[i] /= float32(len(s.ids))
	}
	return mean
}

// encode computes the vectors of the sequence's first tokens, as many as the
// heads read; the last layer needs the others only as keys and values.
func (m *Model) encode(s *scratch, read int) {
	m.embedding.apply(s)
	layers := m.layers()
	for i := range layers {
		queries := len(s.ids)
		if i == len(layers)-1 {
			queries = read
		}
		layers[i].apply(s, queries)
	}
}

func (e *embedding) apply(s *scratch) {
	for at, id := range s.ids {
		x, kind := s.vector(at), 0
		if at >= s.second {
			kind = 1
		}
		e.words.row(x, int(id))
		place, text := e.positions[at*s.hidden:][:len(x)], e.types[kind*s.hidden:][:len(x)]
		for i := range x {
			x[i] += place[i] + text[i]
		}
		e.norm.apply(x)
	}
}

// apply runs the layer for the sequence's first tokens, so many.
func (l *layer) apply(s *scratch, queries int) {
	tokens := len(s.ids)
	s.narrow.round(s.x[:tokens*s.hidden], s.kernel)
	l.k.apply(s.k, &s.narrow, tokens, s.kernel)
	l.v.apply(s.v, &s.narrow, tokens, s.kernel)
	l.q.apply(s.q, &s.narrow, queries, s.kernel)
	s.attend(queries)
	x := s.x[:queries*s.hidden]
	s.narrow.round(s.q[:len(x)], s.kernel)
	l.o.apply(s.k, &s.narrow, queries, s.kernel)
	l.ln1.addTo(x, s.k, s.hidden)

	s.narrow.round(x, s.kernel)
	l.ff1.apply(s.spread, &s.narrow, queries, s.kernel)
	s.kernel.gelu(s.spread[:queries*s.inner])
	s.wide.round(s.spread[:queries*s.inner], s.kernel)
	l.ff2.apply(s.k, &s.wide, queries, s.kernel)
	l.ln2.addTo(x, s.k, s.hidden)
}

// attend replaces each query by the sequence's values, weighted by how well
// their keys fit the query, head by head.
func (s *scratch) attend(queries int) {
	tokens := len(s.ids)
	weights, stride := s.scores[:roundUp(tokens, 8)], roundUp(tokens, unit)
	keenness := float32(1 / math.Sqrt(float64(s.headWidth)))
	for head := 0; head < s.hidden; head += s.headWidth {
		s.transposeKeys(head, stride)
		for row := range queries {
			query := s.q[row*s.hidden+head:][:s.headWidth]
			for at := 0; at < stride; at += unit {
				s.kernel.mix(s.scores[at:at+unit], query, s.keys[at:], stride)
			}
			for at := tokens; at < len(weights); at++ {
				weights[at] = unheard
			}
			s.kernel.softmax(weights, keenness)
			s.kernel.mix(s.mixed, weights[:tokens], s.v[head:], s.hidden)
			copy(query, s.mixed)
		}
	}
}

// transposeKeys lays one head's keys out with a column a token.
func (s *scratch) transposeKeys(head, stride int) {
	for token := range s.ids {
		for i, x := range s.k[token*s.hidden+head:][:s.headWidth] {
			s.keys[i*stride+token] = x
		}
	}
}

// addTo adds each row of more to its row of x and normalises it.
func (n *layerNorm) addTo(x, more []float32, width int) {
	for from := 0; from < len(x); from += width {
		row, added := x[from:from+width], more[from:from+width]
		for i := range row {
			row[i] += added[i]
		}
		n.apply(row)
	}
}

func (n *layerNorm) apply(row []float32) {
	var sum, squares float64
	for _, x := range row {
		sum += float64(x)
		squares += float64(x) * float64(x)
	}
	mean := sum / float64(len(row))
	factor := 1 / math.Sqrt(max(squares/float64(len(row))-mean*mean, 0)+epsilon)
	shift := float32(-mean * factor)
	scale := float32(factor)
	weight, bias := n.weight[:len(row)], n.bias[:len(row)]
	for i, x := range row {
		row[i] = (x*scale+shift)*weight[i] + bias[i]
	}
}
