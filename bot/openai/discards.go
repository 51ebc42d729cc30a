package openai

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"github.com/VictoriaMetrics/metrics"
)

// Discards counts what a model was asked for in vain, by the cause, and tells the
// operator of each cause once. It is safe for concurrent use; nil does nothing.
type Discards struct {
	log  *slog.Logger
	set  *metrics.Set
	told sync.Map // by cause
}

// The causes: an error each, and who is to blame for any other.
var (
	causes = []struct {
		name string
		err  error
	}{
		{"budget", ErrBudget}, {"resting", ErrResting}, {"slow", context.DeadlineExceeded},
		{"thoughts", errThoughts}, {"cut", errCut}, {"unended", errUnended}, {"empty", errEmpty},
		{"no_numbers", errNoNumbers}, {"no_line", errLines}, {"language", errLanguage}, {"adds", errAdds}, {"loses", errLoses},
	}
	culprits = map[blame]string{ofServer: "server", ofSettings: "settings", ofRequest: "request"}
)

const otherCause = "other"

// NewDiscards exposes all causes from the first reading on: a rate needs a beginning.
func NewDiscards(log *slog.Logger) *Discards {
	d := &Discards{log: log, set: metrics.NewSet()}
	for _, c := range causes {
		d.counter(c.name)
	}
	for _, name := range culprits {
		d.counter(name)
	}
	d.counter(otherCause)
	return d
}

// WriteMetrics writes the counters in Prometheus's text format.
func (d *Discards) WriteMetrics(w io.Writer) { d.set.WritePrometheus(w) }

func (d *Discards) counter(cause string) *metrics.Counter {
	return d.set.GetOrCreateCounter(fmt.Sprintf("wenbao_model_discarded_total{cause=%q}", cause))
}

// note counts why something was asked for in vain, unless the asker went away.
func (d *Discards) note(what string, err error) {
	if d == nil || err == nil || errors.Is(err, context.Canceled) {
		return
	}
	cause := causeOf(err)
	d.counter(cause).Inc()
	if _, told := d.told.LoadOrStore(cause, true); !told {
		d.log.Warn("what the model was asked for is not taken; for the same cause that is only counted from now on", "what", what, "cause", cause, "because", err)
	}
}

func causeOf(err error) string {
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return c.name
		}
	}
	if f := (*failure)(nil); errors.As(err, &f) {
		return culprits[f.blame]
	}
	return otherCause
}
