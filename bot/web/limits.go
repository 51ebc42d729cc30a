package web

import (
	"fmt"
	"hash/maphash"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"wenbao/bot/page"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// What one address may do: a burst, as an office behind one address needs, then
// so much a second.
const (
	askRate   = rate.Limit(1)
	askBurst  = 30
	readRate  = rate.Limit(5)
	readBurst = 120
)

// networkBits is how much of an IPv6 address counts: the rest is the choice of
// whoever has the network.
const networkBits = 64

// address is where a request comes from. Behind a proxy of ours it is the last
// entry of X-Forwarded-For, the only one that the proxy wrote itself.
func (d *Door) address(r *http.Request) netip.Addr {
	said := r.RemoteAddr
	if d.Proxied {
		entries := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		said = strings.TrimSpace(entries[len(entries)-1])
	}
	if both, err := netip.ParseAddrPort(said); err == nil {
		return network(both.Addr())
	}
	a, _ := netip.ParseAddr(said) // what is no address is one person
	return network(a)
}

func network(a netip.Addr) netip.Addr {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(networkBits); err == nil {
			return p.Addr()
		}
	}
	return a
}

// persons is how many addresses are told apart, so that whoever has many takes no
// more memory: two of a thousand share one limit with a chance of 1 in 130.
const persons = 1 << 16

// person stands for an address until the program ends; it cannot be undone.
func (d *Door) person(r *http.Request) int64 {
	return int64(maphash.Comparable(d.seed, d.address(r)) % persons)
}

// mayRead takes a token for a page, or says that there is none.
func (d *Door) mayRead(w http.ResponseWriter, r *http.Request, l text.Language) bool {
	b := d.reading.Of(d.person(r), readRate, readBurst)
	if b.Allow() {
		return true
	}
	d.metrics.limited("reading").Inc()
	d.tooFast(w, l, b, readRate, page.Ask{})
	return false
}

// mayAsk takes a token for a form that was sent, or says that there is none.
func (d *Door) mayAsk(w http.ResponseWriter, r *http.Request, l text.Language, typed page.Ask) bool {
	b := d.asking.Of(d.person(r), askRate, askBurst)
	if b.Allow() {
		return true
	}
	d.metrics.limited("asking").Inc()
	d.tooFast(w, l, b, askRate, typed)
	return false
}

// tooFast says how long to wait, and keeps what was typed.
func (d *Door) tooFast(w http.ResponseWriter, l text.Language, b *rate.Limiter, per rate.Limit, p page.Ask) {
	wait := max(1, int(math.Ceil((1-b.TokensAt(time.Now()))/float64(per))))
	w.Header().Set("Retry-After", strconv.Itoa(wait))
	p.Language, p.Notice = l, fmt.Sprintf(words.PagesIn(l).TooFast, wait)
	d.send(w, http.StatusTooManyRequests, p)
}
