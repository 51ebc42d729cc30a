package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"wenbao/bot/state"
)

// defaultData is the data folder of a person who set none: where the system keeps
// what programs remember. It is "" where there is no such place.
func defaultData() string {
	place := stateHome
	switch runtime.GOOS {
	case "windows":
		place = os.UserCacheDir // %LocalAppData%, which nobody empties
	case "darwin", "ios":
		place = os.UserConfigDir // ~/Library/Application Support
	}
	dir, err := place()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "wenbao")
}

// stateHome is that of the XDG Base Directory Specification, which says to pass
// over a path that is not absolute.
func stateHome() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "state"), err
}

// formerData is where defaultData was before: in the cache, from where systems may
// delete it.
func formerData() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "wenbao")
}

// dataFolder returns the data folder, or "" with a warning when nothing can
// be kept: the program then works in memory.
func (w wiring) dataFolder(ctx context.Context, log *slog.Logger) string {
	w.takeOver(ctx, log)
	dir := w.settings.Data
	if dir == "" {
		log.Warn("no data folder: the index is made in memory at every start")
		return ""
	}
	if err := tryFolder(dir); err != nil {
		log.Warn("the data folder cannot be used: the index is made in memory at every start", "error", err)
		return ""
	}
	return dir
}

// tryFolder makes a folder and sees whether it can be written to.
func tryFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	probe, err := os.CreateTemp(dir, "probe.*.tmp")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// former is the former data folder, where it holds what the default one, which is
// used, does not: a state, or all there is. Else it is "".
func (w wiring) former() string {
	from, to := formerData(), defaultData()
	switch {
	case from == "" || from == to || w.settings.Data != to:
		return ""
	case state.Exists(from) && !state.Exists(to):
		return from
	}
	_, err := os.Stat(to)
	if _, old := os.Stat(from); old == nil && errors.Is(err, os.ErrNotExist) {
		return from
	}
	return ""
}

// takeOver moves what is in the former data folder to the default one, if that is
// used. What cannot be moved stays in use where it is.
func (w wiring) takeOver(ctx context.Context, log *slog.Logger) {
	from, to := w.former(), w.settings.Data
	if from == "" {
		return
	}
	switch err := moveData(ctx, from, to); {
	case err == nil:
		log.Warn("the data folder was in the cache, from where systems may delete it: it has moved", "from", from, "to", to)
	case state.Exists(to): // another program was quicker
	default:
		log.Warn("the data folder is in the cache, from where systems may delete it, and cannot be moved now", "from", from, "to", to, "error", err)
		w.settings.Data = from
	}
}

// moveData moves a data folder. The state goes first: where it cannot, nothing does.
func moveData(ctx context.Context, from, to string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	if state.Exists(from) {
		if err := state.Move(ctx, from, to); err != nil {
			return err
		}
	}
	for _, name := range []string{"chat-history", evaluationFile, "index"} {
		if _, err := os.Lstat(filepath.Join(to, name)); err == nil {
			continue
		}
		if err := os.Rename(filepath.Join(from, name), filepath.Join(to, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	_ = os.Remove(from) // if nothing else is in it
	return nil
}
