package telegram

import (
	"context"
	"errors"
	"sync"
)

// Bounds of what waits to be handled.
const (
	maxPending = 1000 // updates of all chats
	maxLane    = 30   // updates of one chat, the one being handled too; a person who is heard does not send more
)

var (
	errFull     = errors.New("too many updates wait")
	errLaneFull = errors.New("too many updates of one chat wait")
	errStopping = errors.New("the bot is stopping")
)

// dispatcher runs jobs: those of one lane in order, lanes side by side. It
// owns one goroutine for every lane that has work.
type dispatcher struct {
	mu      sync.Mutex
	lanes   map[int64][]func(context.Context) // a lane is there while its goroutine runs
	pending int
	closed  bool
	running sync.WaitGroup
	space   chan struct{} // gets a value when a job is done
}

func newDispatcher() *dispatcher {
	return &dispatcher{lanes: map[int64][]func(context.Context){}, space: make(chan struct{}, 1)}
}

// offer puts a job behind those of its lane. It fails at once when there is
// no room, or after close. ctx is the context the job runs in.
func (d *dispatcher) offer(ctx context.Context, lane int64, job func(context.Context)) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	jobs, busy := d.lanes[lane]
	switch {
	case d.closed:
		return errStopping
	case len(jobs) >= maxLane:
		return errLaneFull
	case d.pending >= maxPending:
		return errFull
	}
	d.pending++
	d.lanes[lane] = append(jobs, job)
	if !busy {
		d.running.Go(func() { d.run(ctx, lane) })
	}
	return nil
}

// offerWait is offer, but waits for room.
func (d *dispatcher) offerWait(ctx, work context.Context, lane int64, job func(context.Context)) error {
	for {
		err := d.offer(work, lane, job)
		if !errors.Is(err, errFull) {
			return err
		}
		select {
		case <-d.space:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// run does the jobs of a lane until there are no more.
func (d *dispatcher) run(ctx context.Context, lane int64) {
	for {
		job := d.next(lane)
		if job == nil {
			return
		}
		job(ctx)
		d.done(lane)
	}
}

// next is the first job of a lane, which keeps its place there until it is done;
// where there is none the lane ends. After close nothing new is begun.
func (d *dispatcher) next(lane int64) func(context.Context) {
	d.mu.Lock()
	defer d.mu.Unlock()
	jobs := d.lanes[lane]
	if len(jobs) == 0 || d.closed {
		d.pending -= len(jobs)
		delete(d.lanes, lane)
		return nil
	}
	return jobs[0]
}

func (d *dispatcher) done(lane int64) {
	d.mu.Lock()
	d.lanes[lane] = d.lanes[lane][1:]
	d.pending--
	d.mu.Unlock()
	select {
	case d.space <- struct{}{}:
	default:
	}
}

// depth is how many updates wait or are being handled.
func (d *dispatcher) depth() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.pending
}

// close refuses new jobs and those not yet begun.
func (d *dispatcher) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
}

// wait returns when no job runs. To be called after close.
func (d *dispatcher) wait() { d.running.Wait() }

func (d *dispatcher) isClosed() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.closed
}
