// Package mcp is the door for other assistants: what the bot answers, finds and
// quotes, as tools of the Model Context Protocol. It is the only importer of the
// protocol's SDK. Nothing that is asked is kept.
package mcp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"

	"github.com/google/jsonschema-go/jsonschema"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"wenbao/bot"
	"wenbao/knowledge"
	"wenbao/prompts"
	"wenbao/retrieval"
)

// Bot is who answers; *bot.Bot does.
type Bot interface {
	Ask(ctx context.Context, m bot.Message) (bot.Answer, error)
	Search(ctx context.Context, asked string, k int) ([]retrieval.Hit, error)
	Library() *knowledge.Library
}

// Options say what to serve. All but Log are needed.
type Options struct {
	Bot     Bot
	Version string
	Log     *slog.Logger // nil: nothing is logged
}

// maxLine is the longest request in bytes.
const maxLine = 1 << 20

// Run serves one assistant over a pair of streams, one JSON object a line, until
// its input ends or ctx is cancelled.
func Run(ctx context.Context, o Options, in io.Reader, out io.Writer) error {
	server, err := newServer(o)
	if err != nil {
		return err
	}
	err = server.Run(ctx, &sdk.IOTransport{Reader: io.NopCloser(in), Writer: open{out}, MaxLineLength: maxLine})
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("serving an assistant, who must speak the Model Context Protocol: %w", err)
	}
	return nil
}

// open is a stream that is not ours to close.
type open struct{ io.Writer }

func (open) Close() error { return nil }

// server has the tools.
type server struct {
	Options
	words prompts.Toolbox
}

func newServer(o Options) (*sdk.Server, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	words, err := prompts.Tools()
	if err != nil {
		return nil, err
	}
	s := server{o, words}
	built := sdk.NewServer(&sdk.Implementation{Name: "wenbao", Title: "Wenbao 问报", Version: o.Version},
		&sdk.ServerOptions{Instructions: words.Instructions, Capabilities: &sdk.ServerCapabilities{}}) // no log over the wire
	return built, errors.Join(
		add(built, s, "ask", s.ask),
		add(built, s, "search", s.search),
		add(built, s, "passage", s.passage),
		add(built, s, "reports", s.reports),
	)
}

// add adds a tool whose words stand in prompts. A defect in it costs the call only.
func add[In, Out any](to *sdk.Server, s server, name string, do func(context.Context, In) (string, Out, error)) error {
	schema, err := described[In](s.words.Tools[name])
	if err != nil {
		return fmt.Errorf("describing the tool %s: %w", name, err)
	}
	words, closed := s.words.Tools[name], false
	tool := &sdk.Tool{
		Name: name, Title: words.Title, Description: words.Description, InputSchema: schema,
		Annotations: &sdk.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed},
	}
	sdk.AddTool(to, tool, func(ctx context.Context, _ *sdk.CallToolRequest, in In) (result *sdk.CallToolResult, out Out, err error) {
		defer func() {
			if value := recover(); value != nil {
				s.Log.Error("a defect of the program", "tool", name, "error", value, "stack", string(debug.Stack()))
				err = errFault
			}
		}()
		said, out, err := do(ctx, in)
		var mistake mistake
		if err != nil && !errors.As(err, &mistake) {
			s.Log.Error("a tool failed", "tool", name, "error", err)
			err = errFault
		}
		if said == "" || err != nil {
			return nil, out, err
		}
		return &sdk.CallToolResult{Content: []sdk.Content{&sdk.TextContent{Text: said}}}, out, nil
	})
	return nil
}

// errFault is all that an assistant learns of a fault of ours.
var errFault = errors.New("this could not be done because of a fault in the program; please try again later")

// mistake is an error of the assistant, which it can mend.
type mistake string

func (m mistake) Error() string { return string(m) }

// described is the schema of a tool's input with the words of its parameters.
func described[In any](words prompts.Tool) (*jsonschema.Schema, error) {
	schema, err := jsonschema.For[In](nil)
	if err != nil {
		return nil, err
	}
	return schema, describe(schema, "", words.Parameters)
}

// describe gives each parameter its words; one without is an error.
func describe(schema *jsonschema.Schema, prefix string, words map[string]string) error {
	for name, parameter := range schema.Properties {
		if parameter.Description = words[prefix+name]; parameter.Description == "" {
			return fmt.Errorf("the parameter %s has no words", prefix+name)
		}
		if parameter.Items != nil && parameter.Items.Properties != nil {
			if err := describe(parameter.Items, prefix+name+".", words); err != nil {
				return err
			}
		}
	}
	return nil
}
