package openai

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	sdk "github.com/sashabaranov/go-openai"

	"wenbao/bot/limit"
	"wenbao/knowledge/text"
)

// TranscriberConfig says which model hears.
type TranscriberConfig struct {
	BaseURL string // http(s), without user information; "" for OpenAI's own
	Key     string // "" for servers that need none
	Model   string
	Timeout time.Duration // for a whole recording, all attempts together
	Counts  *limit.Limits // where the server's health is counted
}

// maxHeard is how many code points of a transcript are taken: more than a
// question may have, so that one that is too long is told so.
const maxHeard = 1000

// Transcriber turns speech into text with a model of a server. It is safe for
// concurrent use.
type Transcriber struct {
	config TranscriberConfig
	retry  retry
	hear   func(context.Context, sdk.AudioRequest) (sdk.AudioResponse, error)
}

// NewTranscriber checks the settings and makes a transcriber. Nothing is sent.
func NewTranscriber(c TranscriberConfig) (*Transcriber, error) {
	api, err := newAPI(c.BaseURL, c.Key)
	if err != nil {
		return nil, err
	}
	if c.Model == "" {
		return nil, errors.New("the model has no name")
	}
	return &Transcriber{config: c, retry: chatRetry, hear: api.CreateTranscription}, nil
}

// Transcribe returns what is said in a recording, in printable characters, ""
// where nothing is. The ending of the name tells the server the format. A server
// that failed so often in a row is left alone for a while: ErrResting. Errors
// hold nothing of the recording and nothing that the server said.
func (t *Transcriber) Transcribe(ctx context.Context, name string, recording []byte) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, t.config.Timeout)
	defer cancel()
	heard, err := sparing(ctx, t.config.Counts, speech, func() (string, error) {
		return again(ctx, t.retry, func() (string, error) {
			reply, err := t.hear(ctx, sdk.AudioRequest{
				Model: t.config.Model, FilePath: name, Reader: bytes.NewReader(recording), Format: sdk.AudioResponseFormatJSON,
			})
			if err != nil {
				return "", plain(err)
			}
			return reply.Text, nil
		})
	})
	if err != nil {
		return "", fmt.Errorf("transcribing a recording: %w", err)
	}
	return text.First(strings.TrimSpace(text.Printable(strings.ToValidUTF8(heard, ""))), maxHeard), nil
}
