// Package reader tells whether a passage answers a question, which words of
// the question the passage does not support, and what a message is after. It
// runs a small encoder of BERT's form (Devlin et al. 2019) fine-tuned as cross-encoder:
// question and passage are read together, in one sequence.
//
// Weights are int8, one scale an output; those of words may have 4 bits, one scale
// for 32. Activations are rounded to 16 bits,
// one scale a token, and the products are summed in 32-bit integers, so every
// processor adds up the same whole numbers: the kernels in assembly and in
// plain Go give the same verdicts. The file's layout is in README.md.
//
// Text must come normalised: NFKC, lower case, simplified characters, no
// invisible characters.
package reader
