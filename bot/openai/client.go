// Package openai is the one border to OpenAI-compatible servers: OpenAI,
// DeepSeek, Qwen, Ollama, vLLM, llama.cpp. It embeds texts, rewrites follow-ups,
// hears recordings and drafts expansions. It decides nothing about what is answered, and nothing
// that a server says reaches a citizen or a log unchecked. The types of the SDK
// stay here.
package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	sdk "github.com/sashabaranov/go-openai"
)

// Config says which model is asked and how long it may take.
type Config struct {
	BaseURL string // http(s), without user information; "" for OpenAI's own
	Key     string // "" for servers that need none
	Model   string
	Timeout time.Duration // for a whole reply, all attempts together
	Context int           // tokens of prompt and reply that the server takes, 0 for no limit
	Log     *slog.Logger  // what the operator is told, nil for nothing
}

// Request asks for one reply.
type Request struct {
	System string // the rules, "" for none
	Prompt string
	Schema string // JSON schema that the reply should follow, "" for plain text
	Name   string // name of the schema
	Tokens int    // longest reply
	User   string // whose budget is charged, "" for nobody's
}

// Completer is what gives a reply to a request: a Client, or the Guard before it.
type Completer interface {
	// Complete returns the whole reply, never a part of one. Errors hold
	// nothing of the request and nothing that a server said.
	Complete(ctx context.Context, r Request) (string, error)
}

// Client asks one model. It is safe for concurrent use.
type Client struct {
	config Config
	retry  retry
	thinks atomic.Bool // a reply of the model was cut while it thought
	ask    func(context.Context, sdk.ChatCompletionRequest) (sdk.ChatCompletionResponse, error)
}

// New checks the settings and makes a client. Nothing is sent.
func New(c Config) (*Client, error) {
	api, err := newAPI(c.BaseURL, c.Key)
	if err != nil {
		return nil, err
	}
	if c.Model == "" {
		return nil, errors.New("the model has no name")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{config: c, retry: chatRetry, ask: api.CreateChatCompletion}, nil
}

// Complete asks the model for a reply. It comes in one piece and not as a stream:
// nobody reads along, a reply of a few hundred tokens is soon there, and JSON
// that has been cut cannot be read, where a stream that has been cut looks like
// one that has ended.
func (c *Client) Complete(ctx context.Context, r Request) (string, error) {
	text, _, err := c.Ask(ctx, r)
	return text, err
}

// Ask is Complete that tells the tokens of all attempts as the server counts them,
// 0 where it does not, also where no reply is taken.
func (c *Client) Ask(ctx context.Context, r Request) (text string, used int, err error) {
	if _, err := c.Cost(r); err != nil {
		return "", 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	text, err = again(ctx, c.retry, func() (string, error) { return c.attempt(ctx, &r, &used) })
	if err != nil {
		return "", used, fmt.Errorf("asking the model: %w", err)
	}
	return text, used, nil
}

// Cost counts the whole room for the reply. A prompt that leaves none in the
// context is not sent; the thoughts of a reasoning model are not reckoned there:
// the contexts of those are large, and the limit is of all models.
func (c *Client) Cost(r Request) (int, error) {
	prompt := Tokens(r.System + r.Prompt)
	if need := prompt + r.Tokens; c.config.Context > 0 && need > c.config.Context {
		return 0, &failure{blame: ofRequest, text: fmt.Sprintf("the prompt needs up to %d tokens, the model takes %d", need, c.config.Context)}
	}
	return prompt + c.room(r), nil
}

// Rooms for thoughts, in rooms for a reply. OpenAI's models think as briefly as a
// question is easy; open ones need some hundred to two thousand tokens for it.
const (
	thoughtRoom = 4 // of a model that is known by its name
	learnedRoom = 8 // of one whose thoughts were cut
)

// room is how many tokens the model may write: it may think, too, if it is one that does.
func (c *Client) room(r Request) int {
	switch {
	case c.thinks.Load():
		return learnedRoom * r.Tokens
	case reasons(c.config.Model):
		return thoughtRoom * r.Tokens
	}
	return r.Tokens
}

// attempt asks once; and again at once with the rules before the data where the server
// speaks of a role, and without a schema where that may be what is refused, which holds
// for further attempts, too; and with more room where the model thought and got too
// little for it, which it has from then on.
func (c *Client) attempt(ctx context.Context, r *Request, used *int) (string, error) {
	room := c.room(*r)
	text, err := c.send(ctx, *r, room, used)
	var f *failure
	if r.System != "" && errors.As(err, &f) && f.role { // Gemma's templates have no system
		r.System, r.Prompt = "", r.System+"\n\n"+r.Prompt
		text, err = c.send(ctx, *r, room, used)
	}
	if r.Schema != "" && errors.As(err, &f) && f.form {
		r.Schema = ""
		text, err = c.send(ctx, *r, room, used)
	}
	if !errors.Is(err, errThoughts) {
		return text, err
	}
	wider := learnedRoom * r.Tokens
	if c.thinks.CompareAndSwap(false, true) {
		c.config.Log.Warn("the model thinks before it replies: it gets more room for it, which is charged to the budgets", "tokens", wider, "instead of", room)
	}
	if wider > room {
		return c.send(ctx, *r, wider, used)
	}
	return "", err
}

func (c *Client) send(ctx context.Context, r Request, room int, used *int) (string, error) {
	reply, err := c.ask(ctx, c.request(r, room))
	if err != nil {
		return "", plain(err)
	}
	*used += max(0, reply.Usage.TotalTokens)
	if len(reply.Choices) == 0 { // some servers send their errors as a success
		return "", &failure{blame: ofServer, text: "the reply holds no choice"}
	}
	return finished(reply.Choices[0], reply.Usage.CompletionTokens >= room)
}

// greedy as top_p leaves the likeliest token alone in every step, as a
// temperature of 0 does, which the SDK leaves out of the request. Thoughts go round
// in circles with it.
const greedy = 0.01

func (c *Client) request(r Request, room int) sdk.ChatCompletionRequest {
	q := sdk.ChatCompletionRequest{Model: c.config.Model}
	if r.System != "" {
		q.Messages = append(q.Messages, sdk.ChatCompletionMessage{Role: sdk.ChatMessageRoleSystem, Content: r.System})
	}
	q.Messages = append(q.Messages, sdk.ChatCompletionMessage{Role: sdk.ChatMessageRoleUser, Content: r.Prompt})
	if reasons(c.config.Model) {
		q.MaxCompletionTokens = room
	} else {
		q.MaxTokens = room //nolint:staticcheck // the name that every other server knows
		if !c.thinks.Load() {
			q.TopP = greedy
		}
	}
	if r.Schema != "" {
		q.ResponseFormat = &sdk.ChatCompletionResponseFormat{
			Type:       sdk.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &sdk.ChatCompletionResponseFormatJSONSchema{Name: r.Name, Schema: json.RawMessage(r.Schema), Strict: true},
		}
	}
	return q
}

// reasons reports whether the SDK and OpenAI want a model's limits the other way.
// Gateways put the provider before the name: openai/gpt-5-mini.
func reasons(model string) bool {
	name := strings.ToLower(model[strings.LastIndexByte(model, '/')+1:])
	for _, prefix := range []string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
