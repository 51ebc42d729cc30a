// Package words holds every sentence that people read from the bot, in any
// door, as data: one file a language and room, with typed keys. Quotes of a
// report are not here and are never translated.
package words

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"

	"wenbao/knowledge/text"
)

//go:embed */*.json commands.json
var files embed.FS

// languages are those in which citizens are answered.
var languages = []text.Language{text.Simplified, text.Traditional, text.English}

// perLanguage reads one room's sentences in every language. The files are part
// of the program: what is wrong in them is found by the tests, and ends the
// program before it says half a sentence.
func perLanguage[T any](room string) map[text.Language]*T {
	all := map[text.Language]*T{}
	for _, l := range languages {
		all[l] = must[T](string(l) + "/" + room + ".json")
	}
	return all
}

// in returns the sentences of a language; an unknown one is simplified Chinese.
func in[T any](all map[text.Language]*T, l text.Language) *T {
	if found, ok := all[l]; ok {
		return found
	}
	return all[text.Simplified]
}

func must[T any](name string) *T {
	v := new(T)
	data, err := files.ReadFile(name)
	if err == nil {
		err = decode(data, v)
	}
	if err != nil {
		panic(fmt.Sprintf("words: %s: %v", name, err))
	}
	return v
}

// decode reads one JSON value whose keys are all known.
func decode(data []byte, v any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return fmt.Errorf("more follows the object")
	}
	return nil
}
