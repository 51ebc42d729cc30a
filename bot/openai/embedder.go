package openai

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	sdk "github.com/sashabaranov/go-openai"

	"wenbao/bot/limit"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

// EmbedderConfig says which model embeds.
type EmbedderConfig struct {
	BaseURL   string // http(s), "" for OpenAI's own
	Key       string
	Model     string
	Dimension int                   // 0: the server is asked once, at the start
	Question  string                // what the model wants before a question, as "query: "
	Passage   string                // what it wants before any other text
	Query     time.Duration         // longest wait for the embedding of a question
	Build     time.Duration         // longest wait for one batch of an index
	Cache     string                // file that keeps vectors while an index is built, "" for none
	Progress  func(done, total int) // called while an index is built, may be nil
}

// maxInputs is the most texts of a call: some providers take no more.
const maxInputs = 10

// maxInput is how many characters of a text are embedded. They take at most
// three tokens each, and the usual limit of a server is 8,192 tokens.
const maxInput = 2000

// Embedder embeds with a model of a server. It is a retrieval.Embedder.
type Embedder struct {
	config    EmbedderConfig
	retry     retry // for an index
	embed     func(context.Context, sdk.EmbeddingRequestConverter) (sdk.EmbeddingResponse, error)
	dimension int
	cache     *cache
	health    *limit.Limits // of this program alone: a search is too short to ask a database first
}

var _ retrieval.Embedder = (*Embedder)(nil)

// NewEmbedder opens an embedder. It asks the server for a vector when the
// dimension is not given.
func NewEmbedder(ctx context.Context, c EmbedderConfig) (*Embedder, error) {
	api, err := newAPI(c.BaseURL, c.Key)
	if err != nil {
		return nil, err
	}
	e := &Embedder{config: c, retry: indexRetry, embed: api.CreateEmbeddings, dimension: c.Dimension, health: limit.Local()}
	if e.dimension == 0 {
		vectors, err := e.ask(ctx, e.retry, c.Build, []string{"报告"})
		if err != nil {
			return nil, fmt.Errorf("asking %s for its dimension: %w", c.Model, err)
		}
		e.dimension = len(vectors[0])
	}
	e.cache = &cache{c.Cache, e.Name()}
	return e, nil
}

// Name identifies the model, the dimension and what is put before the texts.
func (e *Embedder) Name() string {
	name := fmt.Sprintf("openai/%s/%d", e.config.Model, e.dimension)
	if e.config.Question+e.config.Passage != "" {
		name += fmt.Sprintf("/%q/%q", e.config.Question, e.config.Passage)
	}
	return name
}

// Dimension is the length of a vector.
func (e *Embedder) Dimension() int { return e.dimension }

// Embed returns one unit vector per text. One text is a question: it fails
// soon, and at once with ErrResting for a while after failures, since a message
// embeds a dozen times and more, one after the other. More are an index: rate limits are waited for, and what was embedded
// is kept, so that an interrupted build goes on where it stopped. (Of an index of one
// text, which is embedded as a question, there is nothing to rank.)
func (e *Embedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	inputs, before := make([]string, len(texts)), e.config.Passage
	if len(texts) == 1 {
		before = e.config.Question
	}
	for i, t := range texts {
		inputs[i] = before + input(t)
	}
	if len(inputs) == 1 {
		return sparing(ctx, e.health, embedding, func() ([][]float32, error) {
			return e.ask(ctx, questionRetry, e.config.Query, inputs)
		})
	}
	return e.index(ctx, inputs)
}

// input is what is sent of a text. Servers refuse an empty one.
func input(raw string) string {
	return cmp.Or(text.First(strings.TrimSpace(strings.ToValidUTF8(raw, "\ufffd")), maxInput), "-")
}

// index embeds what is not kept yet, batch by batch.
func (e *Embedder) index(ctx context.Context, inputs []string) ([][]float32, error) {
	vectors := make([][]float32, len(inputs))
	var missing []int
	kept := e.cache.load(e.dimension)
	for i, text := range inputs {
		if vectors[i] = kept[e.cache.key(text)]; vectors[i] == nil {
			missing = append(missing, i)
		}
	}
	for len(missing) > 0 {
		n := min(maxInputs, len(missing))
		if err := e.fill(ctx, inputs, vectors, missing[:n]); err != nil {
			return nil, err
		}
		missing = missing[n:]
		if e.config.Progress != nil {
			e.config.Progress(len(inputs)-len(missing), len(inputs))
		}
	}
	return vectors, nil
}

// fill embeds the inputs at some positions and keeps their vectors.
func (e *Embedder) fill(ctx context.Context, inputs []string, vectors [][]float32, at []int) error {
	batch := make([]string, len(at))
	for k, i := range at {
		batch[k] = inputs[i]
	}
	found, err := e.ask(ctx, e.retry, e.config.Build, batch)
	if err != nil {
		return err
	}
	for k, i := range at {
		vectors[i] = found[k]
	}
	e.cache.put(batch, found)
	return nil
}

// ask asks for one batch, each attempt within a time.
func (e *Embedder) ask(ctx context.Context, r retry, within time.Duration, batch []string) ([][]float32, error) {
	return again(ctx, r, func() ([][]float32, error) {
		each, cancel := context.WithTimeout(ctx, within)
		defer cancel()
		return e.attempt(each, batch)
	})
}

func (e *Embedder) attempt(ctx context.Context, batch []string) ([][]float32, error) {
	request := sdk.EmbeddingRequestStrings{Input: batch, Model: sdk.EmbeddingModel(e.config.Model), EncodingFormat: sdk.EmbeddingEncodingFormatFloat}
	if strings.HasPrefix(e.config.Model, "text-embedding-3") {
		request.Dimensions = e.config.Dimension
	}
	reply, err := e.embed(ctx, request)
	if err != nil {
		return nil, plain(err)
	}
	if len(reply.Data) == 0 { // some servers send their errors as a success
		return nil, &failure{blame: ofServer, text: "the reply holds no vector"}
	}
	return e.inOrder(reply.Data, len(batch))
}

// inOrder puts the vectors of a reply in the order of the texts.
func (e *Embedder) inOrder(data []sdk.Embedding, n int) ([][]float32, error) {
	vectors := make([][]float32, n)
	for _, v := range data {
		if v.Index < 0 || v.Index >= n || vectors[v.Index] != nil {
			return nil, fmt.Errorf("the server gave a vector for text %d of %d", v.Index, n)
		}
		if len(v.Embedding) == 0 || e.dimension > 0 && len(v.Embedding) != e.dimension {
			return nil, fmt.Errorf("%s gave a vector of %d dimensions instead of %d", e.config.Model, len(v.Embedding), e.dimension)
		}
		vectors[v.Index] = retrieval.Unit(v.Embedding)
	}
	for i, v := range vectors {
		if v == nil {
			return nil, fmt.Errorf("the server gave no vector for text %d of %d", i, n)
		}
	}
	return vectors, nil
}
