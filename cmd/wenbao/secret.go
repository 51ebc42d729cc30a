package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"wenbao/knowledge/regular"
)

// The settings that nobody may see. They come from the environment, or from
// the file that NAME_FILE names: a flag would stand in the list of processes.
const (
	tokenSetting  = "TELEGRAM_BOT_TOKEN"      //nolint:gosec // the name of a setting
	secretSetting = "TELEGRAM_WEBHOOK_SECRET" //nolint:gosec // the name of a setting
	keySetting    = "OPENAI_API_KEY"          //nolint:gosec // the name of a setting
	stateSetting  = "WENBAO_STATE"            // an address that may hold a password
)

// maxSecret is the largest file of a secret in bytes; minMasked is the length
// from which a secret is masked, because a shorter one stands in ordinary words.
const (
	maxSecret = 4 << 10
	minMasked = 7
)

// secret is the value of such a setting, "" where it is not set, or why it
// cannot be used.
type secret struct {
	value string
	err   error
}

// secret returns what the environment gave for a setting when the program began.
func (c *console) secret(name string) (string, error) {
	s := c.secrets[name]
	return s.value, s.err
}

// readSecrets reads all secrets, so that the log knows each of them whatever
// the command is.
func readSecrets(env func(string) (string, bool)) map[string]secret {
	secrets := map[string]secret{}
	for _, name := range []string{tokenSetting, secretSetting, keySetting, stateSetting} {
		value, err := readSecret(env, name)
		secrets[name] = secret{value, err}
	}
	return secrets
}

func readSecret(env func(string) (string, bool), name string) (string, error) {
	text, _ := env(name)
	if strings.TrimSpace(text) == "" {
		file, _ := env(name + "_FILE")
		if file == "" {
			return "", nil
		}
		name += "_FILE"
		data, err := regular.Read(file, maxSecret)
		if err != nil {
			return "", usage("write the secret into a file of its own, readable for this user only", "%s: %w", name, err)
		}
		text = string(data)
	}
	value := strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if err := checkSecret(value); err != nil {
		return "", usage("the secret stands there alone, on one line, as it was given to you", "%s %w", name, err)
	}
	return value, nil
}

// checkSecret refuses what no token, secret or key looks like, without showing
// it. Quotes are refused and not taken off: what else reads the same file would
// stumble over them, and a secret that we change is not the one that was set.
func checkSecret(value string) error {
	switch {
	case value == "":
		return errors.New("is empty")
	case strings.ContainsAny(value, "\r\n"):
		return errors.New("has several lines")
	case strings.Trim(value, "\"'`“”‘’") != value:
		return errors.New("has quotes around the value")
	case strings.ContainsFunc(value, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsControl(r) }):
		return errors.New("has characters that no secret has; is it saved as plain text?")
	}
	return nil
}

// mask is a stream that shows no secret, whoever writes to it. A secret must
// stand within one write.
type mask struct {
	out     io.Writer
	secrets *strings.Replacer
}

func newMask(out io.Writer, secrets map[string]secret) *mask {
	var forms []string
	for _, s := range secrets {
		if len(s.value) >= minMasked {
			forms = append(forms, escaped(s.value)...)
		}
	}
	slices.SortFunc(forms, func(a, b string) int { return len(b) - len(a) }) // the whole before a part of it
	var pairs []string
	for _, form := range forms {
		pairs = append(pairs, form, "***")
	}
	return &mask{out, strings.NewReplacer(pairs...)}
}

// escaped returns the ways in which a text stands in a line of the log, in JSON
// and in an address.
func escaped(text string) []string {
	forms := []string{text, url.PathEscape(text), url.QueryEscape(text), inner(strconv.Quote(text))}
	for _, html := range []bool{true, false} {
		var line strings.Builder
		encoder := json.NewEncoder(&line)
		encoder.SetEscapeHTML(html)
		if encoder.Encode(text) == nil {
			forms = append(forms, inner(strings.TrimSpace(line.String())))
		}
	}
	return forms
}

// inner is what stands between the quotes.
func inner(quoted string) string { return quoted[1 : len(quoted)-1] }

func (m *mask) Write(text []byte) (int, error) {
	if _, err := io.WriteString(m.out, m.secrets.Replace(string(text))); err != nil { // one write, a line stays whole
		return 0, err
	}
	return len(text), nil
}

// Fd is that of the stream below.
func (m *mask) Fd() uintptr { return descriptor(m.out) }
