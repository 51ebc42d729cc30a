package telegram

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wenbao/bot/telegram/message"
)

var update = flag.Bool("update", false, "rewrite the walks")

// step is what a person does: an update, or a tap on the first button of the last
// message whose label holds a text.
type step struct {
	does   string // as it stands in the transcript
	kind   string
	update map[string]any
	tap    string
}

func says(text string) step { return step{text, "message", message_(7, text), ""} }

// walks are ways through the door that no single message shows.
func walks() map[string][]step {
	group := func(text string, pairs ...any) map[string]any { return with(inGroup(text), pairs...) }
	ours := map[string]any{"id": 123456, "is_bot": true}
	first := with(message_(7, "充电桩有多少？"), "date", time.Now().Unix())
	edited := with(maps.Clone(first), "text", "去年新建了多少个消防站？")
	answer := with(message_(7, "报告里是这样写的：\n\n原文 [1]\n新建消防站21个。"), "from", ours)
	return map[string][]step{
		"group": {
			{"消防站有几个（不是对我说的）", "message", group("消防站有几个"), ""},
			{"/ask 城市更新做了哪些工作？", "message", group("/ask 城市更新做了哪些工作？"), ""},
			{"@WenbaoBot 累计建成多少个5G基站？", "message", group("@WenbaoBot 累计建成多少个5G基站？"), ""},
			{tap: simplified.Section},
			{tap: simplified.InPrivate},
			{"（在群里回复关于5G基站的回答）那消防站呢？", "message", group("那消防站呢？", "reply_to_message", with(group("累计建成5G基站3047个。"), "from", ours)), ""},
			{"/ask 新建了哪些公园、学校、医院", "message", group("/ask 新建了哪些公园、学校、医院"), ""},
			{tap: simplified.InPrivate},
		},
		"edit": {
			{"充电桩有多少？", "message", first, ""},
			{"（改成）去年新建了多少个消防站？", "edited_message", edited, ""},
			says("上一条"),
		},
		"reply": {
			says("去年新建了多少个消防站？"), says("累计建成多少个5G基站？"),
			{"（回复关于消防站的回答）出处在哪", "message", with(message_(7, "出处在哪"), "reply_to_message", answer), ""},
			{tap: simplified.Neighbours},
		},
		"voice": {{"（语音）", "message", with(message_(7, ""), "voice", map[string]any{"file_id": "x", "duration": 3}), ""}},
		"media": {
			{"（照片，没有字）", "message", with(message_(7, ""), "photo", []any{map[string]any{"file_id": "x"}}), ""},
			{"（照片）消防站", "message", with(message_(7, ""), "photo", []any{map[string]any{"file_id": "x"}}, "caption", "去年新建了多少个消防站？"), ""},
			{"（贴纸）", "message", with(message_(7, ""), "sticker", map[string]any{"file_id": "x"}), ""},
			{"（位置）", "message", with(message_(7, ""), "location", map[string]any{"latitude": 39.9, "longitude": 116.6}), ""},
		},
	}
}

// TestWalks compares whole ways through the door with testdata: every request of which
// a person sees something, in the exact form, and again in HTML alone where that is
// another; -update writes them.
func TestWalks(t *testing.T) {
	for name, steps := range walks() {
		t.Run(name, func(t *testing.T) {
			got := walk(t, steps, false)
			if plain := walk(t, steps, true); plain != got {
				got += "=== HTML alone\n\n" + plain
			}
			file := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if diff := cmp.Diff(string(want), got); err != nil || diff != "" {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		})
	}
}

// receipts depend on the index, which is another with every report.
var receipts = regexp.MustCompile(`\b[0-9a-f]{10}\b`)

// walk takes the steps and writes down what is said on both sides.
func walk(t *testing.T, steps []step, plain bool) string {
	a := newPeer(t)
	a.results["getFile"] = `{"file_id":"x","file_path":"voice/file_1.oga"}`
	a.files = map[string]string{"voice/file_1.oga": "OggS去年新建了多少个消防站？"}
	open(t, a, func(o *Options) {
		o.Plain = plain
		o.Hearing = hearing(func(recording string) (string, error) { return strings.TrimPrefix(recording, "OggS"), nil })
	})
	var told strings.Builder
	for _, s := range steps {
		seen := len(a.requests(seenByPeople...))
		if s.tap != "" {
			all := a.requests("sendMessage", "sendRichMessage")
			s = tapped(t, s, all[len(all)-1])
		}
		fmt.Fprintf(&told, "> %s\n", s.does)
		a.waitDone(t, a.push(s.kind, s.update))
		for _, r := range a.requests(seenByPeople...)[seen:] {
			told.WriteString(shown(t, r))
		}
		told.WriteString("\n")
	}
	return receipts.ReplaceAllString(told.String(), "RECEIPT")
}

// seenByPeople are the methods of which people see something.
var seenByPeople = []string{"sendMessage", "sendRichMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery"}

// tapped is the step that a tap on a button of a message is.
func tapped(t *testing.T, s step, sent request) step {
	t.Helper()
	buttons := buttonsOf(t, sent)
	i := slices.IndexFunc(buttons, func(b message.Button) bool { return strings.Contains(b.Text, s.tap) })
	if i < 0 {
		t.Fatalf("no button %s among %v", s.tap, buttons)
	}
	if payload, ok := strings.CutPrefix(buttons[i].URL, "https://t.me/WenbaoBot?start="); ok {
		return step{fmt.Sprintf("[%s] /start %s", s.tap, payload), "message", message_(7, "/start "+payload), ""}
	}
	chat := message_(7, "…")["chat"]
	if sent.values.Get("chat_id") == "-5" {
		chat = inGroup("…")["chat"]
	}
	return step{fmt.Sprintf("[%s]", s.tap), "callback_query", map[string]any{
		"id": "cb", "data": buttons[i].Data, "from": map[string]any{"id": 7, "language_code": "zh-hans"},
		"message": map[string]any{"message_id": 77, "chat": chat, "from": map[string]any{"id": 123456, "is_bot": true}},
	}, ""}
}

// shown is a request as the transcript has it.
func shown(t *testing.T, r request) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "< %s to %s", r.method, r.values.Get("chat_id"))
	if reply := r.values.Get("reply_parameters"); reply != "" {
		fmt.Fprintf(&b, " %s", reply)
	}
	fmt.Fprintf(&b, "\n%s\n", texts([]request{r})[0])
	for _, button := range buttonsOf(t, r) {
		does := button.Data + button.URL
		if button.Copy != nil {
			does = fmt.Sprintf("copies %q", button.Copy.Text)
		}
		fmt.Fprintf(&b, "  [%s] %s\n", button.Text, does)
	}
	return b.String()
}
