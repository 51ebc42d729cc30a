//go:build linux && (amd64 || arm64)

package telegram

import (
	"encoding/json"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ebitengine/purego"
	"github.com/google/go-cmp/cmp"

	"wenbao/bot"
	"wenbao/bot/telegram/message"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// librarySetting names TDLib's shared library: the parser that Telegram's own
// Bot API server uses. npm's prebuilt-tdlib has it.
const librarySetting = "WENBAO_TDJSON"

// tdExecute is TDLib's td_execute, nil where the library is not installed.
var tdExecute = sync.OnceValue(func() func(string) string {
	library, err := purego.Dlopen(os.Getenv(librarySetting), purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil || os.Getenv(librarySetting) == "" {
		return nil
	}
	var execute func(string) string
	purego.RegisterLibFunc(&execute, library, "td_execute")
	execute(`{"@type":"setLogVerbosityLevel","new_verbosity_level":0}`)
	return execute
})

// parsed is what TDLib makes of a text.
type parsed struct {
	Type     string `json:"@type"`
	Message  string `json:"message"`
	Text     string `json:"text"`
	Entities []struct {
		Offset int `json:"offset"`
		Length int `json:"length"`
		Type   struct {
			Type string `json:"@type"`
		} `json:"type"`
	} `json:"entities"`
}

func parseHTML(t *testing.T, html string) parsed {
	t.Helper()
	request, err := json.Marshal(map[string]any{"@type": "parseTextEntities", "text": html, "parse_mode": map[string]any{"@type": "textParseModeHTML"}})
	if err != nil {
		t.Fatal(err)
	}
	runtime.LockOSThread() // the reply belongs to the thread
	defer runtime.UnlockOSThread()
	var p parsed
	if err := json.Unmarshal([]byte(tdExecute()(string(request))), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// mark is an entity as we and TDLib see it.
type mark struct {
	Type           string
	Offset, Length int // UTF-16
}

var entityNames = [...]string{
	message.Bold: "textEntityTypeBold", message.Italic: "textEntityTypeItalic",
	message.Quote: "textEntityTypeBlockQuote", message.Folded: "textEntityTypeExpandableBlockQuote",
}

// marks are the entities that a message shall have.
func marks(b message.Block) []mark {
	var all []mark
	offset, amounts := 0, b.Amounts()
	for i, s := range b {
		n := units(s.Text)
		if s.Style != message.Plain && n > 0 {
			all = append(all, mark{entityNames[s.Style], offset, n})
		}
		for _, f := range amounts[i] {
			all = append(all, mark{entityNames[message.Bold], offset + units(s.Text[:f.Start]), units(f.Text)})
		}
		offset += n
	}
	return all
}

func units(text string) int { return len(utf16.Encode([]rune(text))) }

// judge fails unless TDLib reads a message as we mean it.
func judge(t *testing.T, m message.Block) {
	t.Helper()
	if n := utf8.RuneCountInString(m.Text()); n > 4096 || n == 0 || m.Entities() > 100 {
		t.Fatalf("a message of %d code points and %d entities", n, m.Entities())
	}
	p := parseHTML(t, m.HTML())
	if p.Type != "formattedText" {
		t.Fatalf("TDLib refuses: %s\n%q", p.Message, m.HTML())
	}
	if p.Text != m.Text() {
		t.Fatalf("TDLib reads another text:\n%s", cmp.Diff(m.Text(), p.Text))
	}
	var got []mark
	for _, e := range p.Entities {
		got = append(got, mark{e.Type.Type, e.Offset, e.Length})
	}
	if diff := cmp.Diff(marks(m), got); diff != "" {
		t.Fatalf("TDLib reads other entities:\n%s\n%q", diff, m.HTML())
	}
}

// FuzzAnswer renders answers from any texts and has TDLib judge the messages.
func FuzzAnswer(f *testing.F) {
	if tdExecute() == nil {
		f.Skip("TDLib is not installed here; set " + librarySetting + " to libtdjson.so")
	}
	f.Add("报告里是这样写的：", "新建消防站21个。", "《报告》第1条", "21 fire stations.", uint16(1))
	f.Add("</b>&lt;", "<blockquote>&#x41;&amp;", "<a href=\"tg://user?id=1\">", "```*_~|", uint16(0x205))
	f.Add("\u202e👨‍👩‍👧", "e\u0301\x00\xff", " \n ", "", uint16(0x1fff))
	f.Fuzz(func(t *testing.T, lead, quoted, place, gloss string, shape uint16) {
		a := bot.Answer{Lead: lead, Closing: gloss}
		long := strings.Repeat(quoted, 1+min(int(shape>>4&0xff)*4, 30000/(len(quoted)+1)))
		for i := range int(shape & 0xf) {
			c := bot.Citation{Quote: quoted, Place: place}
			if i == 0 {
				c.Quote, c.Gloss = long, gloss
			}
			a.Citations = append(a.Citations, c)
		}
		for _, m := range message.Pack(message.Answer(simplified, a, shape&0x2000 != 0)) {
			judge(t, m)
		}
	})
}

// TestTDLib judges everything else that we send.
func TestTDLib(t *testing.T) {
	if tdExecute() == nil {
		t.Skip("TDLib is not installed here; set " + librarySetting + " to libtdjson.so")
	}
	s := closed(t)
	for _, l := range []text.Language{text.Simplified, text.Traditional, text.English} {
		talk := talk{language: l, words: words.TelegramIn(l)}
		for _, sentence := range []string{talk.words.Start, talk.words.Help, privacyText(talk.words)} {
			judge(t, message.Para(sentence))
		}
		for _, to := range s.refs.targets {
			judge(t, s.screenOf(talk, to, 0).text)
			if to.passage == nil {
				continue
			}
			for _, m := range message.Pack(append(s.surroundings(talk, to).blocks, s.wholeSection(talk, to).blocks...)) {
				judge(t, m)
			}
		}
	}
}
