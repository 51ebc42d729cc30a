package web

import (
	"fmt"
	"io"

	"github.com/VictoriaMetrics/metrics"

	"wenbao/bot"
)

// meters are what operators see; no label comes from a citizen.
type meters struct {
	set     *metrics.Set
	latency *metrics.PrometheusHistogram // from the receipt of a question to its page
}

// bounds of the histogram, in seconds.
var bounds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}

// The labels that are known before anything is counted: a rate needs a beginning.
var (
	outcomes = []string{string(bot.Answered), string(bot.Related), string(bot.NotFound), string(bot.Meta), string(bot.Refused), "fault", "panic", "blank", "unread"}
	limits   = []string{"asking", "reading", "queue", "size"}
	kinds    = []string{"form", "report", "none"}
)

func newMeters() *meters {
	metrics.ExposeMetadata(true)
	m := &meters{set: metrics.NewSet()}
	m.latency = m.set.NewPrometheusHistogramExt("wenbao_web_answer_seconds", bounds)
	for _, o := range outcomes {
		m.answers(o)
	}
	for _, l := range limits {
		m.limited(l)
	}
	for _, k := range kinds {
		m.pages(k)
	}
	return m
}

func (m *meters) answers(outcome string) *metrics.Counter {
	return m.set.GetOrCreateCounter(fmt.Sprintf("wenbao_web_answers_total{outcome=%q}", outcome))
}

func (m *meters) limited(by string) *metrics.Counter {
	return m.set.GetOrCreateCounter(fmt.Sprintf("wenbao_web_limited_total{limit=%q}", by))
}

func (m *meters) pages(kind string) *metrics.Counter {
	return m.set.GetOrCreateCounter(fmt.Sprintf("wenbao_web_pages_total{page=%q}", kind))
}

// Metrics writes those of the door in Prometheus's text format.
func (d *Door) Metrics() []func(w io.Writer) {
	return []func(io.Writer){d.metrics.set.WritePrometheus}
}
