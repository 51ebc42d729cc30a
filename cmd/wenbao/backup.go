package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"wenbao/bot/state"
)

type backupCommand struct {
	File string `arg:"" help:"The new file; one that is there is not overwritten." placeholder:"FILE"`
}

// Help is printed by wenbao backup --help.
func (backupCommand) Help() string {
	return `Examples:

    wenbao backup --data /data /backup/state-$(date +%F).db

Copies state.db of the data folder, as it is at one moment, while a server uses it. To restore: stop the server, delete
state.db, state.db-wal and state.db-shm, put the copy there as state.db, start. The copy holds what the state holds, questions of the
last day too, and a later /forget does not reach it: keep it as carefully, and no longer than needed.

A state in PostgreSQL (WENBAO_STATE) is copied by pg_dump.`
}

// Run copies the state of a server.
func (c backupCommand) Run(ctx context.Context, w wiring) error {
	dir, err := w.folderOfState(ctx)
	if err != nil {
		return err
	}
	err = state.Backup(ctx, dir, c.File)
	switch {
	case errors.Is(err, fs.ErrExist):
		return usage("name a new file", "%w", err)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return fault("name a file in a folder that is there and that this user may write to", err)
	case err != nil:
		return err
	}
	_, err = fmt.Fprintf(w.console.out, "copied the state in %s to %s\n", dir, c.File)
	return err
}

// folderOfState is the data folder, where it holds the state of a server.
func (w wiring) folderOfState(ctx context.Context) (string, error) {
	address, err := w.console.secret(stateSetting)
	switch {
	case err != nil:
		return "", err
	case address != "":
		return "", usage("use pg_dump, or leave "+stateSetting+" out to copy the state.db of the data folder", "the state is in PostgreSQL, which has its own tool for copies")
	}
	return w.localState(ctx)
}

// localState is the data folder, where it holds a state.
func (w wiring) localState(ctx context.Context) (string, error) {
	w.takeOver(ctx, w.logger(slog.LevelWarn))
	switch dir := w.settings.Data; {
	case dir == "":
		return "", usage("name the data folder of the server by --data or WENBAO_DATA", "there is no data folder, and so no state to copy")
	case !state.Exists(dir):
		return "", usage("name the data folder of the server by --data or WENBAO_DATA", "the data folder %s holds no state of a server", dir)
	default:
		return dir, nil
	}
}
