package main

import (
	"context"
	"errors"
	"fmt"

	"wenbao/bot/state"
)

type migrateCommand struct{}

// Help is printed by wenbao migrate --help.
func (migrateCommand) Help() string {
	return `Examples:

    WENBAO_STATE_FILE=/run/secrets/state wenbao migrate --data /data

Copies all that state.db of the data folder holds into the PostgreSQL database that WENBAO_STATE, or WENBAO_STATE_FILE, names: what
waits to be answered, conversations, languages, votes, what was asked in vain, and receipts, which wenbao explain finds there, too;
all of it or nothing. The database must be empty, and no server may run on either side. state.db stays as it is, of this version:
delete it once the servers answer, since nobody takes what is too old out of it any more.`
}

// Run carries the state of one server to where several share it.
func (migrateCommand) Run(ctx context.Context, w wiring) error {
	address, err := w.sharedAddress()
	if err != nil {
		return err
	}
	if address == "" {
		return usage("name it by "+stateSetting+" or "+stateSetting+"_FILE: "+sharedHint, "there is no database to copy the state to")
	}
	dir, err := w.localState(ctx)
	if err != nil {
		return err
	}
	copied, err := state.Copy(ctx, dir, address)
	switch {
	case errors.Is(err, state.ErrNotEmpty):
		return usage("name an empty one: a state is not mixed with another", "%w", err)
	case errors.Is(err, state.ErrLocked):
		return fault("stop the server, and whatever else uses the data folder, first", err)
	case err != nil:
		return err
	}
	for _, c := range copied {
		if _, err := fmt.Fprintf(w.console.out, "%s: %d\n", c.Table, c.Rows); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(w.console.out, "copied the state in %s; delete its state.db once the servers answer\n", dir)
	return err
}
