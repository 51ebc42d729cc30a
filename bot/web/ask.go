package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"wenbao/bot"
	"wenbao/bot/page"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// maxBody is the largest form in bytes: a question and what was said before it.
const maxBody = 64 << 10

// ask answers a question.
func (d *Door) ask(w http.ResponseWriter, r *http.Request) {
	received := time.Now()
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil || r.PostForm.Get("q") == "" && len(r.PostForm["lang"]) == 0 {
		d.unread(w, r, err)
		return
	}
	l := d.languageOf(r)
	asked := r.PostForm.Get("q")
	turns := d.recall(r.PostForm["before"])
	typed := page.Ask{Language: l, Asked: asked, Before: carry(turns), Library: d.Bot.Library()}
	if !d.mayAsk(w, r, l, typed) {
		return
	}
	if strings.TrimSpace(text.Normalize(asked)) == "" {
		d.metrics.answers("blank").Inc()
		typed.Notice = words.PagesIn(l).Blank
		d.send(w, http.StatusUnprocessableEntity, typed)
		return
	}
	a, err := d.think(r.Context(), bot.Message{Text: asked, History: turns, User: fmt.Sprintf("web %x", d.person(r))})
	if err != nil {
		d.failed(w, typed, err)
		return
	}
	d.metrics.answers(string(a.Outcome)).Inc()
	d.metrics.latency.UpdateDuration(received)
	d.log.Info("answered", "door", "web", "outcome", string(a.Outcome), "ms", time.Since(received).Milliseconds())
	d.send(w, http.StatusOK, d.answered(asked, turns, a))
}

// answered is the page of an answer, in its language.
func (d *Door) answered(asked string, turns []bot.Turn, a bot.Answer) page.Ask {
	p := page.Ask{Language: a.Language, Asked: asked, Answer: &a, Library: d.Bot.Library()}
	if a.Kept() {
		turns = append(turns, bot.TurnOf(asked, a))
		p.Offers = d.Bot.Suggest(a, related)
	}
	p.Before = carry(turns)
	return p
}

// unread answers a form that cannot be read.
func (d *Door) unread(w http.ResponseWriter, r *http.Request, err error) {
	r.PostForm = nil // half of it is none
	l := d.languageOf(r)
	if !d.mayAsk(w, r, l, page.Ask{}) { // it was read as one that asks
		return
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		d.metrics.limited("size").Inc()
		d.send(w, http.StatusRequestEntityTooLarge, page.Ask{Language: l, Notice: words.PagesIn(l).TooLarge})
		return
	}
	d.metrics.answers("unread").Inc()
	d.send(w, http.StatusBadRequest, page.Ask{Language: l, Notice: words.PagesIn(l).Unread})
}

// errCrowded: others are before one, and stay so.
var errCrowded = errors.New("too many questions wait")

// think waits for a free place and asks the bot.
func (d *Door) think(ctx context.Context, m bot.Message) (bot.Answer, error) {
	wait := time.NewTimer(patience)
	defer wait.Stop()
	select {
	case d.turns <- struct{}{}:
		defer func() { <-d.turns }()
	case <-wait.C:
		return bot.Answer{}, errCrowded
	case <-ctx.Done():
		return bot.Answer{}, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, thinkTime)
	defer cancel()
	return d.Bot.Ask(ctx, m)
}

// failed says that there is no answer, and keeps what was typed.
func (d *Door) failed(w http.ResponseWriter, typed page.Ask, err error) {
	if errors.Is(err, errCrowded) {
		d.metrics.limited("queue").Inc()
		w.Header().Set("Retry-After", "30")
		typed.Notice = words.PagesIn(typed.Language).Crowded
		d.send(w, http.StatusServiceUnavailable, typed)
		return
	}
	if !errors.Is(err, context.Canceled) { // who went away is no fault
		d.metrics.answers("fault").Inc()
		d.log.Error("answering", "door", "web", "error", err)
	}
	typed.Notice = words.PagesIn(typed.Language).Fault
	d.send(w, http.StatusInternalServerError, typed)
}
