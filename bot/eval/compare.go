package eval

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

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
	Moved   []Moved  `json:"moved"`   // answered otherwise; nil where the earlier run does not tell what it cited
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

// Moved is a question to which two runs reply otherwise, though the words of what the
// earlier one cited are what they were: right or wrong, nobody corrected its answer.
type Moved struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Question string `json:"question"`
	Was      Reply  `json:"was"`
	Now      Reply  `json:"now"`
}

func replyOf(r Result) Reply {
	reply := Reply{Answered: r.Answered, Cited: []Cited{}}
	for _, c := range r.Citations {
		reply.Cited = append(reply.Cited, Cited{c.ID, sum(c.Text)})
	}
	return reply
}

// sum stands for words; white space and the form of letters do not count.
func sum(words string) string {
	digest := sha256.Sum256([]byte(squeeze(words)))
	return hex.EncodeToString(digest[:6])
}

// same reports whether a person reads the same.
func (r Reply) same(other Reply) bool {
	return r.Answered == other.Answered && slices.EqualFunc(r.Cited, other.Cited, func(a, b Cited) bool { return a.Sum == b.Sum })
}

// String tells what was cited, and whether it answered.
func (r Reply) String() string {
	var told []string
	if !r.Answered {
		told = append(told, "no answer")
	}
	for _, c := range r.Cited {
		told = append(told, text.Printable(c.ID))
	}
	return strings.Join(told, ", ")
}

// Go reports whether what is measured may be published: at least one question was
// asked in both runs, and no more became wrong than is allowed.
func (c Comparison) Go() bool { return c.Shared > 0 && len(c.Broken) <= c.Allowed }

// Compare compares a run with an earlier one, of a name. Questions are the same
// whose id and words are; the n-th of several such with the n-th. quote tells what a
// passage says now, "" where it is gone.
func Compare(now, before Report, quote func(id string) string, name string, allowed int) *Comparison {
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
		c.move(v, was, quote)
	}
	c.Gone = len(before.Verdicts) - c.Shared
	return c
}

// move notes a question whose answer moved.
func (c *Comparison) move(v, was Verdict, quote func(id string) string) {
	if was.Cited == nil {
		return
	}
	if c.Moved == nil {
		c.Moved = []Moved{}
	}
	corrected := slices.ContainsFunc(was.Cited, func(cited Cited) bool { return sum(quote(cited.ID)) != cited.Sum })
	if !corrected && !v.same(was.Reply) {
		c.Moved = append(c.Moved, Moved{v.ID, v.Kind, v.Question, was.Reply, v.Reply})
	}
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

// Write tells which questions became right and which wrong, and which answers moved.
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
	if err != nil {
		return err
	}
	return c.writeMoved(w)
}

func (c Comparison) writeMoved(w io.Writer) error {
	if c.Moved == nil {
		_, err := fmt.Fprintln(w, "answers that moved: not known, since the earlier run does not tell what it cited")
		return err
	}
	_, err := fmt.Fprintf(w, "answers that moved, though what they cited did not change: %d\n", len(c.Moved))
	for _, m := range c.Moved {
		if err == nil {
			_, err = fmt.Fprintf(w, "  %s  %s\n    was %s; now %s\n", text.Printable(m.ID), text.Printable(m.Question), m.Was, m.Now)
		}
	}
	return err
}
