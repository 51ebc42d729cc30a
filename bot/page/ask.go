package page

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"strings"

	"wenbao/bot"
	"wenbao/bot/question"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

// languages are those of the pages, in the order in which they are offered.
var languages = []text.Language{text.Simplified, text.Traditional, text.English}

// Ask is the page on which a citizen asks: the form, and above it an answer, or
// what went wrong.
type Ask struct {
	Language text.Language
	Asked    string             // the question, "" for none yet
	Answer   *bot.Answer        // nil for none
	Notice   string             // what went wrong, "" for nothing
	Lost     bool               // there is nothing to ask here: the page is not there
	Before   []string           // what was said before, as the door wants it back
	Offers   []string           // questions that can be asked by a tap
	Scope    string             // what the reports cover
	Library  *knowledge.Library // of which the passages are quoted
}

// Write writes the page.
func (a Ask) Write(w io.Writer) error {
	v := askView{Ask: a, Longest: question.MaxLength, Form: !a.Lost, Home: "/?lang=" + string(a.Language)}
	title := words.PagesIn(a.Language)
	switch {
	case a.Notice != "":
		v.frame = newFrame(a.Language, title.Sorry+" – "+title.Name)
	case a.Answer != nil:
		v.frame = newFrame(a.Language, title.Answer+" – "+title.Name)
		v.answer()
	default:
		v.frame = newFrame(a.Language, title.Heading+" – "+title.Name)
		v.reports()
	}
	for _, l := range languages {
		v.Languages = append(v.Languages, choice{l, words.PagesIn(l).Label, l == a.Language})
	}
	return render(w, "ask", v)
}

type askView struct {
	frame
	Ask
	Longest   int
	Form      bool
	Home      string
	Languages []choice
	Reports   []reportLink
	Help      []span
	Lead      string
	Sections  []quotes
	Closing   string
}

// named is how many reports are named in a sentence.
const named = 3

// Intro says what can be asked about.
func (v askView) Intro() string {
	if n := len(v.Library.Reports); n > named {
		return fmt.Sprintf(v.W.IntroMany, n)
	}
	return fmt.Sprintf(v.W.Intro, v.Scope)
}

// Looked reports whether something was looked up, which a receipt can repeat.
func (v askView) Looked() bool {
	return v.Answer.Outcome != bot.Meta && v.Answer.Outcome != bot.Refused
}

// Language is that of the frame.
func (v askView) Language() text.Language { return v.frame.Language }

// choice is a language that can be chosen.
type choice struct {
	Code  text.Language
	Label string
	Now   bool
}

type reportLink struct{ Title, Link, Years, Language string }

func (v *askView) reports() {
	for _, r := range v.Library.Reports {
		v.Reports = append(v.Reports, reportLink{"《" + r.Meta.Title + "》", v.link(r.ID, ""), years(v.Ask.Language, r.Meta), written(r)})
	}
}

// written is the language of a report.
func written(r *knowledge.Report) string { return cmp.Or(r.Meta.Language, string(text.Simplified)) }

// link leads to a report, or to an anchor within.
func (v *askView) link(report, anchor string) string {
	u := url.URL{Path: "/report/" + report, RawQuery: url.Values{"lang": {string(v.Ask.Language)}}.Encode(), Fragment: anchor}
	return u.String()
}

// quotes are passages under one heading, which only a list has.
type quotes struct {
	Heading string
	Quotes  []quote
}

type quote struct {
	W           *words.Pages
	Number      int // from 1, through all headings
	Related     bool
	Text, Gloss string
	Place, Link string
	Language    string
}

// answer lays an answer out. Where somebody may be in danger, help stands first.
func (v *askView) answer() {
	a := v.Answer
	v.Lead, v.Closing = a.Lead, a.Closing
	if a.Help != "" {
		v.Help, v.Lead, v.Closing = spans(a.Help), without(a.Lead, a.Help), without(a.Closing, a.Help)
	}
	for i, c := range a.Citations {
		if i == 0 || a.List && c.At.Section() != a.Citations[i-1].At.Section() {
			under := quotes{}
			if a.List {
				under.Heading = a.SectionAt(i)
			}
			v.Sections = append(v.Sections, under)
		}
		last := &v.Sections[len(v.Sections)-1]
		last.Quotes = append(last.Quotes, v.quote(i+1, c))
	}
}

// without is what is said besides.
func without(said, besides string) string {
	return strings.TrimSpace(strings.Replace(said, besides, "", 1))
}

func (v *askView) quote(number int, c bot.Citation) quote {
	id, _, _ := strings.Cut(c.ID, "/")
	q := quote{
		W: v.W, Number: number, Related: v.Answer.Outcome == bot.Related, Text: c.Quote, Gloss: c.Gloss,
		Place: c.Address(), Link: v.link(id, Anchor(c.ID)), Language: string(text.Simplified),
	}
	if v.Answer.List {
		q.Place = c.At.Item
	}
	if r, _, ok := v.Library.Passage(c.ID); ok {
		q.Language = written(r)
	}
	return q
}
