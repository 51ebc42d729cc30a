package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"wenbao/bot"
)

// hostile makes some 2,000 updates that nobody should send: updates of every kind with one
// or two of their fields lacking or of another type, texts and button data of any shape and
// length, odd chats and senders, and kinds that the bot does not know.
func hostile() []map[string]any {
	var all []map[string]any
	add := func(kind string, body any) { all = append(all, map[string]any{kind: body}) }
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same ones each time
	person := int64(987654321000)
	someone := func() int64 { person++; return person }
	for _, kind := range []string{"message", "edited_message", "callback_query", "inline_query", "my_chat_member"} {
		for _, path := range pathsOf(hostileBase(kind, someone())) {
			for _, bad := range badValues {
				add(kind, mutated(hostileBase(kind, someone()), path, bad))
			}
			for range 3 {
				body := hostileBase(kind, someone())
				paths := pathsOf(body)
				add(kind, mutated(mutated(body, path, badValues[random.IntN(len(badValues))]), paths[random.IntN(len(paths))], badValues[random.IntN(len(badValues))]))
			}
		}
	}
	for _, text := range badTexts {
		for _, before := range []string{"", "/ask ", "/start ", "/toc ", "/lang ", "/", "@WenbaoBot "} {
			add("message", mutated(hostileBase("message", someone()), []string{"text"}, before+text))
		}
		add("edited_message", mutated(hostileBase("message", someone()), []string{"text"}, text))
		add("message", mutated(hostileBase("message", someone()), []string{"caption"}, text))
		add("message", mutated(hostileBase("message", someone()), []string{"from", "language_code"}, text))
		add("message", mutated(hostileBase("message", someone()), []string{"from", "first_name"}, text))
		add("inline_query", mutated(hostileBase("inline_query", someone()), []string{"query"}, text))
		for _, button := range []string{"", "u:", "d:", "a:", "q:", "t:", "p:", "n:", "s:", "o:", "l:"} {
			add("callback_query", mutated(hostileBase("callback_query", someone()), []string{"data"}, button+text))
		}
	}
	for _, id := range []int64{0, -1, 1 << 31, 1 << 53, 1<<63 - 1, -1 << 63, -1000000000000, 777000, 1087968824, 136817688} {
		for _, of := range []string{"private", "group", "supergroup", "channel", "", "SECRET"} {
			for _, field := range []string{"chat", "sender_chat", "from"} {
				add("message", mutated(hostileBase("message", someone()), []string{field}, map[string]any{"id": id, "type": of}))
			}
		}
	}
	for _, kind := range []string{"channel_post", "message_reaction", "chat_join_request", "poll", "chosen_inline_result", "business_message", "of_the_future"} {
		add(kind, hostileBase("message", someone()))
		add(kind, "x")
	}
	return all
}

// hostileBase is an update of a kind with nothing wrong, of a person of its own.
func hostileBase(kind string, person int64) map[string]any {
	from := map[string]any{"id": person, "is_bot": false, "first_name": "SECRETNAME", "language_code": "en"}
	m := map[string]any{
		"message_id": 7, "date": 1700000000, "text": "USERTEXT 消防站", "from": from, "chat": map[string]any{"id": person, "type": "private"},
		"entities":         []any{map[string]any{"type": "bold", "offset": 0, "length": 3}},
		"reply_to_message": map[string]any{"message_id": 3, "date": 1, "text": "USERTEXT", "chat": map[string]any{"id": person, "type": "private"}},
	}
	switch kind {
	case "callback_query":
		return map[string]any{"id": "1", "from": from, "message": m, "chat_instance": "1", "data": "o:"}
	case "inline_query":
		return map[string]any{"id": "1", "from": from, "query": "USERTEXT 消防站", "offset": ""}
	case "my_chat_member":
		return map[string]any{"chat": map[string]any{"id": -person, "type": "group"}, "from": from,
			"old_chat_member": map[string]any{"status": "left"}, "new_chat_member": map[string]any{"status": "member"}}
	}
	return m
}

var (
	lacking   = json.RawMessage(nil) // a field that is not there
	badValues = []any{lacking, nil, "x", json.RawMessage("1e400"), json.RawMessage("98765432100000000000"), -1, 0, 1.5, true, []any{}, map[string]any{}, json.RawMessage(`"\ud800"`)}
	badTexts  = []string{
		"", " ", strings.Repeat("A", 50_000), strings.Repeat("电梯", 30_000), strings.Repeat("\u202e", 5000) + "消防站", "\x00\x01\x1b[31mUSERTEXT", strings.Repeat("😀", 4000),
		strings.Repeat("a\u0301", 5000), strings.Repeat("\n", 4096), strings.Repeat("/", 4096), strings.Repeat("1", 4096), strings.Repeat("多少", 249), "\ufeff",
		strings.Repeat("\u2066\u2067\u2069", 100), strings.Repeat("<b>", 1000), strings.Repeat("&lt;", 500), strings.Repeat("{{.Question}}", 30), strings.Repeat("%s%n%d", 80),
		"'; DROP TABLE turns;--", "../../../etc/passwd", "$(reboot)`id`", "null", strings.Repeat("ﷺ", 500), ":-5:999999999999999999999", "::", strings.Repeat("f", 62),
	}
)

