package vector

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestKernels: every kernel of this processor does what plain Go does, at the
// extremes, too.
func TestKernels(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for _, kernel := range kernels() {
		for _, tt := range []struct {
			name        string
			rows, width int
			query       func() int16
			code        func() int8
		}{
			{"none", 0, 32, func() int16 { return 1 }, func() int8 { return 1 }},
			{"one row", 1, 32, func() int16 { return int16(random.IntN(1 << 16)) }, func() int8 { return int8(random.IntN(1 << 8)) }},
			{"many", 100, 256, func() int16 { return int16(random.IntN(1 << 16)) }, func() int8 { return int8(random.IntN(1 << 8)) }},
			{"highest", 3, 256, func() int16 { return math.MaxInt16 }, func() int8 { return mostCode }},
			{"lowest", 3, 256, func() int16 { return -math.MaxInt16 }, func() int8 { return mostCode }},
			{"long rows", 3, 4096, func() int16 { return math.MaxInt32 / (mostCode * 4096) }, func() int8 { return mostCode }},
		} {
			t.Run(kernel.name+"/"+tt.name, func(t *testing.T) {
				query, codes := made(tt.width, tt.query), made(tt.rows*tt.width, tt.code)
				got, want := make([]int32, tt.rows), make([]int32, tt.rows)
				for i := range want {
					for k, x := range query {
						want[i] += int32(x) * int32(codes[i*tt.width+k])
					}
				}
				if kernel.dots(got, query, codes); !slices.Equal(got, want) {
					t.Errorf("%d, want %d", got, want)
				}
			})
		}
	}
}

func made[T any](n int, one func() T) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = one()
	}
	return list
}
