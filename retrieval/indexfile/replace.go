//go:build !windows

package indexfile

import "github.com/google/renameio/v2"

// replace begins a file that is to stand in the place of another.
func replace(name string) (pending, error) {
	return renameio.NewPendingFile(name, renameio.WithPermissions(0o600))
}
