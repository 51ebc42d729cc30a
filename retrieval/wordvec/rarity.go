package wordvec

// Rarity is the information of a word, -ln p under the model's unigram
// probabilities: about 3 for 的, 8 for 电梯, 12 for a rare name. A word outside
// the vocabulary is as rare as the rarest.
func (m *Model) Rarity(word string) float64 {
	if i, ok := m.find(word); ok {
		return float64(m.cost(i)) / 256
	}
	return rarest
}

// Knows reports whether a word is in the vocabulary.
func (m *Model) Knows(word string) bool {
	_, ok := m.find(word)
	return ok
}

func (m *Model) find(word string) (i int, ok bool) {
	low, high := m.wordsBeginning(word)
	i = m.atLeast(word, low, high)
	return i, i < high && m.word(i) == word
}

// rarest is the information of a word seen once in the training corpus.
const rarest = 16
