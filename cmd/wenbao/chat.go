package main

import (
	"context"
	"log/slog"
	"path/filepath"

	"golang.org/x/term"

	"wenbao/bot/terminal"
)

type chatCommand struct{}

// Help is printed by wenbao chat --help.
func (chatCommand) Help() string {
	return `Examples:

    wenbao chat
    printf '去年新建了多少个消防站？\n/why\n' | wenbao chat

Type a question, or /help for the commands: /why explains the last answer, with -v also by its scores, /toc browses the reports, /show prints a
passage with its neighbours. When standard input is no terminal, lines are read until it ends, without a prompt.
What is typed is kept in the data folder, for the arrow keys, unless WENBAO_JOURNAL=off. NO_COLOR turns colours off.`
}

// Run talks until the input ends.
func (chatCommand) Run(ctx context.Context, w wiring) error {
	log := w.logger(slog.LevelWarn)
	dir := w.dataFolder(ctx, log)
	d, err := w.desk(ctx, dir, log)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	interactive := isTerminal(w.console.in) && isTerminal(w.console.out)
	noColor, _ := w.console.env("NO_COLOR")
	history := ""
	if dir != "" && w.settings.Journal {
		history = filepath.Join(dir, "chat-history")
	}
	return terminal.Run(ctx, terminal.Options{
		Bot: d, In: w.console.in, Out: w.console.out,
		Interactive: interactive, Color: noColor == "", History: history, Numbers: w.settings.Verbose, Log: log,
	})
}

// isTerminal reports whether a person sits at the other end.
func isTerminal(stream any) bool {
	return term.IsTerminal(int(descriptor(stream)))
}
