package question

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// longestBefore is how much of what was said before a part is kept, in code
// points: a limit of 40 answers no more messages of the test files right. A Chinese
// character says as much as four Latin letters.
const (
	longestBefore        = 24
	longestEnglishBefore = 4 * longestBefore
)

// parts are what a message asks, sentence by sentence, or clause by clause where
// each says what it is about, without the clauses that only tell. There are none where the message asks one thing and tells nothing
// besides, and where it asks nothing: then it is read as a whole.
func (r Reader) parts(whole Question, clauses []clause) []Question {
	if claims := r.claims(whole); len(claims) > 0 {
		return claims
	}
	var parts []Question
	before, sentence, asked := whole.Before, "", "" // what was said before the sentence, and of it
	tells, asking := false, slices.ContainsFunc(clauses, clause.asks)
	told := ""
	for i, c := range clauses {
		sentence, told = sentence+c.text, told+c.text
		introduces := strings.HasSuffix(c.text, ":") || i == 0 && len(clauses) > 1 && !c.asks() && isItem(clauses[1].text) // 问三件事:
		if introduces || c.tells(asking) || r.wantsManner(c) || whole.Danger != "" && perilous(c.intents) >= half {
			tells = true
		} else {
			asked += c.text
		}
		if i+1 < len(clauses) && !c.stops && (!r.standsAlone(c) || !r.standsAlone(clauses[i+1])) {
			continue
		}
		if asked != "" {
			part := r.part(whole, asked, before, sentence)
			if len(parts) > 0 {
				part = r.behind(part, parts[len(parts)-1])
			}
			part.Told = told
			parts = append(parts, part)
		}
		before, sentence, asked = whole.before(before+sentence), "", ""
	}
	if len(parts) == 1 && !tells {
		return nil
	}
	return parts
}

// behind is a part in the light of the one before it: of its time where it names none, and of its
// subject where it names but a time.
func (r Reader) behind(part, before Question) Question {
	if !r.onlyTimes(part, before) {
		return r.inTimeOf(part, before)
	}
	scoped := r.Scoped(part, before, "", "")
	scoped.Said = part.Said
	return scoped
}

// onlyTimes reports whether a part names a time and no more than a verb of the part before it: 停车位
// 去年增了多少，今年又要增多少.
func (r Reader) onlyTimes(part, before Question) bool {
	timed := len(part.Years) > 0 || len(part.YearsAgo) > 0
	return timed && len(part.Kinds) > 0 && len(before.Content) > 0 && !slices.ContainsFunc(part.Content, func(w Word) bool {
		return len(KindsOf(w.Text)) == 0 && !Stresses(w.Text) && (utf8.RuneCountInString(w.Text) > 1 || !strings.Contains(before.Text, w.Text))
	})
}

// claims are what a message states and asks whether it is so, each with a figure of its own:
// 新建21个 and 改造14条 of 新建21个,改造14条,对不对. A passage tells of one of them, and another's
// figure is not wrong beside it. There are none where it states one, or asks for more.
func (r Reader) claims(whole Question) []Question {
	if !whole.Confirm || whole.AsksWhich() || whole.Asks(Count) {
		return nil
	}
	var stated []string
	begin := 0
	ends := append(reading.Pattern("joint").FindAllStringIndex(whole.Text, -1), []int{len(whole.Text), len(whole.Text)})
	for _, end := range ends {
		piece := whole.Text[min(begin, end[0]):end[0]]
		if !states(piece) || between(whole.Text, end[0], end[1], unicode.IsDigit) {
			continue
		}
		if begin = end[1]; len(stated) > 0 && reading.Pattern("states-more").MatchString(piece) {
			stated[len(stated)-1] += "," + piece
		} else {
			stated = append(stated, piece)
		}
	}
	var claims []Question
	for _, piece := range stated {
		claim := r.part(whole, piece, whole.Before, "")
		claim.Sentence, claim.Confirm, claim.Claim = "", true, true
		if len(claims) > 0 {
			claim = r.inTimeOf(claim, claims[len(claims)-1])
		}
		if claims = append(claims, claim); len(claim.Subjects(1)) == 0 {
			return nil
		}
	}
	if len(claims) < 2 {
		return nil
	}
	return claims
}

