package telegram

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestTracker(t *testing.T) {
	tests := []struct {
		name         string
		take, finish []int64
		offset       int64
	}{
		{"nothing yet", nil, nil, 0},
		{"all open", []int64{5, 6, 7}, nil, 5},
		{"the lowest is open", []int64{5, 6, 7}, []int64{6, 7}, 5},
		{"one in the middle is open", []int64{5, 6, 7}, []int64{5, 7}, 6},
		{"all done", []int64{5, 6, 7}, []int64{7, 5, 6}, 8},
		{"with a gap", []int64{5, 9}, []int64{5}, 9},
		{"in another order", []int64{9, 5}, []int64{9}, 5},
		{"finished without having been begun", []int64{5}, []int64{9}, 5},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tr := newTracker()
			for _, id := range test.take {
				if !tr.take(id, nil) || tr.take(id, nil) {
					t.Errorf("%d is not taken exactly once", id)
				}
			}
			for _, id := range test.finish {
				tr.finish(id)
			}
			if got := tr.offset(); got != test.offset {
				t.Errorf("offset %d, want %d", got, test.offset)
			}
			for _, id := range test.finish {
				if id >= test.offset && test.offset > 0 && tr.done[id] && tr.take(id, nil) {
					t.Errorf("%d is taken again", id)
				}
			}
		})
	}
}

// TestRenumbered: after a long silence Telegram may begin with lower numbers.
func TestRenumbered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tr := newTracker()
		tr.take(500, nil)
		tr.finish(500)
		time.Sleep(renumbered + time.Hour)
		if got := tr.offset(); got != 0 {
			t.Errorf("offset %d", got)
		}
		tr.take(7, nil)
		tr.finish(7)
		if got := tr.offset(); got != 8 {
			t.Errorf("offset %d after the new 7", got)
		}
	})
}

// TestRefusedIsNotAcknowledged: an update that came as the bot stopped stays
// with Telegram.
func TestRefusedIsNotAcknowledged(t *testing.T) {
	s := closed(t)
	s.dispatcher.close()
	err := s.begin(t.Context(), []byte(questionUpdate(5, 7, "问")), func(lane int64, job func(context.Context)) error {
		return s.dispatcher.offer(t.Context(), lane, job)
	}, func() { t.Error("it counts as finished") })
	if !errors.Is(err, errStopping) || s.tracker.offset() != 5 {
		t.Errorf("%v, offset %d", err, s.tracker.offset())
	}
}
