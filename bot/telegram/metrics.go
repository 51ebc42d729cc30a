package telegram

import (
	"fmt"
	"io"
	"strings"

	"github.com/VictoriaMetrics/metrics"

	"wenbao/bot"
	"wenbao/bot/state"
	"wenbao/bot/telegram/api"
)

// meters are what operators see; no label comes from a citizen. They are a
// set of their own, because tests run several servers in a process.
type meters struct {
	set     *metrics.Set
	latency *metrics.PrometheusHistogram // from the receipt of a question to the delivery of its answer
	own     *metrics.PrometheusHistogram // from the receipt of a question to its answer being ready to be sent
}

// bounds of the histograms, in seconds.
var bounds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}

func newMeters() *meters {
	metrics.ExposeMetadata(true) // the types of the metrics, beside their values
	m := &meters{set: metrics.NewSet()}
	m.latency = m.set.NewPrometheusHistogramExt("wenbao_answer_seconds", bounds)
	m.own = m.set.NewPrometheusHistogramExt("wenbao_think_seconds", bounds)
	m.announce()
	return m
}

// The labels that are known before anything is counted.
var (
	answerOutcomes = []bot.Outcome{bot.Answered, bot.Related, bot.NotFound, bot.Meta, bot.Refused}
	sendMethods    = []string{"sendMessage", "sendRichMessage", "editMessageText", "editMessageReplyMarkup"}
	retryReasons   = []string{"flood", "server", "network", "mended", "conflict", "refused", "undelivered"}
	limits         = []string{"person", "inline"}
	updateOutcomes = map[string]string{ // by kind, beside those of any update
		"message":        "answered related not_found meta refused ignored limited media mention command unknown_command",
		"edited_message": "answered related not_found meta refused ignored limited media mention command unknown_command",
		"callback_query": "answered related not_found meta refused callback stale limited",
		"inline_query":   "inline limited",
		"my_chat_member": "joined ignored",
		"other":          "ignored",
	}
	anyOutcomes = []string{"fault", "panic", "blocked", "late", "undelivered", "repeated", "shed"}
)

// announce exposes all counters from the first reading on: a rate needs a
// beginning.
func (m *meters) announce() {
	for kind, outcomes := range updateOutcomes {
		for _, outcome := range append(strings.Fields(outcomes), anyOutcomes...) {
			m.updates(kind, outcome)
		}
	}
	m.updates("unknown", "malformed")
	m.updates("unknown", "expired")
	for _, outcome := range answerOutcomes {
		m.answers(outcome)
	}
	for _, method := range sendMethods {
		for _, outcome := range api.SendOutcomes {
			m.sends(method, outcome)
		}
	}
	for _, reason := range retryReasons {
		m.retries(reason)
	}
	for _, limit := range limits {
		m.limited(limit)
	}
	for _, cause := range state.Causes() {
		m.stateErrors(cause)
	}
	m.votes(true)
	m.votes(false)
}

// The counters, each by its labels.

func (m *meters) updates(kind, outcome string) *metrics.Counter {
	return m.counter("updates_total{kind=%q,outcome=%q}", kind, outcome)
}

func (m *meters) answers(o bot.Outcome) *metrics.Counter {
	return m.counter("answers_total{outcome=%q}", string(o))
}

func (m *meters) sends(method, outcome string) *metrics.Counter {
	return m.counter("sends_total{method=%q,outcome=%q}", method, outcome)
}

func (m *meters) retries(reason string) *metrics.Counter {
	return m.counter("retries_total{reason=%q}", reason)
}

func (m *meters) limited(limit string) *metrics.Counter {
	return m.counter("limited_total{limit=%q}", limit)
}

func (m *meters) stateErrors(cause string) *metrics.Counter {
	return m.counter("state_errors_total{cause=%q}", cause)
}

func (m *meters) votes(up bool) *metrics.Counter {
	return m.counter("votes_total{vote=%q}", map[bool]string{true: "up", false: "down"}[up])
}

func (m *meters) counter(name string, labels ...any) *metrics.Counter {
	return m.set.GetOrCreateCounter(fmt.Sprintf("wenbao_"+name, labels...))
}

// Retried and Sent make the metrics api's Observer.

// Retried counts a further attempt.
func (m *meters) Retried(reason string) { m.retries(reason).Inc() }

// Sent counts a message.
func (m *meters) Sent(method, outcome string) { m.sends(method, outcome).Inc() }

// gauge adds a value that is read when the metrics are.
func (m *meters) gauge(name string, read func() float64) { m.set.NewGauge("wenbao_"+name, read) }

// info tells which index and version answer.
func (m *meters) info(fingerprint, version string) {
	m.gauge(fmt.Sprintf("index_info{fingerprint=%q,version=%q}", fingerprint, version), func() float64 { return 1 })
}

// write renders all metrics in Prometheus's text format.
func (m *meters) write(w io.Writer) { m.set.WritePrometheus(w) }
