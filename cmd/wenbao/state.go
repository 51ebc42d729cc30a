package main

import (
	"context"
	"errors"
	"log/slog"

	"wenbao/bot/limit"
	"wenbao/bot/state"
	"wenbao/bot/telegram"
)

// sharesState reports whether a server keeps its state where others do, too.
func (w wiring) sharesState() bool {
	address, err := w.console.secret(stateSetting)
	return err == nil && address != ""
}

const (
	sharedHint = "an address looks like postgres://USER:PASSWORD@HOST/DATABASE"
	olderHint  = "wenbao serve of this version upgrades it, after which no earlier program can use it: make a copy first"
	stateHint  = "put it right, name another folder by WENBAO_DATA, or move state.db away to begin anew"
)

// sharedAddress is that of the database that several servers share; "" where none
// is set.
func (w wiring) sharedAddress() (string, error) {
	address, err := w.console.secret(stateSetting)
	switch {
	case err != nil || address == "":
		return "", err
	case !state.IsPostgres(address):
		return "", usage(sharedHint, stateSetting+" is no address of a PostgreSQL database")
	}
	return address, nil
}

// sharedState opens the database that several servers share; nil where none is
// set.
func (w wiring) sharedState(ctx context.Context) (*state.Store, error) {
	return w.shared(ctx, state.Connect)
}

// sharedAsIs is sharedState for who only reads.
func (w wiring) sharedAsIs(ctx context.Context) (*state.Store, error) {
	return w.shared(ctx, state.ConnectAsIs)
}

func (w wiring) shared(ctx context.Context, connect func(ctx context.Context, address string) (*state.Store, error)) (*state.Store, error) {
	address, err := w.sharedAddress()
	if err != nil || address == "" {
		return nil, err
	}
	shared, err := connect(ctx, address)
	switch {
	case errors.Is(err, state.ErrOlder):
		return nil, fault(olderHint, err)
	case err != nil:
		return nil, fault("put it right, or name another database by "+stateSetting+": "+sharedHint, err)
	}
	return shared, nil
}

// stateFor opens what the doors of a server need: the state for Telegram; for the
// web alone that which is shared, where a model is, for what the model may cost.
func (w wiring) stateFor(ctx context.Context, o telegram.Options, dir string, log *slog.Logger) (*state.Store, error) {
	switch {
	case o.Token != "":
		return w.openState(ctx, dir, log)
	case w.settings.Model != "":
		return w.sharedState(ctx)
	}
	return nil, nil
}

// limitsOf counts where all servers do that share a state.
func limitsOf(kept *state.Store, log *slog.Logger) *limit.Limits {
	if kept == nil || kept.Limits() == nil {
		return limit.Local()
	}
	return limit.Share(kept.Limits(), log)
}

// openState opens the state of a server: the shared one, that in the data folder,
// or one in memory, with a warning, where there is no folder. What is in a folder
// is never passed over.
func (w wiring) openState(ctx context.Context, dir string, log *slog.Logger) (*state.Store, error) {
	if shared, err := w.sharedState(ctx); shared != nil || err != nil {
		return shared, err
	}
	if dir == "" {
		log.Warn("updates, conversations, languages and votes are kept in memory and lost at the end")
		return state.Memory(ctx)
	}
	kept, err := state.Open(ctx, dir)
	if err != nil {
		return nil, fault(stateHint, err)
	}
	return kept, nil
}

// stateOfServer opens what a server has kept, to read it; it is an error where there
// is none.
func (w wiring) stateOfServer(ctx context.Context) (*state.Store, error) {
	if shared, err := w.sharedAsIs(ctx); shared != nil || err != nil {
		return shared, err
	}
	const hint = "name the data folder of the server by --data or WENBAO_DATA, or its database by " + stateSetting
	dir := w.dataFolder(ctx, w.logger(slog.LevelError))
	switch {
	case dir == "":
		return nil, usage(hint, "there is no data folder, and so nothing was counted")
	case !state.Exists(dir):
		return nil, usage(hint, "the data folder %s holds no state of a server", dir)
	}
	return localAsIs(ctx, dir)
}

// localAsIs opens the state of a data folder for who only reads.
func localAsIs(ctx context.Context, dir string) (*state.Store, error) {
	kept, err := state.OpenAsIs(ctx, dir)
	if errors.Is(err, state.ErrOlder) {
		err = fault(olderHint, err)
	}
	return kept, err
}
