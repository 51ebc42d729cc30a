package vector

import "math"

// matrix holds unit vectors rounded to whole numbers from -127 to 127, row after
// row, and how far each is off: a quarter of the memory of the vectors, and what
// a scan reads.
type matrix struct {
	width int       // of a row: the dimension, up to a multiple of lane
	codes []int8    // the rows, filled up with zeros
	unit  []float32 // what 1 is worth, of each row
	lost  []float32 // the length of what rounding took from each row
}

// lane is how many numbers the kernels take at once.
const lane = 32

// mostCode is the largest number of a row.
const mostCode = 127

func newMatrix(rows [][]float32) matrix {
	if len(rows) == 0 {
		return matrix{}
	}
	width := (len(rows[0]) + lane - 1) / lane * lane
	m := matrix{width: width, codes: make([]int8, width*len(rows)), unit: make([]float32, len(rows)), lost: make([]float32, len(rows))}
	for i, row := range rows {
		m.unit[i], m.lost[i] = round(m.codes[i*width:(i+1)*width], row, mostCode)
	}
	return m
}

// round writes a vector as whole numbers up to limit, and returns what 1 is worth
// and the length of what is lost. It is most of the work of opening an index, so
// the largest number is found by its bits, and a number is rounded by adding one
// so large that no fraction has room.
func round[T int8 | int16](to []T, v []float32, limit float32) (unit, lost float32) {
	const sign, large = 1 << 31, 3 << 22
	var most uint32
	for _, x := range v {
		most = max(most, math.Float32bits(x)&^sign)
	}
	if most == 0 {
		return 0, 0
	}
	unit = math.Float32frombits(most) / limit
	many := 1 / unit
	to = to[:len(v)]
	var square float32
	for i, x := range v {
		whole := int32(math.Float32bits(x*many+large) - math.Float32bits(large)) //nolint:gosec // the lower bits
		to[i] = T(whole)
		off := x - float32(whole)*unit
		square += off * off
	}
	return unit, float32(math.Sqrt(float64(square)))
}

// rounded is a unit vector in the form that the kernels multiply with the rows.
type rounded struct {
	numbers []int16
	unit    float32
	lost    float32
}

// round rounds a question's vector, as finely as no sum can leave 32 bits.
func (m matrix) round(query []float32) rounded {
	r := rounded{numbers: make([]int16, m.width)}
	r.unit, r.lost = round(r.numbers, query, float32(min(math.MaxInt16, math.MaxInt32/(mostCode*m.width))))
	return r
}

// bounds are what the product of a row and a vector lies between, if theirs as
// whole numbers is sum: whatever rounding has taken from either, as long as both
// have length 1. They hold for a sum of products in float32, too.
func (m matrix) bounds(row int, r rounded, sum int32) (low, high float32) {
	product := float32(sum) * m.unit[row] * r.unit
	const nearlyOne = 1 + 1e-3
	off := nearlyOne*(m.lost[row]+r.lost+m.lost[row]*r.lost) + float32(m.width)*0x1p-23
	return product - off, product + off
}