// pathsOf are the ways to all fields of an object, in a fixed order.
func pathsOf(o map[string]any) [][]string {
	var all [][]string
	for _, key := range slices.Sorted(maps.Keys(o)) {
		all = append(all, []string{key})
		if inner, ok := o[key].(map[string]any); ok {
			for _, rest := range pathsOf(inner) {
				all = append(all, append([]string{key}, rest...))
			}
		}
	}
	return all
}

// mutated sets a field of an object to a value, or takes it out, where it is reached.
func mutated(o map[string]any, path []string, value any) map[string]any {
	at := o
	for _, key := range path[:len(path)-1] {
		next, ok := at[key].(map[string]any)
		if !ok {
			return o
		}
		at = next
	}
	if raw, ok := value.(json.RawMessage); ok && raw == nil {
		delete(at, path[len(path)-1])
		return o
	}
	at[path[len(path)-1]] = value
	return o
}

// TestHostile: whatever comes, by polling or webhook, the bot answers those who ask, ends
// no update in a fault of its own, and writes nobody's words or number into the log.
func TestHostile(t *testing.T) {
	updates := hostile()
	if len(updates) < 1800 {
		t.Fatalf("%d updates", len(updates))
	}
	if race { // which takes ten times as long
		for i := range len(updates) / 10 {
			updates[i] = updates[10*i]
		}
		updates = updates[:len(updates)/10]
	}
	echo := func(o *Options) {
		o.Bot.Asker = asking(func(_ context.Context, m bot.Message) (bot.Answer, error) {
			return bot.Answer{Outcome: bot.Related, Lead: m.Text, Receipt: "0123456789", Language: "zh-Hans"}, nil
		})
	}
	t.Run("polling", func(t *testing.T) {
		a := newPeer(t)
		d := open(t, a, echo)
		for i := range updates {
			for kind, body := range updates[i] {
				a.push(kind, body)
			}
		}
		d.survives(t, len(updates), func(person int64) { a.say(person, "问") })
	})
	t.Run("webhook", func(t *testing.T) {
		a := newPeer(t)
		d, url := openHook(t, a, echo)
		post := func(id int, kind string, body any) {
			raw, err := json.Marshal(map[string]any{"update_id": id, kind: body})
			if err != nil {
				t.Fatal(err)
			}
			if status, _ := deliver(t, url, hookSecret, string(raw)); status != http.StatusOK {
				t.Errorf("status %d for %.200s", status, raw)
			}
		}
		for i := range updates {
			for kind, body := range updates[i] {
				post(1000+i, kind, body)
			}
		}
		for i, raw := range []string{"", "null", "[]", "{", `{"update_id":%d}`, `{"update_id":%d,"message":`, `{"update_id":%d,"message":{"text":"` + "\xff\xfe" + `","chat":{"id":5}}}`,
			`{"update_id":%d,"message":{"x":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}}`, `{"update_id":%d,"x":` + strings.Repeat("[", 100_000)} {
			if strings.Contains(raw, "%d") {
				raw = fmt.Sprintf(raw, 9000+i)
			}
			if status, _ := deliver(t, url, hookSecret, raw); status != http.StatusOK {
				t.Errorf("status %d for %.100q", status, raw)
			}
		}
		d.survives(t, len(updates), func(person int64) { post(int(20_000+person), "message", message_(person, "问")) })
	})
}

// survives checks a door after so many hostile updates; ask has a person ask.
func (d *door) survives(t *testing.T, updates int, ask func(person int64)) {
	t.Helper()
	for person := range int64(10) {
		ask(300 + person)
	}
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		answered := map[string]bool{}
		for _, r := range d.requests("sendMessage") {
			if r.values.Get("text") == "问" {
				answered[r.values.Get("chat_id")] = true
			}
		}
		if len(answered) == 10 && d.server.backlog().Open == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of 10 are answered, %d updates are open", len(answered), d.server.backlog().Open)
		}
	}
	if why := d.server.unready(); why != "" {
		t.Errorf("not ready: %s", why)
	}
	counted := 0
	for name, value := range scrape(t, d.server) {
		var n int
		if _, err := fmt.Sscan(value, &n); err != nil || !strings.HasPrefix(name, "wenbao_updates_total") {
			continue
		}
		counted += n
		if n > 0 && (strings.Contains(name, `"panic"`) || strings.Contains(name, `"fault"`) || strings.Contains(name, `"undelivered"`)) {
			t.Errorf("%s is %d", name, n)
		}
	}
	if counted < updates+10 {
		t.Errorf("%d are counted of %d", counted, updates+10)
	}
	log := d.log.String()
	for _, secret := range []string{"USERTEXT", "SECRETNAME", "987654321", "电梯", "DROP"} {
		if i := strings.Index(log, secret); i >= 0 {
			t.Errorf("the log holds %s: %.300s", secret, log[max(0, i-150):])
		}
	}
}
