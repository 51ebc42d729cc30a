// Package vector finds the nearest of a set of vectors. It keeps them in a
// chromem-go store, whose types stay in this file, and in a file that
// survives a kill.
package vector

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strconv"

	"github.com/philippgille/chromem-go"
)

// Store holds positions and vectors and no words. It lives in memory, is
// read-only after New and safe for concurrent use.
type Store struct {
	collection *chromem.Collection
	count      int
}

// Near is one vector near a query.
type Near struct {
	Index  int // position among the stored vectors
	Cosine float32
}

// errNoEmbedding: every vector is computed by us; the store must never call out.
var errNoEmbedding = errors.New("the vector store was asked to embed a text")

// New stores unit vectors of one length.
func New(ctx context.Context, rows [][]float32) (*Store, error) {
	collection, err := chromem.NewDB().CreateCollection("passages", nil,
		func(context.Context, string) ([]float32, error) { return nil, errNoEmbedding })
	if err != nil {
		return nil, fmt.Errorf("creating the vector collection: %w", err)
	}
	for i, row := range rows {
		if err := collection.AddDocument(ctx, chromem.Document{ID: strconv.Itoa(i), Embedding: row}); err != nil {
			return nil, fmt.Errorf("storing vector %d: %w", i, err)
		}
	}
	return &Store{collection, len(rows)}, nil
}

// Nearest returns the n vectors with the highest cosine to a unit vector, best
// first, equal ones by position: chromem's own order of equals is random. It
// returns all where there are fewer.
func (s *Store) Nearest(ctx context.Context, query []float32, n int) ([]Near, error) {
	n = min(n, s.count) // more than there are is an error in chromem
	if n <= 0 {
		return nil, nil
	}
	results, err := s.collection.QueryEmbedding(ctx, query, n, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("querying the vector store: %w", err)
	}
	found := make([]Near, len(results))
	for i, r := range results {
		index, err := strconv.Atoi(r.ID)
		if err != nil {
			return nil, fmt.Errorf("the vector store returned the id %q", r.ID)
		}
		found[i] = Near{index, r.Similarity}
	}
	sort.Slice(found, func(i, j int) bool {
		if found[i].Cosine != found[j].Cosine {
			return found[i].Cosine > found[j].Cosine
		}
		return found[i].Index < found[j].Index
	})
	return found, nil
}
