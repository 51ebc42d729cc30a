// Package terminal is the door for staff: a conversation in the terminal that
// also shows why the bot answers as it does.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"wenbao/bot"
	"wenbao/bot/words"
	"wenbao/knowledge"
)

// Asker is what the terminal needs of a bot.
type Asker interface {
	Ask(ctx context.Context, m bot.Message) (bot.Answer, error)
	Library() *knowledge.Library
	Fingerprint() string
}

// Options say what to talk with and where.
type Options struct {
	Bot         Asker
	In          io.Reader
	Out         io.Writer
	Interactive bool         // In and Out are the person's terminal
	Color       bool         // has an effect only when interactive
	History     string       // file of earlier input, "" for none; used only when interactive
	Numbers     bool         // /why tells what was reckoned, too
	Log         *slog.Logger // of what cannot be kept; nil for none
}

// remembered is how many turns of the conversation the bot gets to see.
const remembered = 6

// said are the sentences of this door.
var said = words.Staff().Terminal

// session is one conversation.
type session struct {
	bot         Asker
	out         *printer
	interactive bool
	numbers     bool
	turns       []bot.Turn
	last        *exchange
	over        bool
}

// exchange is a question with all there is to say about its answer.
type exchange struct {
	question string
	answer   bot.Answer
	took     time.Duration
}

// Run talks until the input ends or the person leaves. Without a terminal it
// answers line by line, without prompt or colour, and the first fault ends it.
func Run(ctx context.Context, o Options) (err error) {
	s := &session{bot: o.Bot, interactive: o.Interactive, numbers: o.Numbers, out: &printer{w: o.Out}}
	if !o.Interactive {
		return s.talk(ctx, newPlain(o.In))
	}
	s.out.color, s.out.width = o.Color, columns(o.Out)
	editor, err := newEditor(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, editor.close()) }() // also when a defect of the program ends it
	if err := editor.readHistory(o.History); err != nil && o.Log != nil {
		o.Log.Warn("the history of the chat cannot be read and is not kept", "error", err)
	}
	s.welcome()
	return s.talk(ctx, editor)
}

func (s *session) welcome() {
	s.reports()
	s.out.say(dim, said.Begin)
}

func (s *session) reports() {
	for _, report := range s.bot.Library().Reports {
		s.out.say(bold, fmt.Sprintf(said.Welcome, report.Meta.Title, len(report.Passages)))
	}
}

// about tells what is answered from.
func (s *session) about() {
	s.reports()
	s.out.say(normal, fmt.Sprintf(said.Index, s.bot.Fingerprint()))
}

// source gives the lines of the person. It returns io.EOF at the end and
// errAborted when a line was given up by Ctrl-C.
type source interface {
	next() (string, error)
}

// talk answers the lines of a source. Two Ctrl-C in a row end it.
func (s *session) talk(ctx context.Context, lines source) error {
	aborted := false
	for !s.over {
		line, err := lines.next()
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, errAborted) && aborted:
			s.bye()
			return s.out.err
		case errors.Is(err, errAborted):
			aborted = true
			s.out.say(dim, said.Again)
			continue
		case err != nil:
			return fmt.Errorf("reading the next line: %w", err)
		}
		aborted = false
		if err := errors.Join(s.handle(ctx, line), s.out.err, ctx.Err()); err != nil {
			return err
		}
	}
	s.bye()
	return s.out.err
}

func (s *session) bye() {
	if s.interactive {
		s.out.say(dim, said.Bye)
	}
}

// handle does what a line asks for: a command, a question, or nothing.
func (s *session) handle(ctx context.Context, line string) error {
	line = strings.TrimSpace(line)
	if line == "" {
		return nil
	}
	name, rest, ok := command(line)
	switch {
	case !ok:
		return s.ask(ctx, line)
	case name == "/ask" && rest != "":
		return s.ask(ctx, rest)
	}
	s.do(name, rest)
	s.out.gap()
	return nil
}

// ask answers a question and remembers it. A fault is told to a person, who
// may go on; where none is there it is returned.
func (s *session) ask(ctx context.Context, question string) error {
	start := time.Now()
	answer, err := s.bot.Ask(ctx, bot.Message{Text: question, History: s.turns})
	if err != nil {
		return s.fault(ctx, err)
	}
	s.last = &exchange{question, answer, time.Since(start)}
	s.remember(question, answer)
	s.out.answer(answer.Text())
	s.out.gap()
	return nil
}

func (s *session) fault(ctx context.Context, err error) error {
	if !s.interactive || ctx.Err() != nil {
		return err
	}
	s.out.say(red, fmt.Sprintf(said.Fault, err))
	return nil
}

func (s *session) remember(question string, answer bot.Answer) {
	if !answer.Kept() {
		return
	}
	turns := append(s.turns, bot.TurnOf(question, answer))
	s.turns = append([]bot.Turn(nil), turns[max(0, len(turns)-remembered):]...)
}
