package retrieval

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strconv"

	"github.com/philippgille/chromem-go"
)

// vectors is the chromem-go store: it holds ids and vectors and no words. It
// lives in memory; its durable form is the generation file.
type vectors struct {
	collection *chromem.Collection
	count      int
}

// similar is one vector near a query.
type similar struct {
	index  int // position among the stored vectors
	cosine float32
}

// errNoEmbedding: every vector is computed by us; the store must never call out.
var errNoEmbedding = errors.New("the vector store was asked to embed a text")

func newVectors(ctx context.Context, rows [][]float32) (*vectors, error) {
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
	return &vectors{collection, len(rows)}, nil
}

// nearest returns the n vectors with the highest cosine, best first, equal
// ones by position: chromem's own order of equals is random.
func (v *vectors) nearest(ctx context.Context, query []float32, n int) ([]similar, error) {
	n = min(n, v.count) // more than there are is an error in chromem
	if n == 0 {
		return nil, nil
	}
	results, err := v.collection.QueryEmbedding(ctx, query, n, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("querying the vector store: %w", err)
	}
	found := make([]similar, len(results))
	for i, r := range results {
		index, err := strconv.Atoi(r.ID)
		if err != nil {
			return nil, fmt.Errorf("the vector store returned the id %q", r.ID)
		}
		found[i] = similar{index, r.Similarity}
	}
	sort.Slice(found, func(i, j int) bool {
		if found[i].cosine != found[j].cosine {
			return found[i].cosine > found[j].cosine
		}
		return found[i].index < found[j].index
	})
	return found, nil
}
