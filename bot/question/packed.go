package question

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io"
)

// packedFile holds the long list places.txt and the sounds of characters, which take a third of
// the room so, and the weights alarm.bin. go test ./bot/question -run Packed -update packs them.
//
//go:embed lists.zip
var packedFile []byte

// packed is a file of the program. A program with a broken one does not start.
func packed(name string) string {
	data, err := readPacked(packedFile, name)
	if err != nil {
		panic("question: " + name + ": " + err.Error())
	}
	return string(data)
}

func readPacked(file []byte, name string) ([]byte, error) {
	all, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	list, err := all.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = list.Close() }()
	return io.ReadAll(list)
}
