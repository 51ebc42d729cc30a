package telegram

import (
	"fmt"
	"io"
	"runtime"
	"time"
)

// metrics are what operators see; no label comes from a citizen.
type metrics struct {
	families []family
	updates  *counters
	answers  *counters
	sends    *counters
	retries  *counters
	limited  *counters
	votes    *counters
	latency  *histogram
	own      *histogram
}

func newMetrics() *metrics {
	m := &metrics{}
	m.updates = m.counter("updates_total", "Updates from Telegram by kind and outcome.", "kind", "outcome")
	m.answers = m.counter("answers_total", "Answers by outcome; related, not_found and refused are refusals.", "outcome")
	m.sends = m.counter("sends_total", "Messages to Telegram by method and outcome.", "method", "outcome")
	m.retries = m.counter("retries_total", "Further attempts by reason.", "reason")
	m.limited = m.counter("limited_total", "Messages not answered because of a limit.", "limit")
	m.votes = m.counter("votes_total", "Feedback by citizens.", "vote")
	m.latency = m.seconds("answer_seconds", "From the receipt of a question to the delivery of its answer.")
	m.own = m.seconds("think_seconds", "From the receipt of a question to its answer being ready to be sent.")
	started := float64(time.Now().Unix())
	m.gauge("start_time_seconds", "When the program started, as Unix time.", func() float64 { return started })
	m.gauge("goroutines", "Goroutines.", func() float64 { return float64(runtime.NumGoroutine()) })
	m.gauge("memory_bytes", "Memory obtained from the system.", func() float64 {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return float64(stats.Sys - stats.HeapReleased)
	})
	return m
}

func (m *metrics) counter(name, help string, labels ...string) *counters {
	c := &counters{name: "wenbao_" + name, help: help, labels: labels, values: map[string]uint64{}}
	m.families = append(m.families, c)
	return c
}

func (m *metrics) seconds(name, help string) *histogram {
	h := &histogram{name: "wenbao_" + name, help: help, bounds: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}}
	h.counts = make([]uint64, len(h.bounds))
	m.families = append(m.families, h)
	return h
}

// gauge adds a value that is read when the metrics are.
func (m *metrics) gauge(name, help string, read func() float64) {
	m.families = append(m.families, &gauge{name: "wenbao_" + name, help: help, read: read})
}

// info tells which index and version answer.
func (m *metrics) info(fingerprint, version string) {
	m.families = append(m.families, &gauge{
		name: "wenbao_index_info", help: "The index that answers, by its fingerprint; always 1.",
		labels: fmt.Sprintf("{fingerprint=%q,version=%q}", fingerprint, version), read: func() float64 { return 1 },
	})
}

func (m *metrics) retried(reason string) { m.retries.inc(reason) }

// write renders all metrics.
func (m *metrics) write(w io.Writer) {
	for _, f := range m.families {
		f.write(w)
	}
}
