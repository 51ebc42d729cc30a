package lexical

import (
	"errors"
	"io"
)

// AppendTo appends the index in the form that Read reads.
func (x *Index) AppendTo(data []byte) []byte { return append(data, x.lists.data...) }

// Read reads an index of so many documents in so many bytes. It keeps them as they
// are; nothing is made anew but a number for each document.
func Read(r io.Reader, size, documents int) (*Index, error) {
	data := make([]byte, size)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, err
	}
	l, err := openLists(data)
	if err != nil {
		return nil, err
	}
	if l.documents != documents {
		return nil, errors.New("the words are of other documents")
	}
	return newIndex(l), nil
}
