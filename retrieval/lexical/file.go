package lexical

import (
	"errors"
	"io"
)

// Size is how many bytes WriteTo writes.
func (x *Index) Size() int { return len(x.lists.data) }

// WriteTo writes the index in the form that Read reads.
func (x *Index) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(x.lists.data)
	return int64(n), err
}

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
