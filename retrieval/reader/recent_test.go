package reader

import (
	"fmt"
	"sync"
	"testing"
)

// counted reads every passage as surely as its text is long, and counts what it reads.
type counted struct {
	lock        sync.Mutex
	read, heard int
}

func (c *counted) Intents(message string) []Intent {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.heard++
	return []Intent{{Name: message, Probability: 1}}
}

func (c *counted) Answers(_ string, passages []Passage) []Reading {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.read += len(passages)
	readings := make([]Reading, len(passages))
	for i, p := range passages {
		readings[i].Probability = float64(len(p.Text)) / 1000
	}
	return readings
}

// TestRecent: what was read lately is not read again, what was long ago is, and each passage
// has its own reading.
func TestRecent(t *testing.T) {
	c := &counted{}
	r := NewRecent(c)
	ask := func(question string, lengths ...int) {
		t.Helper()
		var passages []Passage
		for _, n := range lengths {
			passages = append(passages, Passage{Text: fmt.Sprintf("%0*d", n, 0)})
		}
		for i, reading := range r.Answers(question, passages) {
			if want := float64(lengths[i]) / 1000; reading.Probability != want {
				t.Errorf("%s: passage of %d has %v", question, lengths[i], reading.Probability)
			}
		}
	}
	ask("a", 1, 2)
	ask("a", 2, 3, 1)
	ask("b", 1)
	if c.read != 4 {
		t.Errorf("%d pairs were read, want 4", c.read)
	}
	for n := range recentPairs + 1 {
		ask("many", n+1)
	}
	before := c.read
	if ask("a", 1); c.read != before+1 {
		t.Error("what was read long ago was kept")
	}
	if kept := r.readings.Len(); kept > recentPairs {
		t.Errorf("%d are kept", kept)
	}
	for _, message := range []string{"a", "b", "a"} {
		if got := r.Intents(message); len(got) != 1 || got[0].Name != message {
			t.Errorf("%s is after %v", message, got)
		}
	}
	if c.heard != 2 {
		t.Errorf("%d messages were heard, want 2", c.heard)
	}
	var crowd sync.WaitGroup
	for range 8 {
		crowd.Go(func() {
			for n := range 50 {
				ask("crowd", n+1, n+2)
				r.Intents("crowd")
			}
		})
	}
	crowd.Wait()
}
