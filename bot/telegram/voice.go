package telegram

import (
	"context"
	"fmt"
	"strings"
	"time"

	"wenbao/bot/telegram/api"
	"wenbao/bot/telegram/message"
	"wenbao/knowledge/text"
)

// What is heard: more than a minute is no question, and a minute of Opus as
// Telegram's apps record it takes half a megabyte.
const (
	longestVoice = 60      // seconds
	largestVoice = 2 << 20 // bytes
	listeners    = 4       // voices heard at a time; the others wait
	longestHeard = 300     // code points of a transcript that are shown
)

// voice answers a voice message like a text, below what was heard. Where it
// cannot be heard the person is told what to do instead.
func (s *server) voice(ctx context.Context, t talk, m *api.Message, received time.Time) (string, error) {
	said, ok := s.hear(ctx, t, m.Voice)
	switch {
	case ctx.Err() != nil:
		return "stopped", ctx.Err() // it is heard after the next start
	case !ok:
		return s.wordless(ctx, t, m)
	}
	t = s.preferred(ctx, t.in(languageOf(said, m.LanguageCode())))
	return s.question(ctx, t, said, fmt.Sprintf(t.words.Heard, text.Shorten(said, longestHeard)), received)
}

// hear turns a voice into text; ok is false where there is none.
func (s *server) hear(ctx context.Context, t talk, v *api.Voice) (said string, ok bool) {
	if s.Hearing == nil || v.Duration > longestVoice || v.Size > largestVoice {
		return "", false
	}
	select {
	case s.ears <- struct{}{}:
		defer func() { <-s.ears }()
	case <-ctx.Done():
		return "", false
	}
	defer s.typing(ctx, t)()
	recording, err := s.client.Download(ctx, v.File, largestVoice)
	if err == nil {
		said, err = s.Hearing.Transcribe(ctx, "voice.ogg", recording)
	}
	if err != nil {
		s.log.Warn("a voice message is not heard", "error", err)
		return "", false
	}
	said = strings.TrimSpace(message.Tidy(said))
	return said, said != ""
}