// asserting is a question that states figures and behind them only asks whether that is so as one that
// asks, though it sound like a complaint, or like a doubt about the answer before where it states
// several.
func (r Reader) asserting(q Question) Question {
	if !q.Confirm || q.Danger != "" {
		return q
	}
	several := len(r.claims(q)) > 0
	if several || q.tells() && !q.Own && confirmed(q.Text) {
		q.Intent, q.Sure = Ask, true
	}
	return q
}

// confirmed reports whether what stands behind the last figure of some words only asks whether
// that is so.
func confirmed(said string) bool {
	stated := strings.TrimRight(reading.Pattern("confirm-end").ReplaceAllString(said, ""), pauses)
	return stated != said && states(stated[strings.LastIndexAny(stated, pauses)+1:])
}

// states reports whether some words give a number of counted or measured things, or a share.
func states(said string) bool {
	return slices.ContainsFunc(figuresOf(said), func(f figure.Figure) bool {
		return f.Percent || !strings.HasSuffix(said[:f.Start], "第") && reading.Pattern("counter").MatchString(said[f.End:])
	})
}

// unordered is a message without the words that put what it asks in an order, of which there are
// two at least: 先问基站,再问消防站. One that does not surely ask without them is as it is.
func (r Reader) unordered(said string) string {
	order := reading.Pattern("in-order")
	if len(order.FindAllString(said, 2)) < 2 {
		return said
	}
	if asked := order.ReplaceAllString(said, "$1"); share(r.hear(asked), Ask) >= sure {
		return asked
	}
	return said
}

// listsQuestions reports whether a message announces a list of which every item asks.
func listsQuestions(clauses []clause) bool {
	return len(clauses) > 2 && strings.HasSuffix(clauses[0].text, ":") && !slices.ContainsFunc(clauses[1:], func(c clause) bool { return !c.asks() })
}

