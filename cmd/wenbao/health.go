package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"
)

type healthCommand struct {
	Self   bool `help:"Ask no server: read the reports and open the index in this process." xor:"self"`
	OrSelf bool `help:"Ask the server where one listens, else do what --self does." xor:"self"`
}

// Help is printed by wenbao health --help.
func (healthCommand) Help() string {
	return `Examples:

    wenbao health
    wenbao health --self
    wenbao health --or-self

The exit status is 0 when http://WENBAO_ADMIN_ADDR/healthz answers 200, and 1 otherwise, also when no server runs.
With --self it is 0 when the reports can be read and searched. With --or-self, which suits an image that runs a chat as
well as a server, a server that listens is asked, whatever it says; --self is done only when the connection is refused.`
}

// Run fails unless the server, or with --self this program, can answer.
func (h healthCommand) Run(ctx context.Context, w wiring) error {
	if h.Self {
		return w.selfCheck(ctx)
	}
	err := w.askServer(ctx)
	if h.OrSelf && errors.Is(err, syscall.ECONNREFUSED) {
		return w.selfCheck(ctx)
	}
	return err
}

// askServer fails unless /healthz answers 200.
func (w wiring) askServer(ctx context.Context) error {
	url := "http://" + reachable(w.settings.AdminAddr) + "/healthz"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return usage("see --admin-addr or WENBAO_ADMIN_ADDR, e.g. 127.0.0.1:8081", "%q is no address", w.settings.AdminAddr)
	}
	client := &http.Client{Timeout: 3 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}} // no proxy
	response, err := client.Do(request)
	if err != nil {
		return fault("is the server running? without one, ask wenbao health --self", err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1000))
	if err != nil || response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s: %s", url, response.Status, body)
	}
	_, err = fmt.Fprintln(w.console.out, "ok")
	return err
}

// selfCheck opens everything and searches once.
func (w wiring) selfCheck(ctx context.Context) error {
	b, err := w.open(ctx, w.logger(slog.LevelError))
	if err != nil {
		return err
	}
	if _, err := b.Search(ctx, "问报", 1); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w.console.out, "ok")
	return err
}

// reachable turns an address to listen on into one to ask.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
