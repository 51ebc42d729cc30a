package vector

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestNearest(t *testing.T) {
	rows := [][]float32{{0, 1}, {0.6, 0.8}, {1, 0}, {1, 0}, {-1, 0}}
	for _, tt := range []struct {
		name string
		rows [][]float32
		n    int
		want []Near
	}{
		{"the best, equal ones by position", rows, 3, []Near{{2, 1}, {3, 1}, {1, 0.6}}},
		{"more than there are", rows, 9, []Near{{2, 1}, {3, 1}, {1, 0.6}, {0, 0}, {4, -1}}},
		{"none", rows, 0, nil},
		{"negative", rows, -1, nil},
		{"of none", nil, 3, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			store, err := New(t.Context(), tt.rows)
			if err != nil {
				t.Fatal(err)
			}
			for range 5 { // chromem's order of equals is random
				got, err := store.Nearest(t.Context(), []float32{1, 0}, tt.n)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(tt.want, got, cmpopts.EquateApprox(0, 1e-6)); diff != "" {
					t.Fatalf("(-want +got):\n%s", diff)
				}
			}
		})
	}
}
