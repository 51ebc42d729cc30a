// Package model is the border to OpenAI-compatible servers: OpenAI, DeepSeek,
// Qwen, Ollama, vLLM, llama.cpp. The types of the SDK stay here.
package model

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"wenbao/bot"
	"wenbao/retrieval/endpoint"
)

// Config says which model is asked and how long it may take.
type Config struct {
	BaseURL string // http(s), without user information; "" for OpenAI's own
	Key     string // "" for servers that need none
	Model   string
	Timeout time.Duration // for a whole answer, retries included
	Idle    time.Duration // longest silence within a stream
	Retries int           // further attempts before any text has come
	Backoff time.Duration // before the first further attempt; doubled after each
	Context int           // tokens of prompt and reply that the server takes
}

// Defaults for a Config.
const (
	DefaultTimeout = 25 * time.Second
	DefaultIdle    = 8 * time.Second
	DefaultRetries = 2
	DefaultBackoff = 500 * time.Millisecond
	DefaultContext = 4096
)

// maxReply is the longest reply in bytes that is read.
const maxReply = 64 << 10

// Client asks one model. It is safe for concurrent use.
type Client struct {
	config Config
	api    *openai.Client
}

var _ bot.Writer = (*Client)(nil)

// New checks the settings and makes a client. Nothing is sent.
func New(c Config) (*Client, error) {
	api, err := newAPI(c.BaseURL, c.Key, c.Idle)
	if err != nil {
		return nil, err
	}
	if c.Model == "" {
		return nil, errors.New("the model has no name")
	}
	return &Client{config: c, api: api}, nil
}

// newAPI makes the SDK's client over our own transport.
func newAPI(base, key string, idle time.Duration) (*openai.Client, error) {
	config := openai.DefaultConfig(key)
	if base != "" {
		if err := endpoint.Check(base); err != nil {
			return nil, err
		}
		config.BaseURL = strings.TrimRight(base, "/")
	}
	config.HTTPClient = endpoint.New(idle)
	config.EmptyMessagesLimit = maxReply // keep-alive comments; the transport bounds the bytes
	return openai.NewClientWithConfig(config), nil
}

// Write asks the model and returns its whole reply. It tries again only while
// no text has come.
func (c *Client) Write(ctx context.Context, r bot.Writing, onText func(string)) (string, error) {
	if need := Tokens(r.Prompt) + r.Tokens; c.config.Context > 0 && need > c.config.Context {
		return "", fmt.Errorf("the prompt needs up to %d tokens, the model takes %d", need, c.config.Context)
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	for attempt := 0; ; attempt++ {
		text, err := c.attempt(ctx, r, onText)
		if err == nil {
			return text, nil
		}
		wait, again := c.again(err, attempt, text != "")
		if !again || ctx.Err() != nil {
			return "", c.masked(err)
		}
		if !sleep(ctx, wait) {
			return "", c.masked(err)
		}
	}
}

// again decides about a further attempt and how long to wait for it.
func (c *Client) again(err error, attempt int, begun bool) (time.Duration, bool) {
	if begun || attempt >= c.config.Retries || !transient(err) {
		return 0, false
	}
	wait := c.config.Backoff << attempt
	var limited *endpoint.LimitedError
	if errors.As(err, &limited) && limited.After > wait {
		wait = limited.After
	}
	return wait, wait < c.config.Timeout
}

func sleep(ctx context.Context, d time.Duration) bool {
	deadline, ok := ctx.Deadline()
	if ok && time.Until(deadline) < d {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// attempt reads one stream to its end.
func (c *Client) attempt(ctx context.Context, r bot.Writing, onText func(string)) (string, error) {
	stream, err := c.api.CreateChatCompletionStream(ctx, c.request(r))
	if err != nil {
		return "", classify(err, r)
	}
	defer func() { _ = stream.Close() }()
	var text strings.Builder
	finish := openai.FinishReason("")
	for {
		chunk, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return text.String(), finished(finish, text.Len())
		}
		if err != nil {
			return text.String(), classify(err, r)
		}
		if len(chunk.Choices) == 0 { // usage, or a server's own notes
			continue
		}
		if reason := chunk.Choices[0].FinishReason; reason != "" {
			finish = reason
		}
		piece := chunk.Choices[0].Delta.Content
		if text.WriteString(piece); text.Len() > maxReply {
			return text.String(), fmt.Errorf("the reply is longer than %d bytes", maxReply)
		}
		if onText != nil && piece != "" {
			onText(piece)
		}
	}
}

// finished tells a reply that ended from one that was cut: a stream that is
// closed cleanly looks the same to the SDK.
func finished(reason openai.FinishReason, size int) error {
	switch {
	case reason == "":
		return &endpoint.CutError{Text: "the reply was cut: the stream ended without a finish reason"}
	case reason != openai.FinishReasonStop:
		return fmt.Errorf("the reply ended because of %q", reason)
	case size == 0:
		return errors.New("the reply is empty")
	}
	return nil
}

func (c *Client) request(r bot.Writing) openai.ChatCompletionRequest {
	q := openai.ChatCompletionRequest{
		Model:    c.config.Model,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: r.Prompt}},
		Stream:   true,
	}
	if reasons(c.config.Model) {
		q.MaxCompletionTokens = 4 * r.Tokens // its thoughts count too
	} else {
		q.MaxTokens = r.Tokens                      //nolint:staticcheck // the name that every other server knows
		q.Temperature = math.SmallestNonzeroFloat32 // the SDK leaves 0 out
	}
	if r.Schema != "" {
		q.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: r.Name, Schema: json.RawMessage(r.Schema), Strict: true},
		}
	}
	return q
}

// reasons reports whether the SDK and OpenAI want a model's limits the other way.
func reasons(model string) bool {
	for _, prefix := range []string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(model, prefix) {
			return true
		}
	}
	return false
}
