package telegram

import (
	"encoding/json"
	"testing"
	"time"
)

// described waits until every profile is remembered as set: a close before that
// would rightly set it again.
func described(t *testing.T, state Settings) {
	t.Helper()
	for _, p := range profiles {
		for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
			set, err := state.Setting(t.Context(), "", profileVersion+":"+p.code)
			if err != nil {
				t.Fatal(err)
			}
			if set != "" {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("the profile %q is not set", p.code)
			}
		}
	}
}

func TestProfile(t *testing.T) {
	a := newPeer(t)
	state := memory(t)
	for start := range 2 {
		d := open(t, a, func(o *Options) { o.Store = state })
		a.wait(t, "setMyCommands", 6*(start+1))
		described(t, state)
		a.waitDone(t, a.say(7, "/help"))
		d.close(t)
	}
	for _, method := range []string{"setMyName", "setMyDescription", "setMyShortDescription"} {
		if n := len(a.requests(method)); n != 3 {
			t.Errorf("%s was called %d times in two starts, want once a language", method, n)
		}
	}
	for _, r := range a.requests("setMyCommands") {
		var commands []struct{ Command, Description string }
		if err := json.Unmarshal([]byte(r.values.Get("commands")), &commands); err != nil || len(commands) < 5 {
			t.Errorf("%v %v", r.values, err)
		}
	}
}
