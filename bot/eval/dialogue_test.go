package eval

import (
	"bytes"
	"os"
	"testing"
)

// TestDialogues holds conversations that were written before anybody held them
// with the bot. The first half showed what to mend. Of the second, two turns did
// (a section asked for in a conversation); nothing else was changed for it. How the turns went is golden.
func TestDialogues(t *testing.T) {
	if race {
		t.Skip("without the race detector, under which package bot is asked")
	}
	b := shipped(t)
	for _, name := range []string{"dialogues", "dialogues-unseen"} {
		t.Run(name, func(t *testing.T) {
			file, err := os.Open("testdata/" + name + ".jsonl")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = file.Close() }()
			dialogues, err := ReadDialogues(file)
			if err != nil {
				t.Fatal(err)
			}
			scores, err := Converse(t.Context(), b, dialogues)
			if err != nil {
				t.Fatal(err)
			}
			var table bytes.Buffer
			if err := WriteTurns(&table, scores, true); err != nil {
				t.Fatal(err)
			}
			golden(t, "testdata/"+name+".golden", table.Bytes())
		})
	}
}
