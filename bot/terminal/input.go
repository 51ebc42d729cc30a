package terminal

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/google/renameio/v2/maybe"
	"github.com/peterh/liner"

	"wenbao/knowledge/regular"
	"wenbao/knowledge/text"
)

// maxInput is the longest line read in bytes; the bot refuses shorter ones
// already, so that nothing is lost when the rest is dropped.
const maxInput = 1 << 20

// maxHistory is the longest line kept in the history in bytes; liner cannot
// read one of 4,096 back.
const maxHistory = 2000

// maxHistoryFile is the largest file of them in bytes: liner keeps 1,000 lines.
const maxHistoryFile = 1000 * (maxHistory + 1)

// errAborted: the person gave the line up by Ctrl-C.
var errAborted = errors.New("line given up")

// plain reads lines that no person is typing.
type plain struct{ reader *bufio.Reader }

func newPlain(in io.Reader) plain { return plain{bufio.NewReader(in)} }

func (p plain) next() (string, error) {
	line, err := text.ReadLine(p.reader, maxInput)
	if errors.Is(err, text.ErrTooLong) {
		err = nil
	}
	return string(line), err
}

// editor reads lines that a person edits. The terminal is restored by close,
// and also when the context ends while a line is being edited.
type editor struct {
	state   *liner.State
	history string // file that close writes, "" for none
	stop    func() bool
}

func newEditor(ctx context.Context) (*editor, error) {
	mode, err := liner.TerminalMode()
	if err != nil {
		return nil, fmt.Errorf("asking for the state of the terminal: %w", err)
	}
	e := &editor{state: liner.NewLiner()}
	e.stop = context.AfterFunc(ctx, func() { _ = mode.ApplyMode() })
	e.state.SetMultiLineMode(true)
	e.state.SetCtrlCAborts(true)
	e.state.SetCompleter(complete)
	return e, nil
}

func (e *editor) next() (string, error) {
	line, err := e.state.Prompt(said.Prompt)
	if errors.Is(err, liner.ErrPromptAborted) {
		return "", errAborted
	}
	if err == nil && line != "" && len(line) <= maxHistory {
		e.state.AppendHistory(text.Printable(line))
	}
	return line, err
}

func (e *editor) close() error {
	e.stop()
	return errors.Join(e.state.Close(), e.writeHistory())
}

// readHistory takes earlier input up from a file, which close then replaces. A
// damaged file costs its rest only; one that cannot be read is left as it is.
func (e *editor) readHistory(name string) error {
	if name == "" {
		return nil
	}
	data, err := regular.Read(name, maxHistoryFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	e.history = name
	_, _ = e.state.ReadHistory(bytes.NewReader(data))
	return nil
}

// writeHistory replaces the file, readable by its owner only.
func (e *editor) writeHistory() error {
	if e.history == "" {
		return nil
	}
	var lines bytes.Buffer
	_, err := e.state.WriteHistory(&lines)
	if err == nil {
		err = maybe.WriteFile(e.history, lines.Bytes(), 0o600)
	}
	if err != nil {
		return fmt.Errorf("keeping the history of the chat: %w", err)
	}
	return nil
}
