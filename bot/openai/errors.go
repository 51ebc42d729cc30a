package openai

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// What asking a model may fail with, besides faults of the network and the server.
var (
	// ErrBudget: the tokens of the day, or those of the user, are spent.
	ErrBudget = errors.New("the budget of the model is spent")
	// ErrResting: the server failed several times and is left alone for a while.
	ErrResting = errors.New("the server is left alone after failures")
)

// blame says who is at fault, and so what helps.
type blame int

const (
	ofServer   blame = iota // another attempt may go better
	ofSettings              // key, address or model: no attempt will
	ofRequest               // what was asked: another request will do
)

// failure is what went wrong at the border, in our own words: a server repeats
// prompts and keys in what it says, so none of that goes into an error.
type failure struct {
	blame blame
	text  string
	after time.Duration // how long the server wants to be left alone, 0 for no wish
	form  bool          // it may be the form of the request, as a JSON schema, that is refused
	role  bool          // it is the form, and the server speaks of the role of a message
}

func (f *failure) Error() string { return f.text }

// Unwrap tells a retry how long the server wants it to wait.
func (f *failure) Unwrap() error {
	if f.after == 0 {
		return nil
	}
	return &backoff.RetryAfterError{Duration: f.after}
}

// blames reports whether an error is a failure of that kind.
func blames(err error, b blame) bool {
	var f *failure
	return errors.As(err, &f) && f.blame == b
}

// plain turns an error of the SDK or of the transport into one that holds
// nothing the server said.
func plain(err error) error {
	var ours *failure
	var network *net.OpError
	var certificate *tls.CertificateVerificationError
	var long *http.MaxBytesError
	var syntax *json.SyntaxError
	var form *json.UnmarshalTypeError
	switch {
	case errors.As(err, &ours):
		return ours
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.Is(err, context.DeadlineExceeded):
		return context.DeadlineExceeded
	case errors.As(err, &network):
		return &failure{blame: ofServer, text: network.Error()}
	case errors.As(err, &certificate):
		return &failure{blame: ofSettings, text: certificate.Error()}
	case errors.As(err, &long):
		return &failure{blame: ofSettings, text: fmt.Sprintf("the reply is longer than %d bytes", long.Limit)}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &failure{blame: ofServer, text: "the reply was cut"}
	case errors.As(err, &syntax), errors.As(err, &form):
		return &failure{blame: ofSettings, text: "the reply has not the form of the API"}
	}
	return &failure{blame: ofServer, text: "the exchange with the server broke off"}
}
