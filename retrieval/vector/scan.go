package vector

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Near is one vector near a query.
type Near struct {
	Index  int // position among the stored vectors
	Cosine float32
}

// Range is a run of positions, from the first up to that before To.
type Range struct{ From, To int }

// Nearest returns the n vectors with the highest cosine to a unit vector, best
// first, equal ones by position; all where there are fewer. Given ranges, which
// must not overlap, only those in one of them count. The cosines are those that
// chromem-go's own search gives, bit by bit.
//
// It reads the rounded vectors once and the others only where the rounded ones
// leave it open whether they are among the nearest.
func (s *Store) Nearest(ctx context.Context, query []float32, n int, within ...Range) ([]Near, error) {
	if len(within) == 0 {
		within = []Range{{0, len(s.rows)}}
	}
	if n <= 0 || len(s.rows) == 0 {
		return nil, nil
	}
	query = unit(query)
	c := s.candidates(n)
	defer s.scratch.Put(c)
	r := s.matrix.round(query)
	for _, run := range within {
		for from := run.From; from < run.To; from += stretch {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			s.scan(c, r, from, min(from+stretch, run.To))
		}
	}
	c.prune()
	found := make([]Near, len(c.found))
	for i, f := range c.found {
		found[i] = Near{f.index, dot(query, s.rows[f.index])}
	}
	slices.SortFunc(found, func(a, b Near) int {
		return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(a.Index, b.Index))
	})
	return found[:min(n, len(found))], nil
}

// stretch is how many rows are multiplied at once: their sums stay in the
// processor's first cache.
const stretch = 2048

// scan looks for candidates among the rows from one up to another.
func (s *Store) scan(c *candidates, r rounded, from, to int) {
	sums, width := c.sums[:to-from], s.matrix.width
	s.kernel.dots(sums, r.numbers, s.matrix.codes[from*width:to*width])
	for i, sum := range sums {
		if low, high := s.matrix.bounds(from+i, r, sum); high >= c.floor() {
			c.add(from+i, low, high)
		}
	}
}

// candidates are the vectors that may be among the nearest.
type candidates struct {
	most  int
	found []candidate
	sums  [stretch]int32
	lows  []float32 // the highest of what their cosines are at least, as a heap with the least on top
}

type candidate struct {
	index int
	high  float32 // what its cosine is at most
}

// candidates are none of so many nearest, in the memory of a search before.
func (s *Store) candidates(n int) *candidates {
	c, used := s.scratch.Get().(*candidates)
	if !used {
		const usual = 100
		c = &candidates{found: make([]candidate, 0, 8*usual), lows: make([]float32, 0, usual)}
	}
	c.most, c.found, c.lows = n, c.found[:0], c.lows[:0]
	return c
}

// floor is what the last of the nearest has at least: a vector below is none.
func (c *candidates) floor() float32 {
	if len(c.lows) < c.most {
		return -math.MaxFloat32
	}
	return c.lows[0]
}

func (c *candidates) add(index int, low, high float32) {
	if len(c.found) == cap(c.found) {
		c.prune()
	}
	c.found = append(c.found, candidate{index, high})
	switch {
	case len(c.lows) < c.most:
		if c.lows = append(c.lows, low); len(c.lows) == c.most {
			slices.Sort(c.lows)
		}
	case low > c.lows[0]:
		c.lows[0] = low
		c.sink()
	}
}

// prune drops those that are none any more.
func (c *candidates) prune() {
	floor := c.floor()
	c.found = slices.DeleteFunc(c.found, func(f candidate) bool { return f.high < floor })
}

// sink brings the top of the heap down to where it belongs.
func (c *candidates) sink() {
	for i := 0; ; {
		least := i
		for _, child := range []int{2*i + 1, 2*i + 2} {
			if child < len(c.lows) && c.lows[child] < c.lows[least] {
				least = child
			}
		}
		if least == i {
			return
		}
		c.lows[i], c.lows[least] = c.lows[least], c.lows[i]
		i = least
	}
}

// dot is the product of two vectors in the order in which chromem-go adds it up.
func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var sum float32
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}

// unit is a vector of length 1 as chromem-go would hold it: itself if it is near
// enough.
func unit(v []float32) []float32 {
	var square float64
	for _, x := range v {
		square += float64(x) * float64(x)
	}
	if math.Abs(math.Sqrt(square)-1) < 1e-6 {
		return v
	}
	length := float32(math.Sqrt(float64(dot(v, v))))
	scaled := make([]float32, len(v))
	for i, x := range v {
		scaled[i] = x / length
	}
	return scaled
}
