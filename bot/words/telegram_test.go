package words

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"wenbao/knowledge/text"
)

func TestTelegram(t *testing.T) { testRoom(t, telegram) }

// TestTelegramLengths: Telegram cuts or refuses what is longer.
func TestTelegramLengths(t *testing.T) {
	for l, w := range telegram {
		tests := []struct {
			use   string
			text  []string
			limit int
		}{
			{"short description", []string{w.About}, 120},
			{"description", []string{w.Description}, 512},
			{"hint of a field", []string{w.AskHint}, 64},
			{"toast", []string{w.Voted, w.Attached, w.NotAttached, w.Stale, w.Unknown, w.LangSet, w.Fault}, 200},
			{"button", []string{w.Back, w.Home, w.Prev, w.Next, w.Neighbours, w.Section, w.Copy + " [1]", w.Page + " [1]", w.InPrivate, w.Receipt, w.Attach, w.LangAuto, w.InlineEmpty, w.Label}, 60},
		}
		for name, description := range w.Commands {
			if n := utf8.RuneCountInString(description); n < 2 || n > 256 {
				t.Errorf("%s: /%s is described in %d code points", l, name, n)
			}
		}
		for _, test := range tests {
			for _, sentence := range test.text {
				if n := utf8.RuneCountInString(sentence); n > test.limit {
					t.Errorf("%s: a %s of %d code points, %d are allowed: %s", l, test.use, n, test.limit, sentence)
				}
			}
		}
	}
}

// TestTelegramTyped: a word that people type means one command in all languages.
func TestTelegramTyped(t *testing.T) {
	meant := map[string]string{}
	for l, w := range telegram {
		if a, b := keysOf(reflect.ValueOf(w.Typed)), keysOf(reflect.ValueOf(w.Commands)); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: words are typed for %v, but the commands are %v", l, a, b)
		}
		for command, typed := range w.Typed {
			for _, word := range typed {
				if other, ok := meant[word]; ok && other != command {
					t.Errorf("%s means /%s and /%s", word, other, command)
				}
				meant[word] = command
			}
		}
	}
	if len(meant) < 10 {
		t.Errorf("only %d words are typed for commands", len(meant))
	}
}

// testRoom checks that a room's sentences are there in every language, with
// the same keys and the same values to be filled in.
func testRoom[T any](t *testing.T, all map[text.Language]*T) {
	t.Helper()
	want := sentences(reflect.ValueOf(all[text.Simplified]).Elem(), "")
	for _, l := range languages {
		got := sentences(reflect.ValueOf(all[l]).Elem(), "")
		for key, sentence := range got {
			if strings.TrimSpace(sentence) == "" {
				t.Errorf("%s: %s is empty", l, key)
			}
			if a, b := verbsOf(sentence), verbsOf(want[key]); !slices.Equal(a, b) {
				t.Errorf("%s: %s has the verbs %v, %s has %v", l, key, a, text.Simplified, b)
			}
		}
		for key := range want {
			if _, ok := got[key]; !ok {
				t.Errorf("%s: %s is missing", l, key)
			}
		}
	}
}

// sentences collects the strings of a room by key; those of a map have the
// map's key behind the field's.
func sentences(v reflect.Value, prefix string) map[string]string {
	found := map[string]string{}
	add := func(more map[string]string) {
		for key, sentence := range more {
			found[key] = sentence
		}
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			add(sentences(v.Field(i), prefix+"."+v.Type().Field(i).Name))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			add(sentences(v.MapIndex(key), prefix+"."+key.String()))
		}
	case reflect.String:
		found[prefix] = v.String()
	}
	return found
}

func keysOf(v reflect.Value) []string {
	var keys []string
	for _, key := range v.MapKeys() {
		keys = append(keys, key.String())
	}
	slices.Sort(keys)
	return keys
}

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(\.\d+)?[a-zA-Z%]`)

func verbsOf(sentence string) []string {
	verbs := verb.FindAllString(sentence, -1)
	slices.Sort(verbs)
	return verbs
}

func TestVerbsOf(t *testing.T) {
	for sentence, want := range map[string]string{"": "[]", "%s，%d 条": "[%d %s]", "%[2]d%.1f%%": "[%% %.1f %[2]d]", "100 ％": "[]"} {
		if got := fmt.Sprint(verbsOf(sentence)); got != want {
			t.Errorf("%q has %s, want %s", sentence, got, want)
		}
	}
}

func TestDecode(t *testing.T) {
	tests := []struct {
		name, data string
		fails      bool
	}{
		{"whole", `{"name":"x"}`, false},
		{"a key that nobody reads", `{"nobody":"x"}`, true},
		{"two objects", `{"name":"x"}{}`, true},
		{"cut", `{"name":"x"`, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := decode([]byte(test.data), &Telegram{}); (err != nil) != test.fails {
				t.Errorf("%v", err)
			}
		})
	}
}
