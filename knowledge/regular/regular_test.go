//go:build unix

package regular

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestRead(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"empty": "", "full": "12345678", "over": "123456789"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("full", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("pipe", filepath.Join(dir, "pipe-link")); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, file, want, err string }{
		{"a file", filepath.Join(dir, "full"), "12345678", ""},
		{"an empty file", filepath.Join(dir, "empty"), "", ""},
		{"behind a link", filepath.Join(dir, "link"), "12345678", ""},
		{"one byte too many", filepath.Join(dir, "over"), "", "is larger than 8 bytes"},
		{"a folder", dir, "", "is not a regular file"},
		{"a pipe that nobody writes to", filepath.Join(dir, "pipe"), "", "is not a regular file"},
		{"a link to it", filepath.Join(dir, "pipe-link"), "", "is not a regular file"},
		{"a device that never ends", "/dev/zero", "", "is not a regular file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(tt.file, 8)
			if string(got) != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("Read() = %q, %v, want %q, %q", got, err, tt.want, tt.err)
			}
		})
	}
}

func TestReadMissing(t *testing.T) {
	if _, err := Read(filepath.Join(t.TempDir(), "none"), 8); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want %v", err, fs.ErrNotExist)
	}
}
