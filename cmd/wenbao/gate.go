package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"wenbao/bot/eval"
	"wenbao/knowledge/regular"
)

// maxEvaluation is the largest size in bytes of a saved run: some 40,000 questions.
const maxEvaluation = 16 << 20

// check refuses flags that do not go together.
func (e evalCommand) check() error {
	switch {
	case e.Dialogues && e.HTML+e.Save+e.Against != "":
		return usage("leave --dialogues out, or --html, --save and --against", "runs of conversations have no page and are not compared")
	case e.HTML == "-" && e.JSON:
		return usage("name a file for one of them", "--json and --html - both go to standard output")
	case e.Allow < 0:
		return usage("for example --allow 2", "--allow is %d", e.Allow)
	case e.Against != "" && sameFile(e.Against, e.Save):
		return usage("save it beside, and put it in the earlier one's place when it is published",
			"--save would put this run in the place of the one that it is compared with")
	}
	return nil
}

func sameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return a == b
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// before reads the run that this one is compared with, nil for none.
func (e evalCommand) before() (*eval.Report, error) {
	if e.Against == "" {
		return nil, nil
	}
	run, err := readRun(e.Against)
	if err == nil && len(run.Verdicts) == 0 {
		err = fmt.Errorf("%s holds no questions", e.Against)
	}
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, usage("make one by wenbao eval --save", "%w", err)
	case err != nil:
		return nil, fault("a run is made by wenbao eval --save", fmt.Errorf("reading the earlier run: %w", err))
	}
	return &run, nil
}

// readRun reads a saved run.
func readRun(name string) (eval.Report, error) {
	data, err := regular.Read(name, maxEvaluation)
	if err != nil {
		return eval.Report{}, err
	}
	var run eval.Report
	if err := json.Unmarshal(data, &run); err != nil {
		return eval.Report{}, fmt.Errorf("%s: %w", name, err)
	}
	return run, nil
}

// verdict ends the program with exitStop where a comparison says so.
func verdict(c *eval.Comparison) error {
	switch {
	case c == nil || c.Go():
		return nil
	case c.Shared == 0:
		return &failure{errors.New("stop: no question was asked in both runs"), "compare runs of the same question files", exitStop}
	}
	return &failure{fmt.Errorf("stop: %d became wrong, where %d may", len(c.Broken), c.Allowed),
		"see them above; --allow accepts some", exitStop}
}
