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

// TestWeightsAreFitted fits the judge over the question files and compares the
// result with judge/weights.json, which -update rewrites. The weights for passages
// without reviewed questions are fitted on the same report stripped of them.
func TestWeightsAreFitted(t *testing.T) {
	if testing.Short() || race {
		t.Skip("fitting takes seconds, and a minute with the race detector, which has nothing to find in it")
	}
	fitted := judge.Weights{
		Reviewed: fit(samplesOf(t, false)),
		Plain:    fit(samplesOf(t, true)),
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

// samplesOf weighs the best passages of every question of the three files in its
// conversation: those of the first were written passage by passage and are
// answered by no other; of those of the second, written without a passage in sight,
// each passage that is offered was read; those of the third are residents' words of
// whose passages only the one in sight is known.
func samplesOf(t *testing.T, stripped bool) []sample {
	t.Helper()
	b := fitted(t, stripped)
	var samples []sample
	read := append(readQuestions(t), readLines(t, "asked.jsonl")...)
	for n, l := range append(slices.Clone(read), readLines(t, "spoken.jsonl")...) {
		if l.Kind == "section" {
			continue // answered by headings, not by the judge
		}
		var turns []Turn
		for _, turn := range l.History {
			turns = append(turns, Turn{Question: turn.Q})
		}
		q := b.reader.Read(l.Question, turns)
		asked := b.forms(onlyPart(q))[0] // which other form is tried depends on the weights
		hits, err := b.hits(t.Context(), asked)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range b.judge.WeighAll(asked, hits[:min(judge.Weighed, len(hits))]) {
			gold := slices.Contains(l.Gold, short(w.Hit.ID))
			known := n < len(read) || gold || len(l.Gold) == 0
			if !w.Excluded && known && !slices.Contains(l.fair(), short(w.Hit.ID)) {
				samples = append(samples, sample{n, i == 0, gold, len(l.Gold) > 0, w.Features})
			}
		}
	}
	return samples
}

// fair are the passages that may be cited besides, by the note of a line.
func (l questionLine) fair() []string {
	_, after, _ := strings.Cut(l.Note, "borderline:")
	ids, _, _ := strings.Cut(after, ";")
	return strings.FieldsFunc(ids, func(r rune) bool { return !strings.ContainsRune("0123456789.", r) })
}

// fitted is the bot that is fitted, with or without reviewed questions.
func fitted(t *testing.T, stripped bool) *Bot {
	t.Helper()
	if !stripped {
		return theBot(t)
	}
	return botWithoutExpansions(t)
}

// fit is a logistic regression with a little ridge by Newton's method, which a
// dozen steps bring to its one minimum.
func fit(samples []sample) judge.Logistic {
	var w judge.Features
	for range 12 {
		step := solve(slopes(samples, w))
		for i := range w {
			w[i] -= step[i]
		}
	}
	l := judge.Logistic{Weights: map[string]float64{}}
	for i, name := range judge.FeatureNames {
		l.Weights[name] = math.Round(100*w[i]) / 100
	}
	needs := func(s sample) bool { return s.features[judge.NeedFeature] > 0 }
	l.Need = threshold(slices.DeleteFunc(slices.Clone(samples), func(s sample) bool { return !needs(s) }), l.Vector(), needsFalseAnswers)
	l.Threshold = threshold(slices.DeleteFunc(slices.Clone(samples), needs), l.Vector(), 1)
	return l
}

type matrix [len(judge.Features{})]judge.Features

// slopes are the gradient and the Hessian of the loss.
func slopes(samples []sample, w judge.Features) (hessian matrix, gradient judge.Features) {
	const ridge = 1e-4
	for i := 1; i < len(w); i++ { // the bias is free
		gradient[i], hessian[i][i] = ridge*w[i], ridge
	}
	for _, s := range samples {
		weight, label := s.label()
		weight /= float64(len(samples))
		p := judge.Probability(w, s.features)
		for i, x := range s.features {
			gradient[i] += weight * (p - label) * x
			for k, y := range s.features {
				hessian[i][k] += weight * p * (1 - p) * x * y
			}
		}
	}
	return hessian, gradient
}

// label is what a sample should be and how much it weighs: the best passage of
// an unanswerable question most, since to answer it is the mistake that matters.
func (s sample) label() (weight, label float64) {
	switch {
	case s.answers:
		return 1, 1
	case s.first && !s.any:
		return 2.5, 0
	}
	return 0.6, 0
}

// solve is Gaussian elimination; the matrix is positive definite.
func solve(a matrix, b judge.Features) judge.Features {
	for i := range a {
		for k := i + 1; k < len(a); k++ {
			share := a[k][i] / a[i][i]
			for m := i; m < len(a); m++ {
				a[k][m] -= share * a[i][m]
			}
			b[k] -= share * b[i]
		}
	}
	for i := len(a) - 1; i >= 0; i-- {
		for m := i + 1; m < len(a); m++ {
			b[i] -= a[i][m] * b[m]
		}
		b[i] /= a[i][i]
	}
	return b
}

// needsFalseAnswers is how many troubles that are answered by mistake weigh one that is
// refused by mistake: what is quoted to a trouble is introduced as what was done, and not
// as an answer.
const needsFalseAnswers = 1.5

// threshold is where so many times as large a share of the other questions is answered as
// of the answerable ones is refused; for 1 it is the equal error rate's.
func threshold(samples []sample, w judge.Features, falseAnswers float64) float64 {
	best, answerable := map[int]float64{}, map[int]bool{}
	for _, s := range samples {
		best[s.question] = max(best[s.question], judge.Probability(w, s.features))
		answerable[s.question] = s.any
	}
	at, least := 0.0, math.Inf(1)
	for t := 0.02; t < 0.95; t += 0.01 {
		var refused, answered, of [2]float64
		for q, p := range best {
			k := 0
			if answerable[q] {
				k = 1
			}
			of[k]++
			if p < t {
				refused[k]++
			} else {
				answered[k]++
			}
		}
		if gap := math.Abs(falseAnswers*refused[1]/of[1] - answered[0]/of[0]); gap < least {
			at, least = t, gap
		}
	}
	return math.Round(100*at) / 100
}
