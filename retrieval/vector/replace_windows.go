package vector

import "os"

// replaceFile writes in place: Windows has no atomic replacement. Half a file
// is told by its checksum, and its vectors are made again.
func replaceFile(name string, data []byte) error { return os.WriteFile(name, data, 0o600) }
