package telegram

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestQueue: those who wait long learn, once, how many are before them; those whose
// wait is soon over learn nothing.
func TestQueue(t *testing.T) {
	for _, test := range []struct {
		name string
		each time.Duration // what one question takes
		told string        // how many were before whom
	}{
		{"a quick crowd", 300 * time.Millisecond, "[]"},
		{"a slow model", 10 * time.Second, "[1 2 3 4 5]"},
		{"the last wait long", 3100 * time.Millisecond, "[1 3 4 5]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := newGate(1)
				told, order := []int{}, []int{}
				var mu sync.Mutex
				note := func(list *[]int, n int) {
					mu.Lock()
					defer mu.Unlock()
					*list = append(*list, n)
				}
				var all sync.WaitGroup
				for i := range 6 {
					all.Go(func() {
						leave, err := g.pass(t.Context(), func(ahead int) { note(&told, ahead) })
						if err != nil {
							t.Error(err)
							return
						}
						note(&order, i)
						time.Sleep(test.each)
						leave()
					})
					synctest.Wait()
				}
				all.Wait()
				slices.Sort(told)
				if fmt.Sprint(told) != test.told || fmt.Sprint(order) != "[0 1 2 3 4 5]" || g.free != 1 {
					t.Errorf("told %v, order %v, %d free", told, order, g.free)
				}
			})
		})
	}
}

func TestQueueAbandoned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1)
		leave, _ := g.pass(t.Context(), nil)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := g.pass(ctx, nil); err == nil {
			t.Error("it passed")
		}
		leave()
		if g.free != 1 || g.depth() != 0 {
			t.Errorf("%d free, %d wait", g.free, g.depth())
		}
	})
}
