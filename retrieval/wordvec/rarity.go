package wordvec

// Rarity is the information of a word, -ln p under the model's unigram
// probabilities: about 3 for 的, 8 for 电梯, 12 for a rare name. A word outside
// the vocabulary is as rare as the rarest.
func (m *Model) Rarity(word string) float64 {
	low, high := m.wordsBeginning(word)
	if i := m.atLeast(word, low, high); i < high && m.word(i) == word {
		return float64(m.cost(i)) / 256
	}
	return rarest
}

// rarest is the information of a word seen once in the training corpus.
const rarest = 16
