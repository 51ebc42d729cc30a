// Package vector finds the nearest of a set of vectors. A chromem-go store, whose
// types stay in this file, holds them; a scan over the same vectors, rounded,
// finds what that would find.
package vector

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/philippgille/chromem-go"
)

// Store holds positions and vectors and no words. It lives in memory, is
// read-only after New and safe for concurrent use.
type Store struct {
	collection *chromem.Collection
	rows       [][]float32 // the vectors that the collection holds, by position: the same memory
	matrix     matrix      // the same, rounded
	kernel     kernel
	scratch    sync.Pool // of *candidates
}

// errNoEmbedding: every vector is computed by us; the store must never call out.
var errNoEmbedding = errors.New("the vector store was asked to embed a text")

// New stores unit vectors of one length. They are kept, not copied, and must not
// change afterwards.
func New(ctx context.Context, rows [][]float32) (*Store, error) {
	collection, err := chromem.NewDB().CreateCollection("passages", nil,
		func(context.Context, string) ([]float32, error) { return nil, errNoEmbedding })
	if err != nil {
		return nil, fmt.Errorf("creating the vector collection: %w", err)
	}
	s := &Store{collection: collection, rows: make([][]float32, len(rows)), kernel: kernels()[0]}
	for i, row := range rows {
		s.rows[i] = unit(row)
		if err := collection.AddDocument(ctx, chromem.Document{ID: strconv.Itoa(i), Embedding: s.rows[i]}); err != nil {
			return nil, fmt.Errorf("storing vector %d: %w", i, err)
		}
	}
	s.matrix = newMatrix(s.rows)
	return s, nil
}
