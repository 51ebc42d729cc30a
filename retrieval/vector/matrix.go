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
	rounded := make([]int16, width)
	for i, row := range rows {
		m.unit[i], m.lost[i] = round(rounded, row, mostCode)
		for k, x := range rounded {
			m.codes[i*width+k] = int8(x) //nolint:gosec // at most mostCode
		}
	}
	return m
}

// round writes a vector as whole numbers up to limit, and returns what 1 is worth
// and the length of what is lost.
func round(to []int16, v []float32, limit float64) (unit, lost float32) {
	var most, square float64
	for _, x := range v {
		most = max(most, math.Abs(float64(x)))
	}
	clear(to)
	if most == 0 {
		return 0, 0
	}
	unit = float32(most / limit)
	for i, x := range v {
		whole := min(limit, max(-limit, math.RoundToEven(float64(x)/float64(unit))))
		to[i] = int16(whole)
		off := float64(x) - whole*float64(unit)
		square += off * off
	}
	return unit, float32(math.Sqrt(square))
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
	r.unit, r.lost = round(r.numbers, query, float64(min(math.MaxInt16, math.MaxInt32/(mostCode*m.width))))
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
