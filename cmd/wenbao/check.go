package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"strings"

	"wenbao/bot/state"
	"wenbao/bot/telegram"
	"wenbao/knowledge"
)

// check opens what Run would, without network, without listening and without an
// upgrade of the state, and prints what would run.
func (c serveCommand) check(ctx context.Context, w wiring, o telegram.Options) error {
	log := w.logger(slog.LevelWarn)
	if _, err := c.hearing(w); err != nil {
		return err
	}
	if from := w.former(); from != "" {
		w.settings.Data = from // a start would move it
	}
	dir := w.dataFolder(ctx, log)
	library, _, err := w.library(log)
	if err != nil {
		return err
	}
	index, err := w.checkIndex(ctx, library, dir, log)
	if err != nil {
		return err
	}
	kept, err := w.checkState(ctx, o, dir)
	if err != nil {
		return err
	}
	passages := 0
	for _, report := range library.Reports {
		passages += len(report.Passages)
	}
	_, err = fmt.Fprintf(w.console.out, "ok: would serve %s; health: %s; reports: %d, passages: %d; index: %s; state: %s\n",
		c.doors(o), w.settings.AdminAddr, len(library.Reports), passages, index, kept)
	return err
}

// doors tells which doors would open, and where.
func (c serveCommand) doors(o telegram.Options) string {
	var doors []string
	switch {
	case o.Webhook != nil:
		doors = append(doors, "Telegram by webhook on "+o.Webhook.Addr)
	case o.Token != "":
		doors = append(doors, "Telegram by long polling")
	}
	if c.WebAddr != "" {
		doors = append(doors, "the web on "+c.WebAddr)
	}
	return strings.Join(doors, " and ")
}

// checkIndex opens the index, or makes it, as every command does. One whose
// vectors come from a server is left alone: that would take the network.
func (w wiring) checkIndex(ctx context.Context, library *knowledge.Library, dir string, log *slog.Logger) (string, error) {
	if model := w.settings.EmbeddingModel; model != "" {
		return "not opened, it is made by the server of " + model, w.checkServers(ctx)
	}
	b, err := w.bot(ctx, library, dir, log)
	if err != nil {
		return "", err
	}
	return b.Fingerprint(), nil
}

// checkServers makes what would ask servers, in the order of a start.
func (w wiring) checkServers(ctx context.Context) error {
	offline := *w.settings
	offline.EmbeddingSize = max(1, offline.EmbeddingSize) // a server is asked for the dimension that is not given
	w.settings = &offline
	log := slog.New(slog.DiscardHandler)
	if _, err := w.embedder(ctx, "", log); err != nil {
		return err
	}
	_, _, err := w.helpers(log)
	return err
}

// checkState looks at the state that stateFor would open.
func (w wiring) checkState(ctx context.Context, o telegram.Options, dir string) (string, error) {
	const unneeded = "none, the web needs none"
	if o.Token == "" && w.settings.Model == "" {
		return unneeded, nil
	}
	address, err := w.sharedAddress()
	switch {
	case err != nil:
		return "", err
	case address != "":
		return "PostgreSQL, not opened", nil
	case o.Token == "":
		return unneeded, nil
	case dir == "":
		return "in memory, lost at the end", nil
	}
	name := filepath.Join(dir, "state.db")
	if !state.Exists(dir) {
		return name + ", to be made", nil
	}
	upgrade, err := state.Check(ctx, dir)
	switch {
	case err != nil:
		return "", fault(stateHint, err)
	case upgrade:
		return name + ", of an earlier version, to be upgraded", nil
	}
	return name, nil
}

// addresses refuses what nothing can listen on.
func (c serveCommand) addresses(w wiring) error {
	for _, a := range []struct{ name, address string }{
		{"WENBAO_ADMIN_ADDR", w.settings.AdminAddr}, {"WENBAO_WEB_ADDR", c.WebAddr}, {"TELEGRAM_WEBHOOK_ADDR", c.WebhookAddr},
	} {
		if _, _, err := net.SplitHostPort(a.address); a.address != "" && err != nil {
			return usage("for example 127.0.0.1:8080, or :8080 for all addresses of this machine", "%s %q is no address to listen on", a.name, a.address)
		}
	}
	return nil
}
