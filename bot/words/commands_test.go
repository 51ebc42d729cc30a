package words

import (
	"slices"
	"testing"
)

// TestCommands: every command stands at a door that there is, once, and no word means
// two of them.
func TestCommands(t *testing.T) {
	doors := []string{InPrivate, InGroup, InChat}
	names, meant := map[string]bool{}, map[string]string{}
	for _, c := range commands {
		if names[c.Name] || len(c.Doors) == 0 || slices.ContainsFunc(c.Doors, func(d string) bool { return !slices.Contains(doors, d) }) {
			t.Errorf("%+v", c)
		}
		names[c.Name] = true
	}
	for _, door := range doors {
		for word, name := range Typed(door) {
			if other, ok := meant[word]; ok && other != name || names[word] {
				t.Errorf("%s means %s and %s", word, name, meant[word])
			}
			meant[word] = name
		}
	}
	if got := Commands(InGroup); len(got) < 5 || slices.Contains(got, "start") {
		t.Errorf("in groups: %v", got)
	}
}
