package state

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// file holds everything; SQLite puts its log and the log's index beside it.
const file = "state.db"

// Exists reports whether a folder holds a state.
func Exists(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, file))
	return err == nil && info.Mode().IsRegular()
}

// private makes the file of a folder, returns its name, and lets nobody but
// its owner read it or what SQLite puts beside it, also where an earlier
// program or a careless copy did.
func private(dir string) (string, error) {
	name := filepath.Join(dir, file)
	made, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", err
	}
	if err := made.Close(); err != nil {
		return "", err
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Chmod(name+suffix, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return name, nil
}

// source names a file with the settings of a store. Waiting for another program
// comes first of them. WAL without a sync per commit: a killed program loses
// nothing, a power cut may lose the last moments, which Telegram then repeats.
func source(name string) string {
	return uri(name, url.Values{
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(NORMAL)", "secure_delete(1)"},
		"_txlock": {"immediate"},
	})
}

// uri names a file as SQLite wants it, with the characters of a path escaped that
// mean something there.
func uri(name string, settings url.Values) string {
	path := filepath.ToSlash(name)
	if filepath.VolumeName(name) != "" {
		path = "/" + path
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: settings.Encode()}
	return u.String()
}
