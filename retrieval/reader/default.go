package reader

import (
	_ "embed"
	"sync"
)

//go:embed reader.bin
var embedded []byte

// Default returns the model embedded in the binary, opened once.
func Default() (*Model, error) { return openEmbedded() }

var openEmbedded = sync.OnceValues(func() (*Model, error) { return Open(embedded) })
