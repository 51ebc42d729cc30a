package eval

import (
	"fmt"
	"io"

	"wenbao/knowledge/text"
)

// Comparison tells a run from an earlier one by the questions of both.
type Comparison struct {
	Name    string   `json:"name"`    // of the earlier run
	Shared  int      `json:"shared"`  // questions of both
	Before  int      `json:"before"`  // of these, right in the earlier run
	Now     int      `json:"now"`     // … and in this
	Mended  []Change `json:"mended"`  // wrong before, right now
	Broken  []Change `json:"broken"`  // right before, wrong now
	New     int      `json:"new"`     // questions that the earlier run did not ask
	Gone    int      `json:"gone"`    // … and that only it did
	Allowed int      `json:"allowed"` // questions that may become wrong
}

// Change is a question about which two runs differ.
type Change struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Question string `json:"question"`
	Fault    Fault  `json:"fault"` // of the run in which it was wrong
}

// Go reports whether what is measured may be published: at least one question was
// asked in both runs, and no more became wrong than is allowed.
func (c Comparison) Go() bool { return c.Shared > 0 && len(c.Broken) <= c.Allowed }

// Compare compares a run with an earlier one, of a name. Questions are the same
// whose id and words are; the n-th of several such with the n-th.
func Compare(now, before Report, name string, allowed int) *Comparison {
	c := &Comparison{Name: name, Allowed: allowed, Mended: []Change{}, Broken: []Change{}}
	earlier, seen := numbered(before.Verdicts), map[identity]int{}
	for _, v := range now.Verdicts {
		was, ok := earlier[v.key(seen)]
		if !ok {
			c.New++
			continue
		}
		c.Shared++
		c.Before += whole(was.Right)
		c.Now += whole(v.Right)
		switch {
		case v.Right && !was.Right:
			c.Mended = append(c.Mended, Change{v.ID, v.Kind, v.Question, was.Fault})
		case !v.Right && was.Right:
			c.Broken = append(c.Broken, Change{v.ID, v.Kind, v.Question, v.Fault})
		}
	}
	c.Gone = len(before.Verdicts) - c.Shared
	return c
}

// identity is what makes a question the same in two runs.
type identity struct {
	id, question string
	n            int
}

// key names the question of a verdict, where seen holds how many of its like
// came before.
func (v Verdict) key(seen map[identity]int) identity {
	like := identity{id: v.ID, question: v.Question}
	seen[like]++
	like.n = seen[like]
	return like
}

func numbered(verdicts []Verdict) map[identity]Verdict {
	all, seen := map[identity]Verdict{}, map[identity]int{}
	for _, v := range verdicts {
		all[v.key(seen)] = v
	}
	return all
}

func whole(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Write tells which questions became right and which wrong.
func (c Comparison) Write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "against %s: %d questions of both, %d right before, %d now; %d new, %d no longer asked\n",
		c.Name, c.Shared, c.Before, c.Now, c.New, c.Gone)
	for _, list := range []struct {
		name    string
		changes []Change
	}{{"became right", c.Mended}, {"became wrong", c.Broken}} {
		if err == nil {
			_, err = fmt.Fprintf(w, "%s: %d\n", list.name, len(list.changes))
		}
		for _, change := range list.changes {
			if err == nil {
				_, err = fmt.Fprintf(w, "  %s  %s\n    %s\n", text.Printable(change.ID), text.Printable(change.Question), change.Fault)
			}
		}
	}
	return err
}
