package retrieval

import (
	"crypto/sha256"
	"fmt"

	"wenbao/retrieval/vector"
)

// textVersion changes with the way texts are normalised and cut into words.
const textVersion = 1

// fingerprint hashes the embedder's name and dimension, all ids and texts that
// have vectors, and all other words of the entries.
func fingerprint(e Embedder, ids, texts []string, entries []Entry) vector.Fingerprint {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", textVersion)
	for _, entry := range entries {
		fmt.Fprintf(h, "%q %q %q %q\n", entry.Title, entry.Aliases, entry.Topics, entry.English)
	}
	fmt.Fprintf(h, "%q %d\n", e.Name(), e.Dimension())
	for i, text := range texts {
		fmt.Fprintf(h, "%q %q\n", ids[i], text)
	}
	return vector.Fingerprint(h.Sum(nil))
}
