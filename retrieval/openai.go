package retrieval

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"wenbao/retrieval/endpoint"
)

// Remote embeds with a model of an OpenAI-compatible server. The SDK's types
// stay in this file.
type Remote struct {
	config    RemoteConfig
	api       *openai.Client
	dimension int
	cache     *vectorCache
}

// RemoteConfig says which model embeds.
type RemoteConfig struct {
	BaseURL   string // http(s), "" for OpenAI's own
	Key       string
	Model     string
	Dimension int                   // 0: the server is asked once, at the start
	Query     time.Duration         // longest wait for the embedding of a question
	Build     time.Duration         // longest wait for one batch of an index
	Cache     string                // file that keeps vectors while an index is built, "" for none
	Progress  func(done, total int) // called while an index is built, may be nil
}

// batchSize is the most inputs of a call: some providers take no more.
const batchSize = 10

// attempts is how often a batch of an index is asked for.
const attempts = 6

// NewRemote opens an embedder. It asks the server for a vector when the
// dimension is not given.
func NewRemote(ctx context.Context, c RemoteConfig) (*Remote, error) {
	config := openai.DefaultConfig(c.Key)
	if c.BaseURL != "" {
		if err := endpoint.Check(c.BaseURL); err != nil {
			return nil, err
		}
		config.BaseURL = strings.TrimRight(c.BaseURL, "/")
	}
	config.HTTPClient = endpoint.New(0)
	r := &Remote{config: c, api: openai.NewClientWithConfig(config), dimension: c.Dimension}
	if r.dimension == 0 {
		vectors, err := r.retry(ctx, []string{"报告"})
		if err != nil {
			return nil, fmt.Errorf("asking %s for its dimension: %w", c.Model, err)
		}
		r.dimension = len(vectors[0])
	}
	r.cache = openCache(c.Cache, r.Name())
	return r, nil
}

// Name identifies the model and the dimension.
func (r *Remote) Name() string { return fmt.Sprintf("openai/%s/%d", r.config.Model, r.dimension) }

// Dimension is the length of a vector.
func (r *Remote) Dimension() int { return r.dimension }

// Embed returns one unit vector per text. One text is a question: it fails
// soon. More are an index: rate limits are waited for, and what was embedded
// is kept, so that an interrupted build goes on where it stopped.
func (r *Remote) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if len(texts) == 1 {
		ctx, cancel := context.WithTimeout(ctx, r.config.Query)
		defer cancel()
		return r.batch(ctx, texts)
	}
	vectors := make([][]float32, len(texts))
	var missing []int
	kept := r.cache.load(r.dimension)
	for i, text := range texts {
		if vectors[i] = kept[r.cache.key(text)]; vectors[i] == nil {
			missing = append(missing, i)
		}
	}
	for len(missing) > 0 {
		n := min(batchSize, len(missing))
		if err := r.fill(ctx, texts, vectors, missing[:n]); err != nil {
			return nil, err
		}
		missing = missing[n:]
		if r.config.Progress != nil {
			r.config.Progress(len(texts)-len(missing), len(texts))
		}
	}
	return vectors, nil
}

// fill embeds the texts at some positions and keeps their vectors.
func (r *Remote) fill(ctx context.Context, texts []string, vectors [][]float32, at []int) error {
	batch := make([]string, len(at))
	for k, i := range at {
		batch[k] = texts[i]
	}
	found, err := r.retry(ctx, batch)
	if err != nil {
		return err
	}
	for k, i := range at {
		vectors[i] = found[k]
	}
	r.cache.put(batch, found)
	return nil
}

// retry asks for a batch until it comes, waiting as the server wishes.
func (r *Remote) retry(ctx context.Context, texts []string) ([][]float32, error) {
	wait := 500 * time.Millisecond
	for attempt := 1; ; attempt++ {
		each, cancel := context.WithTimeout(ctx, r.config.Build)
		vectors, err := r.batch(each, texts)
		cancel()
		if err == nil || attempt == attempts || ctx.Err() != nil || !mayPass(err) {
			return vectors, err
		}
		var limited *endpoint.LimitedError
		if errors.As(err, &limited) {
			wait = max(wait, limited.After)
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		wait *= 2
	}
}

// mayPass reports whether another attempt may go better.
func mayPass(err error) bool {
	var limited *endpoint.LimitedError
	var request *openai.RequestError
	var api *openai.APIError
	switch {
	case errors.As(err, &limited), errors.Is(err, context.DeadlineExceeded), endpoint.IsNetwork(err):
		return true
	case errors.As(err, &request): // before APIError: the SDK wraps one in the other
		return request.HTTPStatusCode >= http.StatusInternalServerError
	case errors.As(err, &api):
		return api.HTTPStatusCode >= http.StatusInternalServerError
	}
	return false
}

// batch asks for one batch and puts its vectors in the order of the texts.
func (r *Remote) batch(ctx context.Context, texts []string) ([][]float32, error) {
	request := openai.EmbeddingRequestStrings{Input: texts, Model: openai.EmbeddingModel(r.config.Model), EncodingFormat: openai.EmbeddingEncodingFormatFloat}
	if strings.HasPrefix(r.config.Model, "text-embedding-3") {
		request.Dimensions = r.config.Dimension
	}
	reply, err := r.api.CreateEmbeddings(ctx, request)
	if err != nil {
		return nil, endpoint.Mask(err, r.config.Key)
	}
	vectors := make([][]float32, len(texts))
	for _, e := range reply.Data {
		if e.Index < 0 || e.Index >= len(texts) || vectors[e.Index] != nil {
			return nil, fmt.Errorf("the server gave a vector for text %d of %d", e.Index, len(texts))
		}
		if len(e.Embedding) == 0 || r.dimension > 0 && len(e.Embedding) != r.dimension {
			return nil, fmt.Errorf("%s gave a vector of %d dimensions instead of %d", r.config.Model, len(e.Embedding), r.dimension)
		}
		vectors[e.Index] = Unit(e.Embedding)
	}
	for i, v := range vectors {
		if v == nil {
			return nil, fmt.Errorf("the server gave no vector for text %d of %d", i, len(texts))
		}
	}
	return vectors, nil
}
