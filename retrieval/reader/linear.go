package reader

import "math"

const (
	block = 6  // rows of activations that a kernel takes at once
	panel = 16 // outputs whose weights lie together
)

// linear is a linear layer in the order of the kernels: panels of 16 outputs,
// in each the inputs by pairs, in each pair the 16 outputs with their two
// weights.
type linear struct {
	inputs, outputs int
	weights         []int8
	scale, bias     []float32 // one an output
}

// pack brings a table, a row an output, into the order of the kernels.
func pack(t table, bias []float32) linear {
	l := linear{inputs: t.cols, outputs: t.rows, weights: make([]int8, len(t.values)), scale: t.scale, bias: bias}
	for output := range t.rows {
		row := t.values[output*t.cols : (output+1)*t.cols]
		to := l.weights[output/panel*panel*t.cols+output%panel*2:]
		for input := 0; input < len(row); input += 2 {
			pair := to[input*panel:][:2]
			pair[0], pair[1] = int8(row[input]), int8(row[input+1])
		}
	}
	return l
}

// activations are rows of 16-bit numbers, each row with a scale of its own. The
// last block of rows is filled up with whatever was there.
type activations struct {
	width  int
	values []int16
	scale  []float32
}

func newActivations(rows, width int) activations {
	return activations{width: width, values: make([]int16, rows*width), scale: make([]float32, rows)}
}

// limit is the greatest activation whose products with any weights cannot leave
// 32 bits when summed over so many inputs.
func limit(inputs int) float32 {
	return float32(min(math.MaxInt16, math.MaxInt32/(128*inputs)))
}

// round takes rows of floats, rounded.
func (a *activations) round(rows []float32, kernel *kernels) {
	for i := 0; i*a.width < len(rows); i++ {
		from, to := i*a.width, (i+1)*a.width
		a.scale[i] = kernel.round(a.values[from:to], rows[from:to], limit(a.width))
	}
}

// apply computes the outputs of so many rows into out, which must have room for
// whole blocks.
func (l *linear) apply(out []float32, a *activations, rows int, kernel *kernels) {
	size := panel * l.inputs
	for p := 0; p*panel < l.outputs; p += kernel.panels {
		first, end := p*panel, (p+kernel.panels)*panel
		weights, scale, bias := l.weights[p*size:(p+kernel.panels)*size], l.scale[first:end], l.bias[first:end]
		for row := 0; row < rows; row += block {
			kernel.multiply(out[row*l.outputs+first:(row+block-1)*l.outputs+end], l.outputs,
				a.values[row*l.inputs:(row+block)*l.inputs], a.scale[row:row+block], weights, scale, bias)
		}
	}
}
