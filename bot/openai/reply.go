package openai

import (
	"slices"
	"strings"
	"unicode/utf8"

	sdk "github.com/sashabaranov/go-openai"
)

// Why a whole reply is none. errThoughts: it ended before the model had thought to the
// end, or right behind it.
var (
	errThoughts = &failure{blame: ofRequest, text: "the reply was cut while the model thought: it has too little room for its thoughts"}
	errCut      = &failure{blame: ofRequest, text: "the reply was cut: it is longer than was asked for"}
	errUnended  = &failure{blame: ofRequest, text: "the model did not end its reply itself"}
	errEmpty    = &failure{blame: ofRequest, text: "the reply is empty"}
)

// finished takes a whole reply. Servers give the end many names, or none: a reply
// that says nothing of its end is whole unless it fills its room.
func finished(choice sdk.ChatCompletionChoice, full bool) (string, error) {
	reason := strings.ToLower(string(choice.FinishReason))
	text, thought, open := withoutThoughts(said(choice.Message))
	thought = thought || choice.Message.ReasoningContent != ""
	cut := slices.Contains(lengths, reason) || full && slices.Contains(unsaid, reason)
	switch {
	case cut && (thought || text == ""), open:
		return "", errThoughts
	case cut:
		return "", errCut
	case !slices.Contains(ends, reason) && !slices.Contains(unsaid, reason):
		return "", errUnended
	case text == "":
		return "", errEmpty
	}
	return text, nil
}

// The reasons that servers give for the end of a reply, in small letters. Whatever
// else is given, as content_filter, tool_calls, abort or error, is no end.
var (
	ends    = []string{"stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete", "completed"}
	lengths = []string{"length", "max_tokens", "model_length"}
	unsaid  = []string{"", "null", "none"}
)

// withoutThoughts drops what a reasoning model says to itself first, and tells whether
// it did. Some servers leave the opening mark out; while it is open all is thought.
func withoutThoughts(reply string) (text string, thought, open bool) {
	reply = strings.TrimSpace(reply)
	if _, text, ok := strings.Cut(reply, "</think>"); ok {
		return strings.TrimSpace(text), true, false
	}
	if strings.HasPrefix(reply, "<think>") {
		return "", true, true
	}
	return reply, false, false
}

// said is what a message says: some servers send it in parts.
func said(m sdk.ChatCompletionMessage) string {
	for _, part := range m.MultiContent {
		m.Content += part.Text
	}
	return m.Content
}

// plainReply takes off what models put around a short reply: a fence, and around
// each line a bullet, quotation marks and what makes it bold or code.
func plainReply(reply string) string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(reply, "**", "")) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "```") {
			lines = append(lines, bare(line))
		}
	}
	return strings.Join(lines, "\n")
}

// bullets begin a line of a list; wrappings stand around it, the first and the last
// character of each.
var (
	bullets   = []string{"- ", "* ", "• "}
	wrappings = []string{"「」", "『』", "“”", "‘’", `""`, "''", "``"}
)

func bare(line string) string {
	for _, b := range bullets {
		line = strings.TrimSpace(strings.TrimPrefix(line, b))
	}
	for _, w := range wrappings {
		_, size := utf8.DecodeRuneInString(w)
		if inner, ok := strings.CutPrefix(line, w[:size]); ok {
			if inner, ok = strings.CutSuffix(inner, w[size:]); ok {
				line = strings.TrimSpace(inner)
			}
		}
	}
	return line
}
