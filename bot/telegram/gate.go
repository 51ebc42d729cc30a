package telegram

import (
	"context"
	"errors"
	"sync"
	"time"
)

// maxQueue is how many questions may wait.
const maxQueue = 500

// errCrowded: so many wait already that a citizen had better come back later.
var errCrowded = errors.New("too many questions wait")

// gate lets a bounded number of questions be answered at a time, first come,
// first served.
type gate struct {
	mu      sync.Mutex
	free    int
	queue   []chan struct{} // closed when it is one's turn
	longest int
}

func newGate(width, longest int) *gate { return &gate{free: width, longest: longest} }

// join returns a channel that closes when it is one's turn, and how many are
// before one.
func (g *gate) join() (turn chan struct{}, ahead int, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.queue) >= g.longest {
		return nil, 0, errCrowded
	}
	turn = make(chan struct{})
	if g.free > 0 {
		g.free--
		close(turn)
		return turn, 0, nil
	}
	g.queue = append(g.queue, turn)
	return turn, len(g.queue), nil
}

// leave gives the place to the next, or takes one who lost patience out of
// the queue.
func (g *gate) leave(turn chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, waiting := range g.queue {
		if waiting == turn {
			g.queue = append(g.queue[:i:i], g.queue[i+1:]...)
			return
		}
	}
	if len(g.queue) == 0 {
		g.free++
		return
	}
	close(g.queue[0])
	g.queue = g.queue[1:]
}

// position is how many are before one now.
func (g *gate) position(turn chan struct{}) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, waiting := range g.queue {
		if waiting == turn {
			return i + 1
		}
	}
	return 0
}

// depth is how many wait.
func (g *gate) depth() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.queue)
}

// pass waits for one's turn. The returned function must be called at the end.
// slow is called once if the wait outlasts the channel soon.
func (g *gate) pass(ctx context.Context, soon <-chan time.Time, slow func(ahead int)) (leave func(), err error) {
	turn, _, err := g.join()
	if err != nil {
		return nil, err
	}
	for {
		select {
		case <-turn:
			return func() { g.leave(turn) }, nil
		case <-soon:
			soon = nil
			if ahead := g.position(turn); ahead > 0 {
				slow(ahead)
			}
		case <-ctx.Done():
			g.leave(turn)
			return nil, ctx.Err()
		}
	}
}
