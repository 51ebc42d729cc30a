package main

import (
	"context"
	"log/slog"

	"wenbao/bot/mcp"
)

type mcpCommand struct{}

// Help is printed by wenbao mcp --help.
func (mcpCommand) Help() string {
	return `Examples:

    wenbao mcp --knowledge /srv/reports
    {"mcpServers": {"wenbao": {"command": "wenbao", "args": ["mcp"]}}}    # in the settings of many assistants

Serves the tools ask, search, passage and reports to one assistant by the Model Context Protocol, over standard input and
output, until the input ends. Only the protocol goes to standard output. Nothing that is asked is kept.`
}

// Run serves until the assistant leaves.
func (mcpCommand) Run(ctx context.Context, w wiring) error {
	log := w.logger(slog.LevelWarn)
	b, err := w.open(ctx, log)
	if err != nil {
		return err
	}
	return mcp.Run(ctx, mcp.Options{Bot: b, Version: versionName(), Log: log}, w.console.in, w.console.out)
}
