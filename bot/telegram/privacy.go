package telegram

import (
	"fmt"

	"wenbao/bot/store"
)

// privacyText says what is stored, for how long, and how to delete it, with
// the store's own figures.
func privacyText(w *words) string {
	return fmt.Sprintf(w.privacyFull, int(store.TurnsFor.Hours()), store.MaxTurns, int(store.FeedbackFor.Hours()/24))
}
