package telegram

import (
	"context"
	"fmt"
	"strconv"

	"wenbao/bot"
	"wenbao/bot/telegram/message"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

const (
	pageSize  = 30 // entries of the contents on one screen
	longestID = 40 // code points of an id that we repeat
)

// screen is one page of the contents: a message that buttons replace.
type screen struct {
	text    message.Block
	buttons *message.Keyboard
}

// tocHome opens the contents, or what an id such as 4.2 names.
func (s *server) tocHome(ctx context.Context, t talk, id string) error {
	if id == "" {
		page := s.home(t, 0)
		return s.say(ctx, t, page.buttons, page.text)
	}
	if target, ok := s.refs.byPayload(id); ok {
		return s.show(ctx, t, target)
	}
	k := &message.Keyboard{}
	k.Row(message.Button{Text: t.words.Home, Data: "t"})
	shown := text.Shorten(message.Tidy(id), longestID)
	return s.say(ctx, t, k, message.Para(fmt.Sprintf(t.words.NoPlace, shown)))
}

// show sends the screen of a target as a new message.
func (s *server) show(ctx context.Context, t talk, to target) error {
	page := s.screenOf(t, to, 0)
	return s.say(ctx, t, page.buttons, page.text)
}

// home is the first screen: the report, or the reports where there are several.
func (s *server) home(t talk, page int) screen {
	reports := s.Bot.Library().Reports
	if len(reports) == 1 {
		return s.contents(t, target{reports[0], -1, nil}, page)
	}
	var entries []message.Button
	for _, report := range reports {
		entries = append(entries, message.Button{Text: fmt.Sprintf(t.words.Title, report.Meta.Title), Data: "t:" + s.refs.names[report.ID]})
	}
	return screen{message.Block{message.Bold.Of(t.words.Reports)}, paged(entries, "", page)}
}

func (s *server) screenOf(t talk, to target, page int) screen {
	if to.passage != nil {
		return s.passageScreen(t, to)
	}
	return s.contents(t, to, page)
}

// contents is the screen of a report or a heading: what stands right below it.
func (s *server) contents(t talk, to target, page int) screen {
	k := paged(s.entries(t, to), s.nameOf(to), page)
	k.Row(s.upwards(t, to)...)
	return screen{s.title(t, to), k}
}

// paged are the buttons of one page of entries, and those to the pages beside it
// of the screen with a name.
func paged(entries []message.Button, name string, page int) *message.Keyboard {
	last := max(0, (len(entries)-1)/pageSize)
	page = min(max(page, 0), last)
	k := &message.Keyboard{}
	for _, entry := range entries[page*pageSize : min(len(entries), (page+1)*pageSize)] {
		k.Row(entry)
	}
	var turn [2]message.Button
	if page > 0 {
		turn[0] = message.Button{Text: "‹ " + strconv.Itoa(page), Data: fmt.Sprintf("t:%s:%d", name, page-1)}
	}
	if page < last {
		turn[1] = message.Button{Text: strconv.Itoa(page+2) + " ›", Data: fmt.Sprintf("t:%s:%d", name, page+1)}
	}
	k.Row(turn[:]...)
	return k
}

// entries are the buttons for the headings and passages right below a target.
func (s *server) entries(t talk, to target) []message.Button {
	var entries []message.Button
	for _, p := range to.report.Directly(to.heading) {
		entries = append(entries, message.Button{Text: to.report.Place(p).Item + " " + p.Text, Data: "p:" + s.refs.names[p.ID]})
	}
	for _, i := range to.report.Children(to.heading) {
		h := &to.report.Headings[i]
		label := fmt.Sprintf(t.words.Entry, text.Shorten(h.Text, message.LongestLabel-8), len(to.report.Under(i)))
		entries = append(entries, message.Button{Text: label, Data: "t:" + s.refs.names[h.ID]})
	}
	return entries
}

// title is the text of a screen: where one is.
func (s *server) title(t talk, to target) message.Block {
	title := fmt.Sprintf(t.words.Contents, to.report.Meta.Title)
	if to.heading < 0 {
		return message.Block{message.Bold.Of(message.Tidy(title))}
	}
	b := message.Block{message.Plain.Of(message.Tidy(title))}
	for _, h := range to.report.Path(to.heading) {
		b = append(b, message.Plain.Of("\n"), message.Bold.Of(message.Tidy(text.Shorten(h.Text, 500))))
	}
	if gloss := to.report.Expansions[to.report.Headings[to.heading].ID].English; gloss != "" && t.language == text.English {
		b = append(b, message.Plain.Of("\n"), message.Gloss(t.words, gloss))
	}
	return b
}

// upwards are the buttons that lead out of a screen.
func (s *server) upwards(t talk, to target) []message.Button {
	if to.heading < 0 {
		if len(s.Bot.Library().Reports) > 1 {
			return []message.Button{{Text: t.words.Home, Data: "t"}}
		}
		return nil
	}
	back := s.refs.names[to.report.ID]
	if path := to.report.Path(to.heading); len(path) > 1 {
		back = s.refs.names[path[len(path)-2].ID]
	}
	return []message.Button{{Text: t.words.Back, Data: "t:" + back}, {Text: t.words.Home, Data: "t"}}
}

// nameOf is the short name of a report or heading.
func (s *server) nameOf(to target) string {
	if to.heading < 0 {
		return s.refs.names[to.report.ID]
	}
	return s.refs.names[to.report.Headings[to.heading].ID]
}

// passageScreen quotes one passage, with ways to its neighbours.
func (s *server) passageScreen(t talk, to target) screen {
	c, _ := s.Bot.Cite(t.language, to.passage.ID)
	k := &message.Keyboard{}
	before, after := to.report.Neighbours(to.passage)
	var turn [2]message.Button
	if before != nil {
		turn[0] = message.Button{Text: t.words.Prev, Data: "p:" + s.refs.names[before.ID]}
	}
	if after != nil {
		turn[1] = message.Button{Text: t.words.Next, Data: "p:" + s.refs.names[after.ID]}
	}
	k.Row(turn[:]...)
	takeAway(t, k, []bot.Citation{c})
	up := s.refs.names[to.report.ID]
	if path := to.report.Path(to.heading); len(path) > 0 {
		up = s.refs.names[path[len(path)-1].ID]
	}
	k.Row(message.Button{Text: t.words.Back, Data: "t:" + up}, message.Button{Text: t.words.Home, Data: "t"})
	return screen{message.Pack(message.Passage(t.words, c))[0], k}
}

// view is what a button of an answer shows: quotes, and ways on from their end.
type view struct {
	rich    string // the same as blocks, "" for none
	blocks  []message.Block
	buttons *message.Keyboard
}

// surroundings quotes a passage with its neighbours, and says which is which.
func (s *server) surroundings(t talk, to target) view {
	w := t.words
	around := fmt.Sprintf(w.Around, text.Shorten(message.Tidy(to.passage.Text), longestEcho))
	v := view{blocks: []message.Block{message.Para(around)}, buttons: &message.Keyboard{}}
	before, after := to.report.Neighbours(to.passage)
	for _, near := range []struct {
		label string
		p     *knowledge.Passage
	}{{w.Before, before}, {w.Original, to.passage}, {w.After, after}} {
		if near.p == nil {
			continue
		}
		if c, ok := s.Bot.Cite(t.language, near.p.ID); ok {
			v.blocks = append(v.blocks, message.Labelled(w, c, near.label)...)
		}
	}
	v.buttons.Row(message.Button{Text: w.Section, Data: "s:" + s.refs.names[to.passage.ID]}, s.openContents(t, to))
	return v
}

// longestEcho is how much of a passage tells which one is meant, in code points.
const longestEcho = 40

// openContents is the button that opens the contents where a target stands, in a
// message of its own: what was quoted stays.
func (s *server) openContents(t talk, to target) message.Button {
	return message.Button{Text: t.words.Home, Data: "o:" + s.nameOf(to)}
}
