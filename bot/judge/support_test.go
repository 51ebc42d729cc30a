package judge

import (
	"testing"

	"wenbao/knowledge"
	"wenbao/retrieval"
)

// judgeOver is a judge over one report, without a reader.
func judgeOver(t *testing.T, words string) *Judge {
	t.Helper()
	report, err := knowledge.Parse("r", []byte(words), knowledge.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	lib := knowledge.NewLibrary([]*knowledge.Report{report})
	j, err := New(lib, retrieval.Passages(lib), nil)
	if err != nil {
		t.Fatal(err)
	}
	return j
}
