package judge

import (
	"sync"
	"sync/atomic"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

// remembered is how many passages are kept at least, and half of how many at most:
// some kilobytes each, and a fifth of a millisecond to read again.
const remembered = 2000

// known are the passages of a library. Those that were asked for lately are kept.
type known struct {
	library *knowledge.Library
	entries []retrieval.Entry
	at      map[string]int // among the entries, by id
	tenses  []atomic.Int32 // of each entry, from 1; 0 where it is not read yet
	places  map[*knowledge.Report]*question.Territory

	lock         sync.Mutex
	lately, then map[string]*passage // asked for since lately was last full, and before
}

func newKnown(lib *knowledge.Library, entries []retrieval.Entry, territories []*question.Territory) *known {
	k := &known{library: lib, entries: entries, at: make(map[string]int, len(entries)), tenses: make([]atomic.Int32, len(entries)),
		places: map[*knowledge.Report]*question.Territory{}, lately: map[string]*passage{}}
	for i := range entries {
		k.at[entries[i].ID] = i
	}
	for i, report := range lib.Reports {
		k.places[report] = territories[i]
	}
	return k
}

// passage is one by id.
func (k *known) passage(id string) *passage {
	k.lock.Lock()
	defer k.lock.Unlock()
	p := k.lately[id]
	if p != nil {
		return p
	}
	if p = k.then[id]; p == nil {
		p = k.find(id)
	}
	if len(k.lately) >= remembered {
		k.then, k.lately = k.lately, map[string]*passage{}
	}
	k.lately[id] = p
	return p
}

func (k *known) find(id string) *passage {
	report, p, _ := k.library.Passage(id)
	return &passage{entry: &k.entries[k.at[id]], meta: &report.Meta, place: k.places[report], path: report.Path(p.Heading), tense: k.tense(id), term: unquoted(p.Term), own: owning(k.library, p), lists: len(report.Announced(p)) > 0}
}

// tense is that of a passage. It is asked for of many more passages than are
// judged, and kept of all.
func (k *known) tense(id string) question.Tense {
	kept := &k.tenses[k.at[id]]
	if t := kept.Load(); t > 0 {
		return question.Tense(t - 1)
	}
	report, p, _ := k.library.Passage(id)
	t := tenses[report.Period(p).Kind]
	kept.Store(int32(t) + 1) //nolint:gosec // one of three
	return t
}
