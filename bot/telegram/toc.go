package telegram

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"wenbao/bot"
	"wenbao/knowledge"
)

// pageSize is how many entries of the contents stand on one screen.
const pageSize = 30

// screen is one page of the contents: a message that buttons replace.
type screen struct {
	text    block
	buttons *keyboard
}

// tocHome opens the contents, or what an id such as 4.2 names.
func (s *server) tocHome(ctx context.Context, t talk, id string) error {
	if target, ok := s.refs.byPayload(strings.TrimSpace(id)); ok && id != "" {
		return s.show(ctx, t, target)
	}
	page := s.home(t)
	return s.say(ctx, t, page.buttons, page.text)
}

// show sends the screen of a target as a new message.
func (s *server) show(ctx context.Context, t talk, to target) error {
	page := s.screenOf(t, to, 0)
	return s.say(ctx, t, page.buttons, page.text)
}

// home is the first screen: the report, or the reports where there are several.
func (s *server) home(t talk) screen {
	reports := s.Bot.Library().Reports
	if len(reports) == 1 {
		return s.contents(t, target{reports[0], -1, nil}, 0)
	}
	k := &keyboard{}
	for _, report := range reports {
		k.row(button{Text: "《" + report.Meta.Title + "》", Data: "t:" + s.refs.names[report.ID]})
	}
	return screen{block{{bold, t.words.reports}}, k}
}

func (s *server) screenOf(t talk, to target, page int) screen {
	if to.passage != nil {
		return s.passageScreen(t, to)
	}
	return s.contents(t, to, page)
}

// contents is the screen of a report or a heading: what stands right below it.
func (s *server) contents(t talk, to target, page int) screen {
	entries := s.entries(to)
	last := max(0, (len(entries)-1)/pageSize)
	page = min(max(page, 0), last)
	k := &keyboard{}
	for _, entry := range entries[page*pageSize : min(len(entries), (page+1)*pageSize)] {
		k.row(entry)
	}
	name := s.nameOf(to)
	var turn [2]button
	if page > 0 {
		turn[0] = button{Text: "‹ " + strconv.Itoa(page), Data: fmt.Sprintf("t:%s:%d", name, page-1)}
	}
	if page < last {
		turn[1] = button{Text: strconv.Itoa(page+2) + " ›", Data: fmt.Sprintf("t:%s:%d", name, page+1)}
	}
	k.row(turn[:]...)
	k.row(s.upwards(t, to)...)
	return screen{s.title(t, to), k}
}

// entries are the buttons for the headings and passages right below a target.
func (s *server) entries(to target) []button {
	var entries []button
	for _, p := range directly(to.report, to.heading) {
		entries = append(entries, button{Text: to.report.Place(p).Item + " " + p.Text, Data: "p:" + s.refs.names[p.ID]})
	}
	for _, i := range children(to.report, to.heading) {
		h := &to.report.Headings[i]
		entries = append(entries, button{Text: fmt.Sprintf("%s（%d）", shorten(h.Text, longestLabel-8), len(to.report.Under(i))), Data: "t:" + s.refs.names[h.ID]})
	}
	return entries
}

// title is the text of a screen: where one is.
func (s *server) title(t talk, to target) block {
	title := fmt.Sprintf(t.words.contents, to.report.Meta.Title)
	if to.heading < 0 {
		return block{{bold, tidy(title)}}
	}
	b := block{{plain, tidy(title)}}
	for _, h := range to.report.Path(to.heading) {
		b = append(b, span{plain, "\n"}, span{bold, tidy(shorten(h.Text, 500))})
	}
	if gloss := to.report.Expansions[to.report.Headings[to.heading].ID].English; gloss != "" && t.language == bot.English {
		b = append(b, span{plain, "\n"}, span{italic, t.words.gloss + ": " + tidy(gloss)})
	}
	return b
}

// upwards are the buttons that lead out of a screen.
func (s *server) upwards(t talk, to target) []button {
	if to.heading < 0 {
		if len(s.Bot.Library().Reports) > 1 {
			return []button{{Text: t.words.home, Data: "t"}}
		}
		return nil
	}
	back := s.refs.names[to.report.ID]
	if path := to.report.Path(to.heading); len(path) > 1 {
		back = s.refs.names[path[len(path)-2].ID]
	}
	return []button{{Text: t.words.back, Data: "t:" + back}, {Text: t.words.home, Data: "t"}}
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
	text := passageBlock(t.words, c, "", quote)[0]
	k := &keyboard{}
	before, after := beside(to.report, to.passage)
	var turn [2]button
	if before != nil {
		turn[0] = button{Text: t.words.prev, Data: "p:" + s.refs.names[before.ID]}
	}
	if after != nil {
		turn[1] = button{Text: t.words.next, Data: "p:" + s.refs.names[after.ID]}
	}
	k.row(turn[:]...)
	up := s.refs.names[to.report.ID]
	if path := to.report.Path(to.heading); len(path) > 0 {
		up = s.refs.names[path[len(path)-1].ID]
	}
	k.row(button{Text: t.words.back, Data: "t:" + up}, button{Text: t.words.home, Data: "t"})
	return screen{text, k}
}

// surroundings quotes a passage with its neighbours.
func (s *server) surroundings(t talk, to target) []block {
	var cited []bot.Citation
	before, after := beside(to.report, to.passage)
	for _, p := range []*knowledge.Passage{before, to.passage, after} {
		if p == nil {
			continue
		}
		if c, ok := s.Bot.Cite(t.language, p.ID); ok {
			cited = append(cited, c)
		}
	}
	return append([]block{para(t.words.around)}, passageBlocks(t.words, cited)...)
}

// wholeSection quotes everything right below the heading of a passage.
func (s *server) wholeSection(t talk, to target) []block {
	var cited []bot.Citation
	for _, p := range directly(to.report, to.heading) {
		if c, ok := s.Bot.Cite(t.language, p.ID); ok {
			cited = append(cited, c)
		}
	}
	heading := "《" + to.report.Meta.Title + "》"
	if to.heading >= 0 {
		heading = to.report.Headings[to.heading].Text
	}
	return append([]block{{{bold, tidy(fmt.Sprintf(t.words.whole, heading, len(cited)))}}}, passageBlocks(t.words, cited)...)
}
