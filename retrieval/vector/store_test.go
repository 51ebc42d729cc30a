package vector

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestNearest(t *testing.T) {
	rows := [][]float32{{0, 1}, {0.6, 0.8}, {1, 0}, {1, 0}, {-1, 0}}
	for _, tt := range []struct {
		name string
		rows [][]float32
		n    int
		want []Near
	}{
		{"the best, equal ones by position", rows, 3, []Near{{2, 1}, {3, 1}, {1, 0.6}}},
		{"more than there are", rows, 9, []Near{{2, 1}, {3, 1}, {1, 0.6}, {0, 0}, {4, -1}}},
		{"none", rows, 0, nil},
		{"negative", rows, -1, nil},
		{"of none", nil, 3, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			store, err := New(t.Context(), tt.rows)
			if err != nil {
				t.Fatal(err)
			}
			got, err := store.Nearest(t.Context(), []float32{1, 0}, tt.n)
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(tt.want, got, cmpopts.EquateEmpty(), cmpopts.EquateApprox(0, 1e-6)); diff != "" {
				t.Fatalf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestNearestOfChromem: what is found is what chromem-go's own search finds, and
// the cosines are the same bit by bit, whatever the vectors and the kernel.
func TestNearestOfChromem(t *testing.T) {
	for _, kernel := range kernels() {
		for _, tt := range []struct {
			name             string
			count, dimension int
			length           float64 // of the vectors, which chromem-go brings to 1
			spread           int     // how many different ones there are
		}{
			{"one", 1, 5, 1, 1},
			{"of a model", 5000, 256, 1, 5000},
			{"of a server", 700, 1536, 1, 700},
			{"with equal ones", 500, 64, 1, 20},
			{"not quite of length 1", 500, 31, 1.0005, 500},
		} {
			t.Run(kernel.name+"/"+tt.name, func(t *testing.T) {
				random := rand.New(rand.NewPCG(uint64(tt.count), 1))
				rows := make([][]float32, tt.count)
				for i := range rows {
					if rows[i] = direction(random, tt.dimension, tt.length); i >= tt.spread {
						rows[i] = rows[i%tt.spread]
					}
				}
				store, err := New(t.Context(), rows)
				if err != nil {
					t.Fatal(err)
				}
				store.kernel = kernel
				for _, query := range [][]float32{direction(random, tt.dimension, 1), direction(random, tt.dimension, 1.0005), rows[0]} {
					for _, n := range []int{1, 100, tt.count} {
						sameAsChromem(t, store, query, n)
					}
				}
			})
		}
	}
}

// direction is a vector of some length in a random direction: nearer to some
// axes than to others, as those of texts are.
func direction(random *rand.Rand, dimension int, length float64) []float32 {
	v := make([]float32, dimension)
	square := 0.0
	for i := range v {
		v[i] = float32(random.NormFloat64() / float64(1+i%7))
		square += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] = float32(float64(v[i]) * length / math.Sqrt(square))
	}
	return v
}

// sameAsChromem compares with a search among all, since chromem-go chooses among
// equals at random.
func sameAsChromem(t *testing.T, s *Store, query []float32, n int) {
	t.Helper()
	n = min(n, len(s.rows))
	results, err := s.collection.QueryEmbedding(t.Context(), query, len(s.rows), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var want []Near
	for _, r := range results {
		index, err := strconv.Atoi(r.ID)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, Near{index, r.Similarity})
	}
	slices.SortFunc(want, func(a, b Near) int { return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(a.Index, b.Index)) })
	got, err := s.Nearest(t.Context(), query, n)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(want[:n], got); diff != "" {
		t.Errorf("the %d nearest (-chromem +ours):\n%s", n, diff)
	}
}

// TestNearestWithin: only what lies in the ranges is found.
func TestNearestWithin(t *testing.T) {
	rows := [][]float32{{1, 0}, {0.6, 0.8}, {1, 0}, {0, 1}, {0.8, 0.6}}
	store, err := New(t.Context(), rows)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		within []Range
		want   string
	}{
		{nil, "0 2 4 1 3"},
		{[]Range{{0, 5}}, "0 2 4 1 3"},
		{[]Range{{1, 2}}, "1"},
		{[]Range{{0, 1}, {3, 5}}, "0 4 3"},
		{[]Range{{2, 2}}, ""},
	} {
		t.Run(fmt.Sprint(tt.within), func(t *testing.T) {
			found, err := store.Nearest(t.Context(), []float32{1, 0}, 9, tt.within...)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for i, n := range found {
				got += map[bool]string{true: " "}[i > 0] + strconv.Itoa(n.Index)
			}
			if got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNearestCancelled(t *testing.T) {
	store, err := New(t.Context(), [][]float32{{1, 0}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Nearest(ctx, []float32{1, 0}, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func BenchmarkNearest(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	rows := made(40000, func() []float32 { return direction(random, 256, 1) })
	store, err := New(b.Context(), rows)
	if err != nil {
		b.Fatal(err)
	}
	query := direction(random, 256, 1)
	b.Run("chromem", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := store.collection.QueryEmbedding(b.Context(), query, 100, nil, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, store.kernel = range kernels() {
		b.Run(store.kernel.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := store.Nearest(b.Context(), query, 100); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestRead: vectors come back as they were written, bit by bit.
func TestRead(t *testing.T) {
	rows := [][]float32{{1, 0, 0}, {0, 0.6, 0.8}, {-1, 0, 0}}
	store, err := New(t.Context(), rows)
	if err != nil {
		t.Fatal(err)
	}
	var written bytes.Buffer
	if n, err := store.WriteTo(&written); err != nil || n != int64(store.Size()) {
		t.Fatalf("wrote %d of %d bytes, error %v", n, store.Size(), err)
	}
	data := written.Bytes()
	for _, tt := range []struct {
		name             string
		data             []byte
		size             int
		count, dimension int
		want             [][]float32 // nil: refused
	}{
		{"whole", data, len(data), 3, 3, rows},
		{"none", nil, 0, 0, 3, [][]float32{}},
		{"of more texts", data, len(data), 4, 3, nil},
		{"of another length", data, len(data), 3, 4, nil},
		{"cut", data[:len(data)-1], len(data), 3, 3, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(bytes.NewReader(tt.data), tt.size, tt.count, tt.dimension)
			if (err == nil) != (tt.want != nil) {
				t.Fatalf("error %v", err)
			}
			if diff := gocmp.Diff(tt.want, got); diff != "" {
				t.Errorf("rows (-written +read):\n%s", diff)
			}
		})
	}
}
