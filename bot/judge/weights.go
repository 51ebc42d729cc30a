package judge

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

//go:embed weights.json
var weightsFile []byte

// Weights is the judge's model: a logistic regression over the features, one
// for passages that people wrote questions for and one for those without. It
// is fitted over a question file by TestWeightsAreFitted in package bot, which
// knows conversations, and never by hand.
type Weights struct {
	Reviewed Logistic `json:"reviewed"`
	Plain    Logistic `json:"plain"`
}

// Logistic holds a weight per feature name and the probability from which a
// passage counts as answering: a question, and a trouble or a wish, where to be told
// what was done about it, though it be little, is worth more than to be told nothing.
type Logistic struct {
	Weights   map[string]float64 `json:"weights"`
	Threshold float64            `json:"threshold"`
	Need      float64            `json:"need_threshold"`
	vector    Features
}

// Vector is the weights in the order of FeatureNames.
func (l Logistic) Vector() Features {
	var v Features
	for i, name := range FeatureNames {
		v[i] = l.Weights[name]
	}
	return v
}

func readWeights(data []byte) (*Weights, error) {
	var w Weights
	if err := json.Unmarshal(data, &w); err != nil {
		return nil, fmt.Errorf("weights.json: %w", err)
	}
	for _, l := range []*Logistic{&w.Reviewed, &w.Plain} {
		for _, name := range FeatureNames {
			if _, ok := l.Weights[name]; !ok {
				return nil, fmt.Errorf("weights.json: there is no weight for %q", name)
			}
		}
		l.vector = l.Vector()
	}
	return &w, nil
}

// Probability is that of the logistic regression with these weights.
func Probability(weights, f Features) float64 {
	var sum float64
	for i, x := range f {
		sum += weights[i] * x
	}
	return 1 / (1 + math.Exp(-sum))
}
