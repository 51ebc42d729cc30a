package reader

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestKernels: every kernel of this processor does what plain Go does.
func TestKernels(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for _, kernel := range available() {
		t.Run(kernel.name+"/multiply", func(t *testing.T) {
			for _, inputs := range []int{64, 384, 2048} {
				checkMultiply(t, kernel, random, inputs)
			}
		})
		t.Run(kernel.name+"/round", func(t *testing.T) {
			for _, row := range [][]float32{normals(random, 512), normals(random, 64), make([]float32, 64)} {
				got, want := make([]int16, len(row)), make([]int16, len(row))
				scale, wantScale := kernel.round(got, row, 8191), roundPlain(want, row, 8191)
				if scale != wantScale || !slices.Equal(got, want) {
					t.Errorf("scale %v, want %v; numbers %v, want %v", scale, wantScale, got, want)
				}
			}
		})
		t.Run(kernel.name+"/gelu", func(t *testing.T) {
			row := []float32{0, -0.17, 1e-9, -20, 20, 5.7, -5.7, 3e38, -3e38}
			row = slices.Concat(row, normals(random, 128-len(row)))
			got, want := slices.Clone(row), slices.Clone(row)
			kernel.gelu(got)
			geluPlain(want)
			for i := range want {
				if !near(got[i], want[i], 1e-6) {
					t.Errorf("gelu(%v) = %v, want %v", row[i], got[i], want[i])
				}
			}
		})
		t.Run(kernel.name+"/softmax", func(t *testing.T) {
			for _, row := range [][]float32{normals(random, 8), normals(random, 56), {0, 900, 880, 1e6, -1e30, 1e6, 3, 4}} {
				got, want := slices.Clone(row), slices.Clone(row)
				kernel.softmax(got, 0.125)
				softmaxPlain(want, 0.125)
				for i := range want {
					if !near(got[i], want[i], 1e-6) {
						t.Errorf("softmax(%v)[%d] = %v, want %v", row, i, got[i], want[i])
					}
				}
			}
		})
		t.Run(kernel.name+"/mix", func(t *testing.T) {
			const stride = 128
			for _, n := range []int{1, 53} {
				coefficients, rows := normals(random, n), normals(random, n*stride)
				got, want := make([]float32, unit), make([]float32, unit)
				kernel.mix(got, coefficients, rows, stride)
				mixPlain(want, coefficients, rows, stride)
				for i := range want {
					if !near(got[i], want[i], 1e-5) {
						t.Fatalf("%d rows: %v, want %v", n, got, want)
					}
				}
			}
		})
	}
}

func checkMultiply(t *testing.T, kernel *kernels, random *rand.Rand, inputs int) {
	t.Helper()
	const stride = 80
	outputs := kernel.panels * panel
	values, weights := make([]int16, block*inputs), make([]int8, outputs*inputs)
	for i := range values {
		values[i] = int16(limit(inputs) * float32(1-2*(i%2)))
	}
	for i := range weights {
		weights[i] = -128
	}
	for i := range inputs { // the first row and the first outputs stay at the extremes
		values[inputs+i] = int16((2*random.Float32() - 1) * limit(inputs))
	}
	for i := range len(weights) / 2 {
		weights[len(weights)/2+i] = int8(random.IntN(255) - 127)
	}
	rows, scale, bias := normals(random, block), normals(random, outputs), normals(random, outputs)
	got, want := make([]float32, block*stride), make([]float32, block*stride)
	kernel.multiply(got, stride, values, rows, weights, scale, bias)
	for p := range kernel.panels {
		size := panel * inputs
		multiplyPlain(want[p*panel:], stride, values, rows, weights[p*size:(p+1)*size], scale[p*panel:], bias[p*panel:])
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d inputs: %v, want %v", inputs, got, want)
	}
}

func normals(random *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(random.NormFloat64())
	}
	return out
}

func near(got, want float32, tolerance float64) bool {
	return math.Abs(float64(got)-float64(want)) <= tolerance*max(1, math.Abs(float64(want)))
}
