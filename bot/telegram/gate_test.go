package telegram

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestQueue: those who wait long learn how many are before them, and nobody
// waits without end.
func TestQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 2)
		leave, err := g.pass(t.Context(), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var told []int
		var order []int
		var all sync.WaitGroup
		for i := range 2 {
			all.Go(func() {
				leave, err := g.pass(t.Context(), time.After(time.Second), func(ahead int) { mu.Lock(); told = append(told, ahead); mu.Unlock() })
				if err != nil {
					t.Error(err)
					return
				}
				order = append(order, i)
				leave()
			})
			synctest.Wait()
		}
		if _, err := g.pass(t.Context(), nil, nil); !errors.Is(err, errCrowded) {
			t.Errorf("a third may wait: %v", err)
		}
		time.Sleep(2 * time.Second)
		leave()
		all.Wait()
		if len(told) != 2 || told[0]+told[1] != 3 || fmt.Sprint(order) != "[0 1]" || g.free != 1 {
			t.Errorf("told %v, order %v, %d free", told, order, g.free)
		}
	})
}

func TestQueueAbandoned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 5)
		leave, _ := g.pass(t.Context(), nil, nil)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := g.pass(ctx, nil, nil); err == nil {
			t.Error("it passed")
		}
		leave()
		if g.free != 1 || g.depth() != 0 {
			t.Errorf("%d free, %d wait", g.free, g.depth())
		}
	})
}
