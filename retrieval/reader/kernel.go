package reader

import (
	"math"
	"slices"
)

// kernels are the inner loops. Those in assembly compute what those in plain Go
// do, the products bit by bit, the rest up to the last digits of a float32.
type kernels struct {
	name string
	// panels is how many panels of outputs multiply takes at once.
	panels int
	// multiply computes a block of rows × the outputs of the panels. out begins
	// at the first of these outputs; stride is from one row to the next.
	multiply func(out []float32, stride int, values []int16, rows []float32, weights []int8, scale, bias []float32)
	// round writes the row as whole numbers up to limit, and returns what one is worth.
	round func(to []int16, row []float32, limit float32) (scale float32)
	// gelu applies x·Φ(x) to every number.
	gelu func(row []float32)
	// mix sums rows of unit numbers, each times its coefficient.
	mix func(to []float32, coefficients []float32, rows []float32, stride int)
	// softmax turns x into e^(factor·x), divided by the sum of the row, whose
	// length is a multiple of 8.
	softmax func(row []float32, factor float32)
}

// plain needs nothing of the processor.
var plain = kernels{name: "plain", panels: 1, multiply: multiplyPlain, round: roundPlain, gelu: geluPlain, mix: mixPlain, softmax: softmaxPlain}

func multiplyPlain(out []float32, stride int, values []int16, rows []float32, weights []int8, scale, bias []float32) {
	inputs := len(values) / block
	for row := range block {
		var sums [panel]int32
		for pair := 0; pair < inputs; pair += 2 {
			x0, x1 := int32(values[row*inputs+pair]), int32(values[row*inputs+pair+1])
			w := (*[2 * panel]int8)(weights[pair*panel:])
			for i := range sums {
				sums[i] += x0*int32(w[2*i]) + x1*int32(w[2*i+1])
			}
		}
		for i, sum := range sums {
			out[row*stride+i] = float32(float32(float32(sum)*rows[row])*scale[i]) + bias[i]
		}
	}
}

func roundPlain(to []int16, row []float32, limit float32) (scale float32) {
	var most float32
	for _, x := range row {
		most = max(most, x, -x)
	}
	if most == 0 {
		clear(to)
		return 0
	}
	factor := limit / most
	for i, x := range row {
		to[i] = int16(math.RoundToEven(float64(x * factor)))
	}
	return most / limit
}

func geluPlain(row []float32) {
	for i, x := range row {
		row[i] = float32(0.5 * float64(x) * (1 + math.Erf(float64(x)/math.Sqrt2)))
	}
}

func mixPlain(to []float32, coefficients []float32, rows []float32, stride int) {
	sums := (*[unit]float32)(to)
	clear(sums[:])
	for i, c := range coefficients {
		row := (*[unit]float32)(rows[i*stride:])
		for j, x := range row {
			sums[j] += c * x
		}
	}
}

func softmaxPlain(row []float32, factor float32) {
	most := slices.Max(row)
	var sum float64
	for i, x := range row {
		weight := math.Exp(float64((x - most) * factor))
		row[i] = float32(weight)
		sum += weight
	}
	share := float32(1 / sum)
	for i := range row {
		row[i] *= share
	}
}
