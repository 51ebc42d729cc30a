package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"github.com/alecthomas/kong"

	"wenbao/knowledge/text"
)

// failure is an error that ends the program with a status and, for a person's
// mistake, says what to do instead.
type failure struct {
	err    error
	hint   string
	status int
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// usage is a mistake in the command line or the settings.
func usage(hint, format string, args ...any) error {
	return &failure{fmt.Errorf(format, args...), hint, exitUsage}
}

// fault is an error with a hint how to come out of it.
func fault(hint string, err error) error {
	return &failure{err, hint, exitFault}
}

// misused translates what kong did not understand.
func misused(err error) error {
	var known *failure
	if errors.As(err, &known) {
		return known
	}
	hint := "wenbao --help"
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context.Selected() != nil {
		hint = parse.Context.Selected().FullPath() + " --help"
	}
	return usage("see "+hint, "%w", err)
}

// report tells the person about an error, once, and returns the exit status.
func (c *console) report(err error) int {
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE): // the reader has had enough
		return exitOK
	case errors.Is(err, context.Canceled):
		return interrupted(syscall.SIGINT)
	}
	fmt.Fprintln(c.err, "wenbao: "+text.Printable(err.Error()))
	var f *failure
	if !errors.As(err, &f) {
		return exitFault
	}
	if f.hint != "" {
		fmt.Fprintln(c.err, "hint: "+f.hint)
	}
	return f.status
}
