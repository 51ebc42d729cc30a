package telegram

import (
	"slices"
	"strings"
	"testing"

	"wenbao/bot/state"
)

// TestGaps: what several people ask in vain is told to staff, and nobody else's
// words are.
func TestGaps(t *testing.T) {
	a := newPeer(t)
	store := file(t, t.TempDir())
	defer func() { _ = store.Close() }()
	d := open(t, a, func(o *Options) { o.Store = kept(store) })
	for person := range int64(state.GapPeople) {
		a.waitDone(t, a.say(10+person, "游泳馆的门票一张多少钱"))
	}
	a.waitDone(t, a.say(10, "熊猫馆的门票一张多少钱"))
	for chat := range int64(4) { // who asks in several chats is one person
		a.waitDone(t, a.push("message", with(message_(11, "/ask 滑雪场的雪票"), "chat", map[string]any{"id": -100 - chat, "type": "group"})))
	}
	d.close(t)
	gaps, others, err := store.Gaps(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var subjects []string
	for _, g := range gaps {
		subjects = append(subjects, g.Subject)
		if g.People != state.GapPeople || g.Reason == "" {
			t.Errorf("%+v", g)
		}
	}
	if !slices.ContainsFunc(subjects, func(s string) bool { return strings.Contains(s, "门票") || strings.Contains(s, "游泳") }) || others == 0 {
		t.Errorf("%v and %d others", subjects, others)
	}
	for _, g := range gaps {
		if strings.Contains(g.Reason, "熊猫") {
			t.Errorf("the word of one person in a reason: %+v", g)
		}
	}
	if slices.Contains(subjects, "熊猫") || slices.Contains(subjects, "熊猫馆") || slices.Contains(subjects, "滑雪场") {
		t.Errorf("the word of one person: %v", subjects)
	}
}
