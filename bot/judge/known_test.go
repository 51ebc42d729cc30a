package judge

import (
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/knowledgetest"
	"wenbao/retrieval"
)

// TestKnown: a passage that was asked for lately is kept, and of a large library
// no more passages than are allowed, whatever is asked for.
func TestKnown(t *testing.T) {
	lib := knowledge.NewLibrary(knowledgetest.Reports(40))
	entries := retrieval.Passages(lib)
	if len(entries) <= remembered {
		t.Fatalf("%d passages are too few", len(entries))
	}
	j, err := New(lib, entries, nil)
	if err != nil {
		t.Fatal(err)
	}
	often := entries[0].ID
	first := j.passage(often)
	for i := range entries {
		if p := j.known.passage(entries[i].ID); p.entry.ID != entries[i].ID || p.place != j.territories[i/len(lib.Reports[0].Passages)] {
			t.Fatalf("%s is %+v", entries[i].ID, p.entry)
		}
		if kept := j.known.lately.Len(); kept > remembered {
			t.Fatalf("%d passages are kept", kept)
		}
		if again := j.passage(often); again != first {
			t.Fatalf("%s was read again after %d others", often, i)
		}
	}
	if last := entries[1].ID; j.known.lately.Contains(last) {
		t.Errorf("%s is kept after %d others", last, len(entries))
	}
}
