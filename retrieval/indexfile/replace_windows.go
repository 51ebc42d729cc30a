package indexfile

import "os"

// replace begins a file in the place of another: renameio does not know Windows,
// which replaces no file that is open.
func replace(name string) (pending, error) {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	return inPlace{file}, nil
}

type inPlace struct{ *os.File }

func (f inPlace) CloseAtomicallyReplace() error { return f.Close() }
func (f inPlace) Cleanup() error                { return f.Close() }
