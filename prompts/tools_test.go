package prompts

import "testing"

// TestTools: every tool and every parameter has words.
func TestTools(t *testing.T) {
	box, err := Tools()
	if err != nil {
		t.Fatal(err)
	}
	if box.Instructions == "" || len(box.Tools) == 0 {
		t.Errorf("%+v", box)
	}
	for name, tool := range box.Tools {
		if tool.Title == "" || tool.Description == "" {
			t.Errorf("%s has no words", name)
		}
		for parameter, words := range tool.Parameters {
			if words == "" {
				t.Errorf("%s of %s has no words", parameter, name)
			}
		}
	}
}
