package bot

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

var update = flag.Bool("update", false, "rewrite golden files and the judge's weights")

// TestWeightsAreFitted fits the judge over the question file and compares the
// result with judge.json, which -update rewrites. The weights for passages
// without reviewed questions are fitted on the same report stripped of them.
func TestWeightsAreFitted(t *testing.T) {
	if testing.Short() || race {
		t.Skip("fitting takes seconds, and a minute with the race detector, which has nothing to find in it")
	}
	fitted := weights{
		Reviewed: fit(samplesOf(t, false), 0.02),
		Plain:    fit(samplesOf(t, true), 0.10),
	}
	got, err := json.MarshalIndent(fitted, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile("judge.json", got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(judgeFile), string(got)); diff != "" {
		t.Errorf("judge.json is not what the fit gives; run go test ./bot -run Fitted -update\n%s", diff)
	}
}

// sample is one passage weighed for one question.
type sample struct {
	question int // samples of one question belong together
	first    bool
	answers  bool // the passage answers
	any      bool // some passage answers
	features features
}

// samplesOf weighs the best passages of every question of the file.
func samplesOf(t *testing.T, stripped bool) []sample {
	t.Helper()
	b := shippedBot(t, stripped)
	var samples []sample
	for n, l := range readQuestions(t) {
		if l.Kind == "section" {
			continue // answered by headings, not by the judge
		}
		text := normalized(l.Question)
		var history []Turn
		for _, turn := range l.History {
			history = append(history, Turn{Question: turn.Q})
			text = standalone(normalized(l.Question))
		}
		q := b.understand(text, l.Question)
		hits, err := b.search(context.Background(), q.text, history)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range b.judge.judge(q, hits) {
			if b.judge.excluded(q, v.hit) || strings.Contains(l.Note, "borderline: "+short(v.hit.ID)) {
				continue
			}
			samples = append(samples, sample{n, i == 0, l.holds(v.hit.ID), len(l.Gold) > 0, v.features})
		}
	}
	return samples
}

type questionLine struct {
	Question, Kind, Note string
	Gold                 []string
	History              []struct{ Q string }
}

func (l questionLine) holds(id string) bool {
	for _, gold := range l.Gold {
		if gold == short(id) {
			return true
		}
	}
	return false
}

func short(id string) string { return id[strings.LastIndex(id, "/")+1:] }

func readQuestions(t *testing.T) []questionLine {
	t.Helper()
	data, err := os.ReadFile("eval/testdata/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var lines []questionLine
	for scanner := bufio.NewScanner(bytes.NewReader(data)); scanner.Scan(); {
		var l questionLine
		if err := json.Unmarshal(scanner.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	return lines
}

func shippedBot(t testing.TB, stripped bool) *Bot {
	t.Helper()
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	if stripped {
		for _, report := range reports {
			report.Expansions = nil
		}
	}
	local, err := retrieval.NewLocal()
	if err != nil {
		t.Fatal(err)
	}
	b, err := New(context.Background(), Config{Library: knowledge.NewLibrary(reports), Embedder: local})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fit is a logistic regression by full-batch Adam (Kingma and Ba, 2015) with a
// little ridge. The best passage of an unanswerable question weighs most: to
// answer it is the mistake that matters. The threshold is the highest at which
// at most the given share of the answerable questions is refused.
func fit(samples []sample, maxRefused float64) logistic {
	var w, m, v features
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
	l := logistic{Weights: map[string]float64{}}
	for i, name := range featureNames {
		l.Weights[name] = math.Round(100*w[i]) / 100
		l.vector[i] = l.Weights[name]
	}
	l.Threshold = threshold(samples, &l, maxRefused)
	return l
}

func gradientOf(samples []sample, w features) features {
	l := logistic{vector: w}
	var gradient features
	for _, s := range samples {
		weight, label := 0.6, 0.0
		switch {
		case s.answers:
			weight, label = 1, 1
		case s.first && !s.any:
			weight = 2.5
		}
		slope := weight * (l.probability(s.features) - label) / float64(len(samples))
		for i, x := range s.features {
			gradient[i] += slope * x
		}
	}
	return gradient
}

func threshold(samples []sample, l *logistic, maxRefused float64) float64 {
	best := map[int]float64{}
	for _, s := range samples {
		if s.any {
			best[s.question] = max(best[s.question], l.probability(s.features))
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
