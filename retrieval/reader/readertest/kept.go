// Package readertest keeps what a model read, so that tests over thousands of
// questions do not read them again: a reading takes milliseconds.
package readertest

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"sort"
	"sync"

	"wenbao/retrieval/reader"
)

// Kept answers from a file of earlier readings; what is not there is read by
// the model, and kept for Write. The file belongs to one model: another one
// starts with none. Only probabilities are kept, no missing words. It is safe
// for concurrent use.
type Kept struct {
	model *reader.Model

	mu    sync.Mutex
	known map[key]float32
}

// key is the beginning of a hash of question and passage.
type key [8]byte

// New reads a file of readings; a missing one is empty.
func New(model *reader.Model, file string) (*Kept, error) {
	k := &Kept{model: model, known: map[key]float32{}}
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return k, nil
	}
	if err != nil {
		return nil, err
	}
	name := model.Name() + "\n"
	if len(data) < len(name) || string(data[:len(name)]) != name {
		return k, nil
	}
	for data = data[len(name):]; len(data) >= 12; data = data[12:] {
		k.known[key(data[:8])] = math.Float32frombits(binary.LittleEndian.Uint32(data[8:]))
	}
	return k, nil
}

// Answers is that of a reader.
func (k *Kept) Answers(question string, passages []reader.Passage) []reader.Reading {
	readings := make([]reader.Reading, len(passages))
	for i, p := range passages {
		readings[i].Probability = float64(k.read(question, p))
	}
	return readings
}

func (k *Kept) read(question string, p reader.Passage) float32 {
	id := keyOf(question, p)
	k.mu.Lock()
	probability, ok := k.known[id]
	k.mu.Unlock()
	if !ok {
		probability = float32(k.model.Answers(question, []reader.Passage{p})[0].Probability)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.known[id] = probability
	return probability
}

func keyOf(question string, p reader.Passage) key {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q", question, p.Heading, p.Text))
	return key(sum[:8])
}

// Write keeps all readings in a file.
func (k *Kept) Write(file string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	ids := make([]key, 0, len(k.known))
	for id := range k.known {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(a, b int) bool { return string(ids[a][:]) < string(ids[b][:]) })
	data := []byte(k.model.Name() + "\n")
	for _, id := range ids {
		data = append(data, id[:]...)
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(k.known[id]))
	}
	return os.WriteFile(file, data, 0o600)
}
