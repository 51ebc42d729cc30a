package telegram

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The metrics are written in Prometheus's text format by these few types:
// client_golang costs 2.6 MB of binary, its protocol buffers most of that, for
// counters, gauges and two histograms.

// family is a metric with its help and type.
type family interface {
	write(w io.Writer)
}

// counters count by labels.
type counters struct {
	name, help string
	labels     []string
	mu         sync.Mutex
	values     map[string]uint64 // by rendered labels
}

// inc adds one to the counter with these values of its labels, in their order.
func (c *counters) inc(values ...string) {
	var pairs []string
	for i, value := range values {
		pairs = append(pairs, c.labels[i]+"="+strconv.Quote(value))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.values[strings.Join(pairs, ",")]++
}

func (c *counters) write(w io.Writer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	head(w, c.name, c.help, "counter")
	for _, labels := range slices.Sorted(maps.Keys(c.values)) {
		fmt.Fprintf(w, "%s{%s} %d\n", c.name, labels, c.values[labels])
	}
}

// gauge is a value read when the metrics are; labels are constant.
type gauge struct {
	name, help, labels string
	read               func() float64
}

func (g *gauge) write(w io.Writer) {
	head(w, g.name, g.help, "gauge")
	fmt.Fprintf(w, "%s%s %s\n", g.name, g.labels, number(g.read()))
}

// histogram counts durations in seconds by upper bound.
type histogram struct {
	name, help string
	bounds     []float64
	mu         sync.Mutex
	counts     []uint64 // by bound; not cumulated
	count      uint64
	sum        float64
}

func (h *histogram) observe(value float64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count++
	h.sum += value
	if i, _ := slices.BinarySearch(h.bounds, value); i < len(h.bounds) {
		h.counts[i]++
	}
}

func (h *histogram) write(w io.Writer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	head(w, h.name, h.help, "histogram")
	var below uint64
	for i, bound := range h.bounds {
		below += h.counts[i]
		fmt.Fprintf(w, "%s_bucket{le=%q} %d\n", h.name, number(bound), below)
	}
	fmt.Fprintf(w, "%s_bucket{le=\"+Inf\"} %d\n%s_sum %s\n%s_count %d\n", h.name, h.count, h.name, number(h.sum), h.name, h.count)
}

func head(w io.Writer, name, help, kind string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func number(value float64) string { return strconv.FormatFloat(value, 'g', -1, 64) }
