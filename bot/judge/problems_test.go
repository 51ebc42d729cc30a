package judge

import (
	"testing"
)

// TestOwning: the paragraph in which a report owns what goes badly counts in all its pieces,
// the first the most, and others do not.
func TestOwning(t *testing.T) {
	long := ""
	for range 12 {
		long += "部分村子的道路和水渠还不够好，离大家的期望还有不小的距离；"
	}
	j := judgeOver(t, "青禾县2024年政府工作报告\n一、2023年工作回顾\n解决了一批群众反映的问题。\n同时，我们也清醒地看到，发展中还有不少困难：道路少。"+long+"我们会解决这些问题。\n二、2024年工作安排\n着力解决突出问题。\n")
	passages := j.library.Reports[0].Passages
	last := 1.0
	for i := range passages {
		p := &passages[i]
		got := owning(j.library, p)
		switch {
		case p.Piece == 0 && got != 0, p.Piece == 1 && got != 1, p.Piece > 1 && (got >= last || got <= 0):
			t.Errorf("%s %q: %v", p.ID, p.Text, got)
		}
		last = got
	}
}
