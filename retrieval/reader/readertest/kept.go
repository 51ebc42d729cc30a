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
// starts with none. Of the missing words those are kept that are likely enough
// to be told. It is safe for concurrent use.
type Kept struct {
	model *reader.Model

	mu    sync.Mutex
	known map[key]reader.Reading
}

// likely is the probability from which a missing word is kept.
const likely = 0.5

// The sizes of the file: of a reading without its missing words, and of one of
// these: where it begins and ends, and how likely it is.
const (
	entry = 8 + 4 + 1
	run   = 2 + 2 + 1
)

// key is the beginning of a hash of question and passage.
type key [8]byte

// New reads a file of readings; a missing one is empty.
func New(model *reader.Model, file string) (*Kept, error) {
	k := &Kept{model: model, known: map[key]reader.Reading{}}
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
	for data = data[len(name):]; len(data) >= entry; {
		id, r := key(data[:8]), reader.Reading{Probability: float64(math.Float32frombits(binary.LittleEndian.Uint32(data[8:])))}
		runs := int(data[12])
		data = data[entry:]
		for ; runs > 0 && len(data) >= run; runs, data = runs-1, data[run:] {
			from, to := binary.LittleEndian.Uint16(data), binary.LittleEndian.Uint16(data[2:])
			r.Missing = append(r.Missing, reader.Span{From: int(from), To: int(to), Probability: float64(data[4]) / 255})
		}
		k.known[id] = r
	}
	return k, nil
}

// Intents are the model's own, and not kept: a few milliseconds each, of which reader.Recent saves most.
func (k *Kept) Intents(message string) []reader.Intent { return k.model.Intents(message) }

// Answers is that of a reader.
func (k *Kept) Answers(question string, passages []reader.Passage) []reader.Reading {
	readings := make([]reader.Reading, len(passages))
	for i, p := range passages {
		readings[i] = k.read(question, p)
	}
	return readings
}

func (k *Kept) read(question string, p reader.Passage) reader.Reading {
	id := keyOf(question, p)
	k.mu.Lock()
	r, ok := k.known[id]
	k.mu.Unlock()
	if !ok {
		r = k.model.Answers(question, []reader.Passage{p})[0]
		r = rounded(r)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.known[id] = r
	return r
}

// rounded is a reading as the file gives it back.
func rounded(r reader.Reading) reader.Reading {
	r.Probability = float64(float32(r.Probability))
	r.Missing = reader.Runs(r.Missing, likely)
	r.Missing = r.Missing[:min(len(r.Missing), math.MaxUint8)]
	for i := range r.Missing {
		r.Missing[i].Probability = math.Ceil(255*r.Missing[i].Probability) / 255
	}
	return r
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
		r := k.known[id]
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(r.Probability)))
		data = append(data, byte(len(r.Missing)))
		for _, m := range r.Missing {
			data = binary.LittleEndian.AppendUint16(data, uint16(m.From))
			data = binary.LittleEndian.AppendUint16(data, uint16(m.To))
			data = append(data, byte(math.Round(255*m.Probability)))
		}
	}
	return os.WriteFile(file, data, 0o600)
}
