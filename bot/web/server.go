package web

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/net/netutil"

	"wenbao/bot/admin"
	"wenbao/bot/limit"
)

const (
	drainTime  = 25 * time.Second // what is begun may take this after the stop
	thinkTime  = 60 * time.Second // one question, its wait not included
	patience   = 10 * time.Second // how long a question waits for its turn
	maxClients = 512              // connections at a time
)

// Door is the web door.
type Door struct {
	Options
	turns   chan struct{} // one for each question that is answered now
	asking  *limit.Buckets
	reading *limit.Buckets
	seed    maphash.Seed
	metrics *meters
	closing atomic.Bool
	log     *slog.Logger
}

// New makes a door; Run opens it.
func New(o Options) *Door {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Workers == 0 {
		o.Workers = 8
	}
	return &Door{
		Options: o, log: o.Log, turns: make(chan struct{}, o.Workers), seed: maphash.MakeSeed(),
		asking: limit.NewBuckets(), reading: limit.NewBuckets(), metrics: newMeters(),
	}
}

// Run serves until ctx is cancelled; then it takes nothing new in, finishes what
// is begun, and returns nil. It fails when an address cannot be listened on.
func (d *Door) Run(ctx context.Context) error {
	stopAdmin, err := admin.Serve(ctx, d.AdminAddr, admin.Door{Unready: d.unready, Metrics: append(d.Metrics(), d.Beside...)}, d.log)
	if err != nil {
		return err
	}
	defer stopAdmin()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", d.Addr)
	if err != nil {
		return fmt.Errorf("listening for the web: %w", err)
	}
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	server := &http.Server{
		Handler: d.Handler(), BaseContext: func(net.Listener) context.Context { return work },
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: patience + thinkTime + 20*time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10, ErrorLog: admin.Silent(),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(netutil.LimitListener(listener, maxClients)) }()
	d.log.Info("serving the web", "address", listener.Addr().String(), "fingerprint", d.Bot.Fingerprint())
	select {
	case err = <-failed:
		return fmt.Errorf("the web server: %w", err)
	case <-ctx.Done():
	}
	d.closing.Store(true)
	admin.Close(server, drainTime)
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("the web server: %w", err)
	}
	return nil
}

// unready says why questions are not answered now, "" when they are.
func (d *Door) unready() string {
	if d.closing.Load() {
		return "stopping"
	}
	return ""
}
