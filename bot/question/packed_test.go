package question

import (
	"archive/zip"
	"bytes"
	"cmp"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestPacked: the long lists of the program are the files beside it.
func TestPacked(t *testing.T) {
	names := []string{"alarm.bin", "places.txt", "sounds"}
	if *update {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range names {
			f, err := w.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write(unpacked(t, name)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("lists.zip", b.Bytes(), 0o644); err != nil { //nolint:gosec // everybody may read it
			t.Fatal(err)
		}
		return
	}
	for _, name := range names {
		got, err := readPacked(packedFile, name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, unpacked(t, name)) {
			t.Errorf("%s is not as it is shipped; go test ./bot/question -run Packed -update packs anew", name)
		}
	}
}

// unpacked is what a file in the pack is made of: the file beside it, or the sounds of
// characters.
func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	if name == "sounds" {
		return []byte(soundNumbers(string(readFile(t, "sounds.txt"))))
	}
	return readFile(t, name)
}

// merged makes one of what is said alike. An n before a vowel begins a syllable, ng ends
// one.
var merged = strings.NewReplacer("zh", "z", "ch", "c", "sh", "s", "ng", "n", "na", "la", "ne", "le", "ni", "li", "no", "lo", "nu", "lu", "nv", "lv")

// soundNumbers are those of the syllables of all characters in their order; those that
// most characters have are the smallest.
func soundNumbers(list string) string {
	of, count := map[rune][]string{}, map[string]int{}
	last := firstSounding
	for line := range strings.Lines(list) {
		syllable, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		syllable = merged.Replace(syllable)
		for _, r := range characters {
			if last = max(last, r); !slices.Contains(of[r], syllable) {
				of[r] = append(of[r], syllable)
				count[syllable]++
			}
		}
	}
	order := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	var numbers strings.Builder
	for r := firstSounding; r <= last; r++ {
		for i, syllable := range of[r] {
			if i > 0 {
				numbers.WriteRune(alsoSounds)
			}
			numbers.WriteRune(rune(slices.Index(order, syllable) + alsoSounds + 1))
		}
		if len(of[r]) == 0 {
			numbers.WriteRune(unsounded)
		}
	}
	return numbers.String()
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
