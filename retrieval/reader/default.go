package reader

import (
	_ "embed"
	"sync"
)

//go:embed reader.bin
var embedded []byte

// Default returns the model embedded in the binary, opened once. Its checksum is
// taken on trust, a test holds it to the file: 18 MB need not be hashed at every
// start.
func Default() (*Model, error) { return openEmbedded() }

var openEmbedded = sync.OnceValues(func() (*Model, error) { return open(embedded, false) })
