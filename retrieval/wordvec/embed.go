package wordvec

import "math"

// Embed returns the unit vector of an already normalised text: the sum of its words' rows, divided by its length.
//
// A text in which the model sees no word gets the model's nothing row, a fixed unit vector in a direction where no
// text of the training data lies (its cosine with them is near or below zero), so it matches nothing well. So does a
// text whose words cancel out.
func (m *Model) Embed(text string) []float32 {
	var local [shortText + 1]step
	steps := m.cheapestPath(text, local[:])
	sum := make([]float32, m.dim)
	for at := len(text); at > 0; at = int(steps[at].from) {
		if row := steps[at].row; row != skipped {
			m.add(sum, int(row))
		}
	}
	if !normalise(sum) {
		m.nothing(sum)
	}
	return sum
}

// nothing makes v the vector of a text without a known word; it reports false when the model has none.
func (m *Model) nothing(v []float32) bool {
	clear(v)
	m.add(v, m.nothingRow())
	return normalise(v)
}

// add adds one row to the sum. The row's weight is in its scale.
func (m *Model) add(sum []float32, row int) {
	scale := m.scales[row]
	vector := m.vectors[row*m.dim : (row+1)*m.dim]
	sum = sum[:len(vector)] // one bounds check instead of one a dimension
	for i, v := range vector {
		sum[i] += scale * float32(int8(v))
	}
}

// normalise scales v to length one; it reports false when v has no direction.
func normalise(v []float32) bool {
	var square float64
	for _, x := range v {
		square += float64(x) * float64(x)
	}
	if !(square > 1e-18) || math.IsInf(square, 0) {
		return false
	}
	factor := float32(1 / math.Sqrt(square))
	for i := range v {
		v[i] *= factor
	}
	return true
}
