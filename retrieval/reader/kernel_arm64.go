package reader

// neon is in every processor of this kind.
var neon = kernels{name: "neon", panels: 1, multiply: multiplyNEON, round: roundPlain, gelu: geluPlain, mix: mixNEON, softmax: softmaxPlain}

// available are the kernels that this processor can run, the fastest first.
func available() []*kernels { return []*kernels{&neon, &plain} }

//go:noescape
func multiplyNEON(out []float32, stride int, values []int16, rows []float32, weights []int8, scale, bias []float32)

//go:noescape
func mixNEON(to []float32, coefficients []float32, rows []float32, stride int)
