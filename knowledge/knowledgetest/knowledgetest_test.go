package knowledgetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// TestShape: reports are as long as the benchmarks say, and the same every time.
func TestShape(t *testing.T) {
	reports := Reports(12)
	if diff := cmp.Diff(reports, Reports(12), cmpopts.IgnoreUnexported(knowledge.Report{}, knowledge.Passage{})); diff != "" {
		t.Errorf("(-first +again):\n%s", diff)
	}
	passages, vectors := 0, 0
	for i, r := range reports {
		passages += len(r.Passages)
		for _, p := range r.Passages {
			vectors++
			if n := len(text.Sentences(p.Text)); n > 1 {
				vectors += n
			}
		}
		if r.Meta.Place != Place(i) || r.Meta.Years[0] != Year(i) || len(r.Headings) != 14 {
			t.Errorf("%s: %+v, %d headings", r.ID, r.Meta, len(r.Headings))
		}
	}
	if passages != 12*121 {
		t.Errorf("%d passages", passages)
	}
	if each := float64(vectors) / float64(passages); each < 3.7 || each > 4.1 {
		t.Errorf("%.2f vectors a passage", each)
	}
}

// TestPlaces: no two reports are of one place and year.
func TestPlaces(t *testing.T) {
	seen := map[string]bool{}
	for i := 0; i < 4000; i += years {
		if seen[Place(i)] {
			t.Fatalf("%s comes again at %d", Place(i), i)
		}
		seen[Place(i)] = true
	}
}
