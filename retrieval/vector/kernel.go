package vector

// kernel is the inner loop: out[i] becomes the product of the query and the i-th
// row of codes, whose length is that of the query, a multiple of lane.
type kernel struct {
	name string
	dots func(out []int32, query []int16, codes []int8)
}

// plain needs nothing of the processor.
var plain = kernel{"plain", dotsPlain}

func dotsPlain(out []int32, query []int16, codes []int8) {
	for i := range out {
		row := codes[i*len(query):][:len(query)]
		var a, b int32
		for k := 0; k+1 < len(row); k += 2 {
			a += int32(query[k]) * int32(row[k])
			b += int32(query[k+1]) * int32(row[k+1])
		}
		out[i] = a + b
	}
}
