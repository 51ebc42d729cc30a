package vector

// kernels are those that this processor can run, the fastest first: NEON is in
// every one of this kind.
func kernels() []kernel { return []kernel{{"neon", dotsNEON}, plain} }

//go:noescape
func dotsNEON(out []int32, query []int16, codes []int8)
