// Package prompts holds every word that a language model reads. Each prompt is
// one template with one typed function; its version is the hash of its words.
// The rules are the system's message, the data the user's: it goes in neutralised,
// and the last line asks for the reply.
package prompts

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"strings"
	"text/template"
)

//go:embed templates/*.tmpl
var files embed.FS

var templates = template.Must(template.New("").Option("missingkey=error").ParseFS(files, "templates/*.tmpl"))

// Prompt is what is sent to a model.
type Prompt struct {
	System  string // the rules, without any data
	User    string // the data
	Version string // name and content hash of the template, e.g. standalone.zh@1a2b3c4d
}

// Language of a prompt: that of the asker.
type Language string

// The languages that prompts are written in.
const (
	Chinese Language = "zh"
	English Language = "en"
)

// Passage is a numbered passage or heading.
type Passage struct {
	Number int
	Text   string
}

// Turn is an earlier question with the passage that answered it, or "".
type Turn struct {
	Number   int
	Question string
	Answer   string
}

// StandaloneData is what the follow-up prompt needs.
type StandaloneData struct {
	Question string
	Turns    []Turn // oldest first
	Limit    int    // characters of the question
}

// Standalone asks for a follow-up as a question that stands by itself.
func Standalone(l Language, d StandaloneData) (Prompt, error) {
	turns := make([]Turn, len(d.Turns))
	for i, t := range d.Turns {
		turns[i] = Turn{i + 1, neutral(t.Question), neutral(t.Answer)}
	}
	d.Question, d.Turns = neutral(d.Question), turns
	return render("standalone", l, d)
}

// ChooseData is what the prompt for choosing passages needs.
type ChooseData struct {
	Question string
	Passages []Passage
	Limit    int // passages that may be chosen
}

// Choose asks which passages answer a question, by their numbers.
func Choose(l Language, d ChooseData) (Prompt, error) {
	d.Question, d.Passages = neutral(d.Question), neutralPassages(d.Passages)
	return render("choose", l, d)
}

// ExpandData is what the expansion prompt needs.
type ExpandData struct {
	Heading  bool   // the text is a heading
	Path     string // the headings above it
	Passages []Passage
}

// Expand asks for other words by which a passage may be looked for.
func Expand(d ExpandData) (Prompt, error) {
	d.Path, d.Passages = neutral(d.Path), neutralPassages(d.Passages)
	return render("expand", Chinese, d)
}

func neutralPassages(list []Passage) []Passage {
	out := make([]Passage, len(list))
	for i, p := range list {
		out[i] = Passage{p.Number, neutral(p.Text)}
	}
	return out
}

func render(name string, l Language, data any) (Prompt, error) {
	file := name + "." + string(l) + ".tmpl"
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, file, data); err != nil {
		return Prompt{}, fmt.Errorf("rendering the prompt %s: %w", file, err)
	}
	version, err := version(file)
	if err != nil {
		return Prompt{}, err
	}
	rules, asked, ok := strings.Cut(b.String(), apart)
	if !ok {
		return Prompt{}, fmt.Errorf("the prompt %s has no line between rules and data", file)
	}
	return Prompt{System: strings.TrimSpace(rules), User: strings.TrimSpace(asked), Version: version}, nil
}

// apart stands in every template between rules and data, which is behind it and has no
// lines of its own.
const apart = "\n---\n"

// version names a template and hashes its words.
func version(file string) (string, error) {
	words, err := files.ReadFile("templates/" + file)
	if err != nil {
		return "", fmt.Errorf("reading the prompt %s: %w", file, err)
	}
	sum := sha256.Sum256(words)
	return strings.TrimSuffix(file, ".tmpl") + "@" + hex.EncodeToString(sum[:4]), nil
}
