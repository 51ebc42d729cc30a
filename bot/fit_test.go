package bot

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/judge"
)

// TestWeightsAreFitted fits the judge over the question file and compares the
// result with judge/weights.json, which -update rewrites. The weights for passages
// without reviewed questions are fitted on the same report stripped of them.
func TestWeightsAreFitted(t *testing.T) {
	if testing.Short() || race {
		t.Skip("fitting takes seconds, and a minute with the race detector, which has nothing to find in it")
	}
	fitted := judge.Weights{
		Reviewed: fit(samplesOf(t, false), 0.02),
		Plain:    fit(samplesOf(t, true), 0.10),
	}
	got, err := json.MarshalIndent(fitted, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	const file = "judge/weights.json"
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("weights.json is not what the fit gives; run go test ./bot -run Fitted -update\n%s", diff)
	}
}

// sample is one passage weighed for one question.
type sample struct {
	question int // samples of one question belong together
	first    bool
	answers  bool // the passage answers
	any      bool // some passage answers
	features judge.Features
}

// samplesOf weighs the best passages of every question of the file in its
// conversation.
func samplesOf(t *testing.T, stripped bool) []sample {
	t.Helper()
	b := fitted(t, stripped)
	var samples []sample
	for n, l := range readQuestions(t) {
		if l.Kind == "section" {
			continue // answered by headings, not by the judge
		}
		var turns []Turn
		for _, turn := range l.History {
			turns = append(turns, Turn{Question: turn.Q})
		}
		q := b.reader.Read(l.Question, turns)
		hits, err := b.search(t.Context(), q.Steps)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range b.judge.Weigh(q, hits) {
			if !w.Excluded && !strings.Contains(l.Note, "borderline: "+short(w.Hit.ID)) {
				samples = append(samples, sample{n, i == 0, slices.Contains(l.Gold, short(w.Hit.ID)), len(l.Gold) > 0, w.Features})
			}
		}
	}
	return samples
}

// fitted is the bot that is fitted, with or without reviewed questions.
func fitted(t *testing.T, stripped bool) *Bot {
	t.Helper()
	if !stripped {
		return theBot(t)
	}
	return botWithoutExpansions(t)
}

// fit is a logistic regression by full-batch Adam (Kingma and Ba, 2015) with a
// little ridge. The best passage of an unanswerable question weighs most: to
// answer it is the mistake that matters. The threshold is the highest at which
// at most the given share of the answerable questions is refused.
func fit(samples []sample, maxRefused float64) judge.Logistic {
	var w, m, v judge.Features
	const steps, rate, ridge = 4000, 0.02, 1e-4
	for step := 1; step <= steps; step++ {
		gradient := gradientOf(samples, w)
		for i := range w {
			if i > 0 {
				gradient[i] += ridge * w[i]
			}
			m[i] = 0.9*m[i] + 0.1*gradient[i]
			v[i] = 0.999*v[i] + 0.001*gradient[i]*gradient[i]
			w[i] -= rate * m[i] / (math.Sqrt(v[i]) + 1e-8)
		}
	}
	l := judge.Logistic{Weights: map[string]float64{}}
	for i, name := range judge.FeatureNames {
		l.Weights[name] = math.Round(100*w[i]) / 100
	}
	l.Threshold = threshold(samples, l.Vector(), maxRefused)
	return l
}

func gradientOf(samples []sample, w judge.Features) judge.Features {
	var gradient judge.Features
	for _, s := range samples {
		weight, label := 0.6, 0.0
		switch {
		case s.answers:
			weight, label = 1, 1
		case s.first && !s.any:
			weight = 2.5
		}
		slope := weight * (judge.Probability(w, s.features) - label) / float64(len(samples))
		for i, x := range s.features {
			gradient[i] += slope * x
		}
	}
	return gradient
}

func threshold(samples []sample, w judge.Features, maxRefused float64) float64 {
	best := map[int]float64{}
	for _, s := range samples {
		if s.any {
			best[s.question] = max(best[s.question], judge.Probability(w, s.features))
		}
	}
	for t := 0.8; t > 0.1; t -= 0.01 {
		refused := 0
		for _, p := range best {
			if p < t {
				refused++
			}
		}
		if float64(refused) <= maxRefused*float64(len(best)) {
			return math.Round(100*t) / 100
		}
	}
	return 0.1
}
