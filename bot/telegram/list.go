package telegram

import (
	"fmt"
	"slices"
	"strings"

	"wenbao/bot"
	"wenbao/bot/telegram/message"
	"wenbao/bot/words"
	"wenbao/knowledge"
)

// list quotes passages below a heading under a title, as many as one list holds, and
// leads on from its end: to the rest, and to the contents.
func (s *server) list(t talk, to target, title string, of []*knowledge.Passage) view {
	ids := idsOf(of)
	n := min(bot.MaxListed, len(ids))
	cited := s.cite(t, ids[:n])
	title = message.Tidy(title)
	v := view{
		t.rich(bot.Answer{Lead: title, Citations: cited, List: true}, ""),
		append([]message.Block{{message.Bold.Of(title)}}, message.Passages(t.words, cited)...), &message.Keyboard{},
	}
	v.buttons.Row(s.openContents(t, to), s.restOf(t, to, ids[n:]))
	return v
}

// wholeSection quotes everything right below the heading of a passage. A group is told
// where it can be read.
func (s *server) wholeSection(t talk, to target) view {
	passages := to.report.Directly(to.heading)
	title := s.whole(t, to, len(passages))
	if !t.group || len(passages) <= message.ShortForm {
		return s.list(t, to, title, passages)
	}
	v := view{blocks: []message.Block{message.Para(message.Tidy(title)), {message.Italic.Of(t.words.Elsewhere)}}, buttons: &message.Keyboard{}}
	v.buttons.Row(s.inPrivate(t, "s-"+s.refs.names[to.passage.ID]))
	return v
}

// whole is the title of a list of all that a heading holds.
func (s *server) whole(t talk, to target, passages int) string {
	heading := fmt.Sprintf(t.words.Title, to.report.Meta.Title)
	if to.heading >= 0 {
		heading = to.report.Headings[to.heading].Text
	}
	return fmt.Sprintf(t.words.Whole, heading, passages)
}

// below quotes what stands below a heading, from a number on.
func (s *server) below(t talk, to target, from int) view {
	all := s.under(to)
	if from <= 0 || from >= len(all) {
		return s.list(t, to, s.whole(t, to, len(all)), all)
	}
	last := min(len(all), from+bot.MaxListed)
	return s.list(t, to, fmt.Sprintf(words.AnswersIn(t.language).RestOf, from+1, last, len(all)), all[from:])
}

// under are all passages below a heading; of a report, its introduction.
func (s *server) under(to target) []*knowledge.Passage {
	if to.heading < 0 {
		return to.report.Directly(-1)
	}
	return to.report.Under(to.heading)
}

// restOf is the button that goes on with a list of all that stands below a heading;
// it has no meaning where nothing is left, and where the list was another one.
func (s *server) restOf(t talk, to target, rest []string) message.Button {
	all := idsOf(s.under(to))
	from := len(all) - len(rest)
	if t.group || len(rest) == 0 || from < 0 || !slices.Equal(all[from:], rest) {
		return message.Button{}
	}
	return message.Button{Text: fmt.Sprintf(t.words.Rest, len(rest)), Data: fmt.Sprintf("r:%s:%d", s.nameOf(to), from)}
}

// listedUnder is the report or heading that all of some passages stand under; ok
// is false where they are of several reports.
func (s *server) listedUnder(ids []string) (under target, ok bool) {
	var path []*knowledge.Heading
	for i, id := range ids {
		to, found := s.refs.byID(id)
		switch {
		case !found || i > 0 && to.report != under.report:
			return target{}, false
		case i == 0:
			under, path = to, to.report.Path(to.heading)
			continue
		}
		other := to.report.Path(to.heading)
		n := 0
		for n < min(len(path), len(other)) && path[n] == other[n] {
			n++
		}
		path = path[:n]
	}
	if len(path) == 0 {
		return target{under.report, -1, nil}, len(ids) > 0
	}
	return s.refs.byID(path[len(path)-1].ID)
}

// A deep link into a private chat opens, besides what a name or an id names, what
// buttons unfold, by the same letters, and some passages by the beginnings of their
// names. Telegram takes 64 letters.
const (
	nameStart = 5  // letters of a name that tell a passage from the others
	maxOpened = 12 // passages, which is all of an answer that is no list
)

// payload is what a link carries that opens all passages of an answer; of a list that
// is too long for that and not all of a heading, the contents where it stands.
func (s *server) payload(a bot.Answer) string {
	ids := slices.Concat(citedIDs(a.Citations), a.Rest)
	to, ok := s.listedUnder(ids)
	if ok && a.List && slices.Equal(ids, idsOf(s.under(to))) {
		return "r-" + s.nameOf(to)
	}
	if starts := s.refs.startsOf(ids); starts != "" && len(ids) <= maxOpened {
		return "q-" + starts
	}
	if !ok {
		return ""
	}
	return s.nameOf(to)
}

// opened is what such a link opens, unless it is the name or id of a place.
func (s *server) opened(t talk, payload string) (view, bool) {
	kind, name, _ := strings.Cut(payload, "-")
	switch to := s.refs.targets[name]; {
	case kind == "s" && to.passage != nil:
		return s.wholeSection(t, to), true
	case kind == "r" && to.report != nil && to.passage == nil:
		return s.below(t, to, 0), true
	}
	cited := s.cite(t, s.refs.startWith(name))
	if kind != "q" || len(cited) == 0 {
		return view{}, false
	}
	a := bot.Answer{Lead: t.words.FromGroup, Citations: cited}
	v := view{t.rich(a, ""), message.Answer(t.words, a, false), &message.Keyboard{}}
	v.buttons.Row(s.further(t, a)...)
	takeAway(t, v.buttons, cited)
	return v, true
}

// cite quotes passages by id.
func (s *server) cite(t talk, ids []string) []bot.Citation {
	var cited []bot.Citation
	for _, id := range ids {
		if c, ok := s.Bot.Cite(t.language, id); ok {
			cited = append(cited, c)
		}
	}
	return cited
}

func citedIDs(cited []bot.Citation) []string {
	var ids []string
	for _, c := range cited {
		ids = append(ids, c.ID)
	}
	return ids
}

func idsOf(passages []*knowledge.Passage) []string {
	var ids []string
	for _, p := range passages {
		ids = append(ids, p.ID)
	}
	return ids
}
