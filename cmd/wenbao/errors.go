package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	"wenbao/knowledge/text"
)

// errReaderLeft: whoever read the program's output has had enough of it. A pipe
// that breaks elsewhere, a server's for one, is a fault.
var errReaderLeft = errors.New("standard output is read no more")

// output is the program's standard output.
type output struct{ io.Writer }

func (o output) Write(text []byte) (int, error) {
	n, err := o.Writer.Write(text)
	if errors.Is(err, syscall.EPIPE) {
		err = errReaderLeft
	}
	return n, err
}

// Fd is that of the stream below.
func (o output) Fd() uintptr { return descriptor(o.Writer) }

// descriptor returns the number of a stream's file, that of no file if it has none.
func descriptor(stream any) uintptr {
	if file, ok := stream.(interface{ Fd() uintptr }); ok {
		return file.Fd()
	}
	return ^uintptr(0)
}

// failure is an error that ends the program with a status and, for a person's
// mistake, says what to do instead.
type failure struct {
	err    error
	hint   string
	status int
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// crash is a defect of the program, caught where it is told.
type crash struct {
	value any
	stack []byte
}

// crashed makes one of what recover returned, in the deferred function itself.
func crashed(value any) *crash { return &crash{value, debug.Stack()} }

func (c *crash) Error() string { return fmt.Sprintf("internal error: %v", c.value) }

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
	case err == nil, errors.Is(err, errReaderLeft):
		return exitOK
	case errors.Is(err, context.Canceled):
		return interrupted(syscall.SIGINT)
	}
	fmt.Fprintln(c.err, "wenbao: "+text.Printable(err.Error()))
	var broken *crash
	if errors.As(err, &broken) {
		return c.reportCrash(broken)
	}
	var f *failure
	if !errors.As(err, &f) {
		return exitFault
	}
	if f.hint != "" {
		fmt.Fprintln(c.err, "hint: "+f.hint)
	}
	return f.status
}

// reportCrash shows where a defect is to those who want to know it.
func (c *console) reportCrash(broken *crash) int {
	if c.verbose {
		fmt.Fprintf(c.err, "%s", broken.stack)
	} else {
		fmt.Fprintln(c.err, "hint: this is a defect of the program; -v shows where it is")
	}
	return exitFault
}
