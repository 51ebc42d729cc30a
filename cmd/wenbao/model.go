package main

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"wenbao/bot"
	"wenbao/bot/limit"
	"wenbao/bot/openai"
	"wenbao/retrieval"
)

// modelSettings are the flags of everything that asks a server. With no model set,
// nothing is asked.
type modelSettings struct {
	Model          string        `help:"Language model that rewrites follow-up questions and drafts expansions, and writes nothing that citizens read; empty: none." placeholder:"NAME" setting:"WENBAO_MODEL"`
	ModelReads     bool          `help:"Let the language model choose, by their numbers, which passages answer; it reads up to 12 of them for each question." default:"false" setting:"WENBAO_MODEL_READS"`
	ModelURL       string        `help:"OpenAI-compatible server of the language, embedding and speech models; empty: OpenAI's own." placeholder:"URL" setting:"OPENAI_BASE_URL"`
	EmbeddingModel string        `help:"Model that embeds texts on that server; empty: the one in the program." placeholder:"NAME" setting:"WENBAO_EMBEDDING_MODEL"`
	EmbeddingSize  int           `help:"Dimension of that model; 0: ask the server at the start." default:"0" aliases:"embedding-dimension" setting:"WENBAO_EMBEDDING_DIMENSION"`
	QueryPrefix    string        `name:"embedding-query-prefix" help:"What that model wants before a question, as \"query: \" with the blank." placeholder:"TEXT" setting:"WENBAO_EMBEDDING_QUERY_PREFIX"`
	PassagePrefix  string        `name:"embedding-passage-prefix" help:"What it wants before a passage, as \"passage: \"; another one builds the index again." placeholder:"TEXT" setting:"WENBAO_EMBEDDING_PASSAGE_PREFIX"`
	ModelTimeout   time.Duration `help:"Longest time for one reply of the model." default:"25s" setting:"WENBAO_MODEL_TIMEOUT"`
	ModelContext   int           `help:"Tokens of prompt and reply that the model takes." default:"4096" setting:"WENBAO_MODEL_CONTEXT"`
	ModelDaily     int           `help:"Most tokens a day, by an upper estimate; 0: no limit." default:"2000000" aliases:"model-daily-tokens" setting:"WENBAO_MODEL_DAILY_TOKENS"`
	ModelUser      int           `help:"Most tokens a day for one user; 0: no limit." default:"100000" aliases:"model-user-tokens" setting:"WENBAO_MODEL_USER_TOKENS"`
}

// Validate refuses what no limit or time can be; kong calls it.
func (s modelSettings) Validate() error {
	for _, v := range []struct {
		name, must string
		broken     bool
	}{
		{"WENBAO_EMBEDDING_DIMENSION", "not be negative", s.EmbeddingSize < 0},
		{"WENBAO_MODEL_TIMEOUT", "be more than 0", s.ModelTimeout <= 0},
		{"WENBAO_MODEL_CONTEXT", "be more than 0", s.ModelContext <= 0},
		{"WENBAO_MODEL_DAILY_TOKENS", "not be negative", s.ModelDaily < 0},
		{"WENBAO_MODEL_USER_TOKENS", "not be negative", s.ModelUser < 0},
	} {
		if v.broken {
			return usage("wenbao --help tells what it may be", "%s, or its flag, must %s", v.name, v.must)
		}
	}
	return nil
}

// model makes what asks the language model within its limits; nil without one.
func (w wiring) model(log *slog.Logger) (openai.Completer, error) {
	s := w.settings
	if s.Model == "" {
		return nil, nil
	}
	key, err := w.console.secret(keySetting)
	if err != nil {
		return nil, err
	}
	client, err := openai.New(openai.Config{BaseURL: s.ModelURL, Key: key, Model: s.Model, Timeout: s.ModelTimeout, Context: s.ModelContext, Log: log})
	if err != nil {
		return nil, usage("see OPENAI_BASE_URL and WENBAO_MODEL", "the model cannot be asked: %w", err)
	}
	return openai.NewGuard(client, openai.Limits{Daily: s.ModelDaily, User: s.ModelUser}, w.counts()), nil
}

// counts is where requests to models are counted.
func (w wiring) counts() *limit.Limits {
	if w.limits == nil {
		return limit.Local()
	}
	return w.limits
}

// helpers makes what rewrites follow-ups and what chooses passages; nil without
// a model, or where it is not to choose.
func (w wiring) helpers(log *slog.Logger) (bot.Rewriter, bot.Chooser, error) {
	model, err := w.model(log)
	if model == nil || err != nil {
		return nil, nil, err
	}
	discards := w.discards
	if discards == nil {
		discards = openai.NewDiscards(log)
	}
	if !w.settings.ModelReads {
		return openai.NewRewriter(model, discards), nil, nil
	}
	return openai.NewRewriter(model, discards), openai.NewChooser(model, discards), nil
}

// embedder chooses what turns texts into vectors.
func (w wiring) embedder(ctx context.Context, dir string, log *slog.Logger) (retrieval.Embedder, error) {
	s := w.settings
	if s.EmbeddingModel == "" {
		return newEmbedder()
	}
	key, err := w.console.secret(keySetting)
	if err != nil {
		return nil, err
	}
	cache := ""
	if dir != "" {
		cache = filepath.Join(dir, "index", "vectors.cache")
	}
	remote, err := openai.NewEmbedder(ctx, openai.EmbedderConfig{
		BaseURL: s.ModelURL, Key: key, Model: s.EmbeddingModel, Dimension: s.EmbeddingSize, Question: s.QueryPrefix, Passage: s.PassagePrefix,
		Query: 3 * time.Second, Build: 30 * time.Second, Cache: cache, Progress: w.progress(),
	})
	if err != nil {
		return nil, fault("see OPENAI_BASE_URL and WENBAO_EMBEDDING_MODEL, or leave the latter out", err)
	}
	log.Info("embedding with a server", "model", s.EmbeddingModel, "dimension", remote.Dimension())
	return remote, nil
}

// progress shows on a terminal how far an index is; nil elsewhere.
func (w wiring) progress() func(done, total int) {
	if !isTerminal(w.console.err) {
		return nil
	}
	return func(done, total int) {
		fmt.Fprintf(w.console.err, "\rembedding %d of %d texts", done, total)
		if done == total {
			fmt.Fprintln(w.console.err)
		}
	}
}
