// Package wordvec embeds Chinese text with static word vectors: every word of a fixed vocabulary has one vector, and a
// text's vector is the normalised weighted mean of the vectors of its words, in the manner of model2vec ("potion",
// Minish Lab 2024). The weights began as smooth inverse frequencies (Arora, Liang and Ma, "A Simple but Tough-to-Beat
// Baseline for Sentence Embeddings", ICLR 2017); they are trained together with the vectors and live in each row's
// scale, so that encoding is a segmentation, one addition a word and one division.
//
// Words are found by a unigram model (the cheapest path through the vocabulary, as in Kudo 2018) over the same table
// that holds the vectors, so the package needs no dictionary. The model file is trained by the scripts in
// cmd/train/wordvec and described in README.md.
//
// Text must come normalised: NFKC, lower case, simplified characters, no invisible characters.
package wordvec
