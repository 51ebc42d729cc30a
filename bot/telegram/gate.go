package telegram

import (
	"context"
	"slices"
	"sync"
	"time"
)

const (
	crowd     = 16                     // questions that wait, or messages for their turn: more are left in the inbox while they flow
	flow      = 100 * time.Millisecond // a queue flows when somebody passed so recently
	noticeGap = 2 * time.Second        // how often one who waits is thought of
	soonOver  = 5 * time.Second        // a wait of which less is left is not told: it would be over when it is read
)

// gate lets a bounded number of questions be answered at a time, first come,
// first served. How many wait is bounded by maxWork.
type gate struct {
	mu    sync.Mutex
	free  int
	queue []chan struct{} // closed when it is one's turn
	last  time.Time       // when somebody from the queue passed
}

func newGate(width int) *gate { return &gate{free: width} }

// join returns a channel that closes when it is one's turn, and how many are
// before one, oneself included.
func (g *gate) join() (turn chan struct{}, ahead int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	turn = make(chan struct{})
	if g.free > 0 {
		g.free--
		close(turn)
		return turn, 0
	}
	g.queue = append(g.queue, turn)
	return turn, len(g.queue)
}

// leave gives the place to the next, or takes one who lost patience out of
// the queue.
func (g *gate) leave(turn chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := slices.Index(g.queue, turn); i >= 0 {
		g.queue = slices.Delete(g.queue, i, i+1)
		return
	}
	if len(g.queue) == 0 {
		g.free++
		return
	}
	close(g.queue[0])
	g.queue = g.queue[1:]
	g.last = time.Now()
}

// position is how many are before one now, oneself included.
func (g *gate) position(turn chan struct{}) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Index(g.queue, turn) + 1
}

// flowing reports whether so many wait, and are served so soon, that the next had
// better wait in the inbox, where they cost nothing and are told nothing. A queue
// that stands still, as with a slow model, must not keep commands from being begun.
func (g *gate) flowing() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.queue) >= crowd && time.Since(g.last) < flow
}

// depth is how many wait.
func (g *gate) depth() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.queue)
}

// pass waits for one's turn. The returned function must be called at the end.
// slow is called once, where the wait so far shows that the rest will take long.
func (g *gate) pass(ctx context.Context, slow func(ahead int)) (leave func(), err error) {
	turn, first := g.join()
	tick := time.NewTicker(noticeGap)
	defer tick.Stop()
	for waited := noticeGap; ; waited += noticeGap {
		select {
		case <-turn:
			return func() { g.leave(turn) }, nil
		case <-tick.C:
			if ahead := g.position(turn); ahead > 0 && slow != nil && restOf(ahead, first-ahead, waited) > soonOver {
				slow(ahead)
				slow = nil
			}
		case <-ctx.Done():
			g.leave(turn)
			return nil, ctx.Err()
		}
	}
}

// restOf is how long a wait will still take when so many are ahead and so many
// passed in the time waited.
func restOf(ahead, passed int, waited time.Duration) time.Duration {
	return waited * time.Duration(ahead) / time.Duration(max(1, passed))
}
