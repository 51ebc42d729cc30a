package retrieval_test

import (
	"slices"
	"testing"

	"wenbao/retrieval"
	"wenbao/retrieval/embedtest"
)

func TestLocalConforms(t *testing.T) {
	local, err := retrieval.NewLocal()
	if err != nil {
		t.Fatal(err)
	}
	embedtest.Run(t, local)
}

func TestLocalReadsBothScripts(t *testing.T) {
	local, err := retrieval.NewLocal()
	if err != nil {
		t.Fatal(err)
	}
	vectors, err := local.Embed(t.Context(), []string{"充电桩", "充電樁"})
	if err != nil || !slices.Equal(vectors[0], vectors[1]) {
		t.Errorf("simplified and traditional have different vectors, error %v", err)
	}
}
