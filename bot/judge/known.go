package judge

import (
	"sync/atomic"

	lru "github.com/hashicorp/golang-lru/v2"

	"wenbao/bot/question"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

// remembered is how many passages are kept at most: some kilobytes each, and a fifth of a
// millisecond to read again.
const remembered = 4000

// known are the passages of a library. Those that were asked for lately are kept.
type known struct {
	library *knowledge.Library
	entries []retrieval.Entry
	at      map[string]int // among the entries, by id
	tenses  []atomic.Int32 // of each entry, from 1; 0 where it is not read yet
	places  map[*knowledge.Report]*question.Territory
	lately  *lru.Cache[string, *passage]
}

func newKnown(lib *knowledge.Library, entries []retrieval.Entry, territories []*question.Territory) *known {
	lately, err := lru.New[string, *passage](remembered)
	if err != nil {
		panic(err) // a size below 1
	}
	k := &known{library: lib, entries: entries, at: make(map[string]int, len(entries)), tenses: make([]atomic.Int32, len(entries)),
		places: map[*knowledge.Report]*question.Territory{}, lately: lately}
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
	p, ok := k.lately.Get(id)
	if !ok {
		p = k.find(id)
		k.lately.Add(id, p)
	}
	return p
}

func (k *known) find(id string) *passage {
	report, p, _ := k.library.Passage(id)
	return &passage{entry: &k.entries[k.at[id]], meta: &report.Meta, place: k.places[report], path: report.Path(p.Heading), tense: k.tense(id), term: unquoted(p.Term), own: owning(k.library, p), lists: len(report.Announced(p)) > 0, signs: p.Signs()}
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