// Split are the things that a question asks, clause by clause: 养老院多少钱, and
// 盖好了没 of 养老院; none where fewer than two clauses ask. What its sentence tells before the
// first says what that is about, and both what the others are.
func (r Reader) Split(q Question) []Question {
	if q.Single {
		return nil
	}
	var parts []Question
	before, story := q.Before, ""
	for _, c := range r.clauses(reading.Replace("goes-on", cmp.Or(q.Sentence, q.Text), ",$0")) {
		switch {
		case c.asks(), c.questions() && (len(KindsOf(c.text)) > 0 || Alternates(c.text) || !c.tells(true)): // 我爸等着做搭桥呢 is none
			if len(parts) == 0 && story != "" {
				before = q.before(story)
			}
			part := r.part(q, c.bare(), before, story+c.text)
			switch {
			case len(parts) > 0 && r.onlyTimes(part, parts[0]):
				part = r.behind(part, parts[0])
			case len(parts) > 0:
				part.Sentence = ""
				part = part.Joined()
				part.Points = !r.standsAlone(c)
				if len(part.Content) == 0 {
					part.Kinds = KindsOf(part.Text) // 哪几条 wants no more than that, though it sounds like all there is
				}
			default:
				before = q.before(story + part.Text)
			}
			parts = append(parts, part.clauseOf(q))
		case len(parts) == 0 && c.bare() != q.Aside:
			story += c.text
		}
	}
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// Says reports whether a question asks for a kind of thing or names something: 对吗 does not.
func (q Question) Says() bool { return len(q.Kinds)+len(q.Content) > 0 }

// clauseOf is a part as a clause of a question that asks several things: of its time where it
// names none, and to be read as answered.
func (q Question) clauseOf(whole Question) Question {
	if q.Strict = true; !q.NamesTime() {
		q.Time = q.inYearsOf(whole.Time)
	}
	if q.Intent == Need || q.Intent == Context {
		q.Intent = Ask
	}
	return q
}

// Trouble is a message that surely tells one and asks something of it as the trouble alone. ok is
// false where none is told.
func (r Reader) Trouble(q Question) (trouble Question, ok bool) {
	if q.Before != "" || q.tells() {
		return q, false
	}
	clauses := r.clauses(q.Text)
	trouble = q.As(Need).askingNothing()
	trouble.Parts = nil
	return trouble, len(clauses) > 1 && slices.ContainsFunc(clauses, clause.needs)
}

// before is what is kept of what was said before a part.
func (q Question) before(said string) string {
	if q.Language == text.English {
		return endOf(said, longestEnglishBefore)
	}
	return endOf(said, longestBefore)
}

// wantsManner reports whether a clause says how something is to be told, and not what:
// 讲简单点.
func (r Reader) wantsManner(c clause) bool {
	return share(c.intents, manners...) >= sure && !slices.ContainsFunc(r.ContentOf(c.text), func(w Word) bool { return r.Subject(w.Text) })
}

// standsAlone reports whether a clause is a question that says what it is about.
func (r Reader) standsAlone(c clause) bool {
	return share(c.intents, Ask) >= half && len(r.ContentOf(c.text)) > 0
}

// part reads one thing that a message asks; before is what was said up to its
// sentence, and sentence is that up to it.
func (r Reader) part(whole Question, asked, before, sentence string) Question {
	asked, sentence = strings.TrimRight(asked, pauses), strings.TrimRight(sentence, pauses)
	q := r.understand(standalone(unmarked(asked)))
	q = q.partOf(whole)
	q.Before, q.Told, q.Shown = before, whole.Told, whole.Shown
	if whole.tells() {
		q = q.askingNothing()
	}
	q.Topic = r.topicOf(before)
	q.Abbreviations = slices.DeleteFunc(slices.Clone(whole.Abbreviations), func(a string) bool { return !strings.Contains(q.Text, a) })
	longest := longestSentence
	if q.Language == text.English {
		longest = longestEnglishSentence
	}
	if sentence = unmarked(sentence); sentence != unmarked(asked) && utf8.RuneCountInString(sentence) <= longest {
		q.Sentence = sentence
	}
	return q
}

// partOf is a question as it was asked in the message of another one.
func (q Question) partOf(whole Question) Question {
	q.Language, q.Said, q.Intent, q.Serves, q.Own = whole.Language, whole.Said, whole.Intent, whole.Serves, whole.Own
	return q
}

// pauses are the signs at which a clause ends and nothing is asked: a reader would
// wait for more.
const pauses = ",:;、 "

// longestSentence is the longest sentence that is searched whole, in code
// points: a longer one tells more than it asks. A Chinese character says as much as four
// Latin letters.
const (
	longestSentence        = 48
	longestEnglishSentence = 4 * longestSentence
)

// InSentence is the question in the words of the sentence that it stands in,
// which often begins with its subject. What it asks for stays its own.
func (q Question) InSentence(r Reader) Question {
	q.Text, q.Sentence = q.Sentence, ""
	q.Content, q.Figures, q.Cut = r.ContentOf(q.Text), figuresOf(q.Text), r.Words.Segment(q.Text)
	return q
}

// At is the question about a place that was named beside it.
func (q Question) At(r Reader, place string) Question {
	q.Sentence = ""
	return q.reworded(r, place+q.Text)
}

// endOf is the end of what was said, at most n code points, from where a clause
// begins if one does.
func endOf(said string, n int) string {
	if utf8.RuneCountInString(said) <= n {
		return said
	}
	runes := []rune(said)
	end := string(runes[len(runes)-n:])
	if i := strings.IndexAny(end, ",。!?; "); i >= 0 && i+1 < len(end)/2 {
		return end[i+1:]
	}
	return end
}
