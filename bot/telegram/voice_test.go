package telegram

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"wenbao/bot/telegram/api"
	"wenbao/knowledge/text"
)

// hearing turns recordings into text by a function.
type hearing func(recording string) (string, error)

func (h hearing) Transcribe(_ context.Context, name string, recording []byte) (string, error) {
	if name != "voice.ogg" {
		return "", errors.New("the format is not told")
	}
	return h(string(recording))
}

// TestVoice: a voice is answered like a text, below what was heard; where it is
// not heard the person is told of the keyboard.
func TestVoice(t *testing.T) {
	const question = "去年新建了多少个消防站？"
	hears := hearing(func(recording string) (string, error) { return strings.TrimPrefix(recording, "OggS"), nil })
	fails := hearing(func(string) (string, error) { return "", errors.New("the server failed (500)") })
	tests := []struct {
		name    string
		hearing Transcriber
		voice   map[string]any
		want    string
	}{
		{"heard", hears, map[string]any{"file_id": "x", "duration": 3, "file_size": 40}, "<i>我听到的是：" + question + "</i>\n\n报告里是这样写的："},
		{"no model", nil, map[string]any{"file_id": "x", "duration": 3}, media},
		{"the model fails", fails, map[string]any{"file_id": "x", "duration": 3}, media},
		{"silence", hearing(func(string) (string, error) { return " \u202e ", nil }), map[string]any{"file_id": "x", "duration": 3}, media},
		{"too long", hears, map[string]any{"file_id": "x", "duration": longestVoice + 1}, media},
		{"too large", hears, map[string]any{"file_id": "x", "duration": 3, "file_size": largestVoice + 1}, media},
		{"hostile words", hearing(func(string) (string, error) { return "<b>你好", nil }), map[string]any{"file_id": "x", "duration": 3}, "<i>我听到的是：&lt;b&gt;你好</i>"},
		{"a command is none", hearing(func(string) (string, error) { return "/forget 数据", nil }), map[string]any{"file_id": "x", "duration": 3}, "<i>我听到的是：/forget 数据</i>"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := newPeer(t)
			a.results["getFile"] = `{"file_id":"x","file_path":"voice/file_1.oga"}`
			a.files = map[string]string{"voice/file_1.oga": "OggS" + question}
			open(t, a, func(o *Options) { o.Hearing = test.hearing })
			a.waitDone(t, a.push("message", with(message_(7, ""), "voice", test.voice)))
			if got := texts(a.requests("sendMessage", "sendRichMessage")); len(got) != 1 || !strings.HasPrefix(strings.TrimPrefix(got[0], "<p>"), test.want) {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// TestVoiceAtTheStop: a voice that a stop keeps from being heard is left to the
// next start, without a word.
func TestVoiceAtTheStop(t *testing.T) {
	s := closed(t)
	s.Hearing = hearing(func(string) (string, error) { return "", errors.New("nobody is asked") })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	e := &errand{}
	talk := talk{chat: 7, errand: e, language: text.Simplified, words: simplified}
	outcome, err := s.voice(ctx, talk, &api.Message{Media: api.Media{Voice: &api.Voice{File: "x", Duration: 3}}}, time.Now())
	if outcome != "stopped" || !errors.Is(err, context.Canceled) || len(e.left.Rest) != 0 {
		t.Errorf("%s, %v, %d messages left", outcome, err, len(e.left.Rest))
	}
}

// TestVoiceThatIsGone: a file that cannot be fetched is no silence.
func TestVoiceThatIsGone(t *testing.T) {
	a := newPeer(t)
	a.results["getFile"] = `{"file_id":"x","file_path":"voice/gone.oga"}`
	d := open(t, a, func(o *Options) {
		o.Hearing = hearing(func(string) (string, error) { return "", errors.New("nobody is asked") })
	})
	a.waitDone(t, a.push("message", with(message_(7, ""), "voice", map[string]any{"file_id": "x", "duration": 3})))
	if got := texts(a.requests("sendMessage")); len(got) != 1 || got[0] != media || !strings.Contains(d.log.String(), "status 404") {
		t.Errorf("%q", got)
	}
}
