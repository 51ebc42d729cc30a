package bot

import (
	"context"
	"errors"
)

// Writer is a language model. What it writes is never shown to a citizen.
type Writer interface {
	// Write returns the whole text. onText, which may be nil, gets each piece
	// as it comes; after a piece was given, nothing is tried again.
	Write(ctx context.Context, r Writing, onText func(piece string)) (string, error)
}

// Writing is one request to a writer.
type Writing struct {
	Prompt string
	Schema string // JSON schema that the text should follow, "" for plain text
	Name   string // name of the schema
	Tokens int    // longest reply
	User   string // whose budget is charged, "" for nobody's
}

// What a writer may fail with, besides faults of the network and the server.
var (
	// ErrNoSchema: the server takes no JSON schema. Ask for plain text.
	ErrNoSchema = errors.New("the model server takes no JSON schema")
	// ErrBudget: the day's budget, or that of the user, is spent.
	ErrBudget = errors.New("the budget of the model is spent")
	// ErrResting: the server failed several times and is left alone for a while.
	ErrResting = errors.New("the model server is left alone after failures")
)
