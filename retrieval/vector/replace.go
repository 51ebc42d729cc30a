//go:build !windows

package vector

import (
	"path/filepath"

	"github.com/google/renameio/v2"
)

// replaceFile writes beside the file and renames, so that no kill leaves half a
// file. Where a power cut takes the rename back, the vectors are made again.
func replaceFile(name string, data []byte) error {
	return renameio.WriteFile(name, data, 0o600, renameio.WithTempDir(filepath.Dir(name)))
}
