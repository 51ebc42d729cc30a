// Package journal keeps what was asked, so that staff can replay an answer by
// its receipt. It is a file of JSON lines in the data folder, readable by its
// owner only; the oldest lines go when it grows.
package journal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"wenbao/bot"
)

const (
	fileName = "journal.jsonl"
	maxSize  = 8 << 20 // bytes; past it the older half goes
)

// Entry is one answered message.
type Entry struct {
	At        time.Time   `json:"at"`
	Receipt   string      `json:"receipt"`
	Index     string      `json:"index"` // fingerprint of the index that answered
	Message   bot.Message `json:"message"`
	Outcome   bot.Outcome `json:"outcome"`
	Citations []string    `json:"citations"` // passage ids
}

// New makes the entry of an answer.
func New(index string, m bot.Message, a bot.Answer) Entry {
	e := Entry{At: time.Now().UTC().Truncate(time.Second), Receipt: a.Receipt, Index: index, Message: m, Outcome: a.Outcome, Citations: []string{}}
	for _, c := range a.Citations {
		e.Citations = append(e.Citations, c.ID)
	}
	return e
}

// Journal is the file of a data folder. It is safe for concurrent use.
type Journal struct {
	path string
	lock sync.Mutex
}

// Open names the journal of a data folder; the file is made by the first entry.
func Open(dir string) *Journal { return &Journal{path: filepath.Join(dir, fileName)} }

// Record appends an entry in one write.
func (j *Journal) Record(e Entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encoding the journal entry: %w", err)
	}
	j.lock.Lock()
	defer j.lock.Unlock()
	if err := j.trim(); err != nil {
		return err
	}
	file, err := os.OpenFile(j.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Close())
}

// trim drops the older half of a journal that has grown too large.
func (j *Journal) trim() error {
	info, err := os.Stat(j.path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() < maxSize {
		return nil
	}
	if err != nil {
		return err
	}
	data, err := os.ReadFile(j.path)
	if err != nil {
		return err
	}
	half := data[len(data)/2:]
	half = half[bytes.IndexByte(half, '\n')+1:]
	temporary := j.path + ".tmp"
	if err := os.WriteFile(temporary, half, 0o600); err != nil {
		return err
	}
	return os.Rename(temporary, j.path)
}

// Find returns the newest entry of a receipt; ok is false when the journal has
// none. A damaged line is passed over.
func (j *Journal) Find(receipt string) (found Entry, ok bool, err error) {
	file, err := os.Open(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return Entry{}, false, nil
	}
	if err != nil {
		return Entry{}, false, err
	}
	defer func() { _ = file.Close() }()
	reader := bufio.NewReader(file)
	for {
		line, err := reader.ReadBytes('\n')
		var e Entry
		if json.Unmarshal(line, &e) == nil && e.Receipt == receipt {
			found, ok = e, true
		}
		if err != nil { // the end, or what cannot be read any further
			return found, ok, nil
		}
	}
}
