package lexical

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
)

// sample is an index of documents that share words, and one without any.
func sample() *Index {
	documents := texts("路灯改造14条", "", "充电桩1.6万个", "elevators installed")
	for i := range 300 { // documents further apart than one byte tells
		documents = append(documents, []Field{{Text: fmt.Sprintf("第%d处", i), Weight: 1 + i%3}})
	}
	documents = append(documents, texts("路灯 路灯")...)
	return newOf(documents)
}

func written(tb testing.TB, x *Index) []byte {
	tb.Helper()
	var data bytes.Buffer
	if n, err := x.WriteTo(&data); err != nil || n != int64(x.Size()) || data.Len() != x.Size() {
		tb.Fatalf("wrote %d of %d bytes, error %v", n, x.Size(), err)
	}
	return data.Bytes()
}

func read(data []byte, documents int) (*Index, error) {
	return Read(bytes.NewReader(data), len(data), documents)
}

// TestRead: what is read scores as what was written, bit by bit.
func TestRead(t *testing.T) {
	for name, x := range map[string]*Index{"a sample": sample(), "no documents": newOf(nil), "no words": newOf(texts("", ""))} {
		t.Run(name, func(t *testing.T) {
			again, err := read(written(t, x), x.Len())
			if err != nil {
				t.Fatal(err)
			}
			for _, query := range []string{"路灯", "第7处", "elevator", "16000", "无", ""} {
				if got, want := scores(again, query), scores(x, query); !slices.Equal(got, want) {
					t.Errorf("%s: %v, want %v", query, got, want)
				}
			}
		})
	}
}

func TestReadRefused(t *testing.T) {
	data, documents := written(t, sample()), sample().Len()
	swapped := bytes.Clone(data)
	first := swapped[headSize+lengthSize*documents:]
	copy(first[:tokenSize], bytes.Repeat([]byte{0xff}, tokenSize))
	for _, tt := range []struct {
		name      string
		data      []byte
		documents int
	}{
		{"empty", nil, 0},
		{"only counts", bytes.Repeat([]byte{0xff}, headSize), 1<<32 - 1},
		{"of other documents", data, documents - 1},
		{"cut before the lists", data[:headSize+lengthSize*documents], documents},
		{"cut in the lists", data[:len(data)-1], documents},
		{"tokens out of order", swapped, documents},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := read(tt.data, tt.documents); err == nil {
				t.Error("it was read")
			}
		})
	}
}

// FuzzRead: whatever stands in the lists, a search ends, and finds no document
// that there is not.
func FuzzRead(f *testing.F) {
	data, most := written(f, sample()), sample().Len()
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add(written(f, newOf(texts("路灯", "路灯"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, documents := range []int{2, most} {
			if x, err := read(data, documents); err == nil {
				scores(x, "路灯改造了多少条 elevators 16000")
			}
		}
	})
}
