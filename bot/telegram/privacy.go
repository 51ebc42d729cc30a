package telegram

import (
	"fmt"

	"wenbao/bot/state"
)

// privacyText says what is stored, for how long, and how to delete it, with
// the store's own figures.
func privacyText(w *words) string {
	return fmt.Sprintf(w.privacyFull, int(state.TurnsFor.Hours()), state.MaxTurns, int(state.FeedbackFor.Hours()/24))
}
