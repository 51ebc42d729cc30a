package text

import (
	"bytes"
	"compress/gzip"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "pack opencc-ts.txt anew")

// TestPacked: the table of the program is the file beside it.
func TestPacked(t *testing.T) {
	want, err := os.ReadFile("opencc-ts.txt")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(want); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("opencc-ts.txt.gz", b.Bytes(), 0o644); err != nil { //nolint:gosec // everybody may read it
			t.Fatal(err)
		}
		return
	}
	got, err := unpack(openccTS)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Error("opencc-ts.txt is not as it is shipped; go test ./knowledge/text -run Packed -update packs it anew")
	}
	if _, err := unpack(openccTS[:100]); err == nil {
		t.Error("half a table was read")
	}
}
