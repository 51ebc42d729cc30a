package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"wenbao/bot/telegram"
)

// evaluationFile, in the data folder, holds what `wenbao eval --save` kept.
const evaluationFile = "evaluation.json"

// measuredFile holds the measures of the index of the shipped report, as bot/eval keeps
// them. go test ./cmd/wenbao -run Generated -update makes it.
//
//go:embed measured.json
var measuredFile []byte

// lastEvaluation reads the measures of evaluationFile; where there are none, those that
// are shipped of an index with this fingerprint, else nil.
func lastEvaluation(dir, fingerprint string, log *slog.Logger) *telegram.Evaluation {
	if dir != "" {
		e, err := readEvaluation(filepath.Join(dir, evaluationFile))
		if err == nil {
			return e
		}
		if !errors.Is(err, fs.ErrNotExist) {
			log.Warn("the last evaluation cannot be read", "error", err)
		}
	}
	var shipped telegram.Evaluation
	if json.Unmarshal(measuredFile, &shipped) != nil || shipped.Fingerprint != fingerprint {
		return nil
	}
	return &shipped
}

func readEvaluation(name string) (*telegram.Evaluation, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	report, err := readRun(name)
	if err != nil {
		return nil, err
	}
	if len(report.Rows) == 0 {
		return nil, errors.New(evaluationFile + " holds no measures")
	}
	all := report.Rows[len(report.Rows)-1] // the sum
	made := report.Made
	if made.IsZero() { // a run of an earlier version
		made = info.ModTime()
	}
	return &telegram.Evaluation{
		Date: made, Fingerprint: report.Index, Questions: all.N,
		Right: all.Right, Refusals: all.Refusals, FalseRefusals: all.FalseRefusals,
	}, nil
}
