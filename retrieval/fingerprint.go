package retrieval

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"strconv"

	"wenbao/knowledge/indicator"
	"wenbao/retrieval/indexfile"
)

// textVersion changes with the way texts are normalised and cut into words.
const textVersion = 2

// fingerprint hashes the embedder's name and dimension, all ids and texts that
// have vectors, and all other words of the entries.
func fingerprint(e Embedder, ids, texts []string, entries []Entry) indexfile.Fingerprint {
	hash := sha256.New()
	w := bufio.NewWriterSize(hash, 1<<14)
	write := func(words ...string) {
		for _, word := range words { // each with its length, so that none can run into the next
			_, _ = w.Write(binary.LittleEndian.AppendUint64(w.AvailableBuffer(), uint64(len(word))))
			_, _ = w.WriteString(word)
		}
	}
	list := func(words []string) {
		write(strconv.Itoa(len(words)))
		write(words...)
	}
	write(strconv.Itoa(textVersion), indicator.List(), everydayFile, e.Name(), strconv.Itoa(e.Dimension()))
	for _, entry := range entries {
		write(entry.Title, entry.English)
		list(entry.Aliases)
		list(entry.Topics)
	}
	list(ids)
	list(texts)
	_ = w.Flush() // a hash takes everything
	return indexfile.Fingerprint(hash.Sum(nil))
}
