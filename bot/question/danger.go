package question

import (
	"cmp"
	_ "embed"
	"encoding/binary"
	"hash/crc32"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"wenbao/knowledge/text"
	"wenbao/retrieval/reader"
)

//go:embed danger.txt
var dangerFile string

// dangers hold what people in danger say, and what it is about.
var dangers = text.MustLists(dangerFile)

// A danger is likely if that is clear, or if it may be one, or one clause surely tells
// of it, where nothing speaks against it. Missing one is the worst mistake the bot can
// make, a needless hotline a small one. Who is surely in danger is told where help is
// and nothing else; from who likely is, an answer is not kept.
const (
	clearDanger  = 0.7
	likelyDanger = 0.3
	mayBeDanger  = 0.25
)

// alarmed is the logit from which the alarm hears a danger, too, in what a message tells beside what
// it asks: a story cut off from its question sounds of danger more often than a whole message. Of 946
// dev and test messages in danger with a question behind them 627 are likely, and 708 perhaps; of
// 2,306 others with a story 24 and 48.
const alarmed = -0.5

// danger is somebody's, as a message tells of it.
type danger struct {
	in     Intent // Crisis or Emergency, "" for none
	likely bool   // more so than not: where help is goes before all else
	sure   bool   // nothing else is to be said
	told   string // what tells of it beside what is asked, "" for all of it
}

// cried is the danger that a clause of a text tells of in words that never mean
// anything else, "" for none.
func cried(said string) Intent {
	for piece := range strings.FieldsFuncSeq(said, func(r rune) bool { return !speaks(r) && !strings.ContainsRune(" '", r) }) {
		piece = strings.TrimSpace(piece)
		switch {
		case dangers.Pattern("crisis").MatchString(piece):
			return Crisis
		case dangers.Pattern("emergency").MatchString(piece):
			return Emergency
		}
	}
	return ""
}

// danger is what a message tells of, as the reader hears it. One that asks something of
// a report, one that may as well be about the answer before, and one of several
// clauses of which none sounds of danger must be clear, or what it tells beside what it asks.
func (r Reader) danger(whole []reader.Intent, clauses []clause, answered bool) danger {
	all := perilous(whole)
	doubtful := answered && share(whole, operations...) >= likelyDanger
	told, loudest := false, 0.0
	heard := whole
	for i, c := range clauses {
		loud := perilous(c.intents)
		loudest = max(loudest, loud)
		doubtful = doubtful || share(c.intents, Ask) >= half
		if loud >= sure && (all >= hardly || len(clauses) > longMessage && r.perilousAmong(clauses, i)) {
			told = true
			heard = slices.Concat(heard, c.intents)
		}
	}
	doubtful = doubtful || len(clauses) > 1 && loudest < hardly
	beside, said := r.besideAsking(clauses)
	second := theAlarm().logit(said)
	d := danger{in: kindOfDanger(heard)}
	if p := perilous(beside); p >= likelyDanger && second >= alarmed || p >= sure && tellsOfEmergency(said) {
		d.told = said
	}
	switch {
	case all >= clearDanger || !doubtful && (all >= likelyDanger || told):
		d.likely, d.sure = true, all >= sure
	case d.told != "":
		d.in, d.likely = kindOfDanger(beside), perilous(beside) >= sure && second >= alarmed
	case all < mayBeDanger, answered && share(whole, operations...) >= half: // another one
		return danger{}
	}
	return d
}

// tellsOfEmergency reports whether a text says what an emergency may be about: but for despair, of
// which words like 死 are said in anger, too.
func tellsOfEmergency(said string) bool {
	about := Question{Text: said}
	return about.Peril() != "" && about.Despair() == ""
}

// kindOfDanger is the likelier of the dangers that were heard.
func kindOfDanger(heard []reader.Intent) Intent {
	if share(heard, Crisis) > share(heard, Emergency) {
		return Crisis
	}
	return Emergency
}

// besideAsking is what the clauses of a message that ask nothing are after, taken together: 孩子走丢了
// of 孩子走丢了，去年新建几家医院; and what they say. It is nothing where all of them ask, or none.
func (r Reader) besideAsking(clauses []clause) (heard []reader.Intent, said string) {
	var told strings.Builder
	asking := false
	for _, c := range clauses {
		asks := share(c.intents, Ask) >= half || wordsAsk(c.text) && perilous(c.intents) < hardly
		if asks && !reading.Pattern("turns").MatchString(c.text) { // 找谁修 is asked of the danger
			asking = true
		} else {
			told.WriteString(c.text)
		}
	}
	if !asking || told.Len() == 0 {
		return nil, ""
	}
	said = strings.TrimRight(told.String(), pauses) // a reader would wait for more
	return r.hear(said), said
}

// bullied is the danger of who tells of being beaten or bullied at school, and asks nothing of a
// report: it is often heard as a complaint.
func bullied(said string, in Intent) danger {
	tells := in == Need || in == Context || in == Service || reading.Pattern("turns").MatchString(said)
	if !tells || !dangers.Pattern("school").MatchString(said) {
		return danger{}
	}
	return danger{in: Emergency}
}

// perilous is how likely somebody is in danger.
func perilous(heard []reader.Intent) float64 { return share(heard, Crisis, Emergency) }

// perilousAmong reports whether a clause tells of danger beside those around it,
// too: 没法住了 alone may mean anything.
func (r Reader) perilousAmong(clauses []clause, i int) bool {
	var near strings.Builder
	for _, c := range clauses[max(0, i-2):min(len(clauses), i+2)] {
		near.WriteString(c.text)
	}
	return perilous(r.hear(near.String())) >= half
}

// longMessage is how many clauses a message has of which the reader, which reads
// its beginning, may have seen too little to tell a danger at its end.
const longMessage = 6

// GoesOnWith is the danger that a message goes on with where the one before told of it:
// 我出不去了 of a fire. ok is false for what is surely about something else, and for who
// thanks or says goodbye; who says that all is well thanks, too. Who wants to die says so; else it is the danger of before.
func (q Question) GoesOnWith(before Question) (d Question, ok bool) {
	cry := cried(q.Text)
	switch {
	case !before.Endangered:
		return Question{}, false
	case cry == "" && following.Pattern("all-clear").MatchString(q.Text):
		d = q.As(Thanks)
		d.Danger, d.Endangered = "", false
		return d, q.Intent != Ask
	case q.Danger == "" && !q.mayGoOn() && !q.Called() && !following.Pattern("leaves-it").MatchString(q.Text) && !following.Pattern("what-becomes").MatchString(q.Text) && (q.Intent == Thanks || !q.takesBack()): // 算了 is no goodbye then, nor is 能追回来吗 about who reads this
		return Question{}, false
	}
	d = before.As(before.Danger)
	d.Language = q.Language
	if q.Intent == InLanguage {
		d.Language = q.WantedLanguage()
	}
	if q.Peril() != "" || q.Despair() != "" || q.Called() {
		d.Text, d.DangerTold = q.Text, q.DangerTold
	}
	if cry == Crisis {
		d = d.As(Crisis)
	}
	return d, true
}

// TakesBack reports whether a message says that a danger was not meant, or is less now, and
// sounds of none: 说说而已, but not 没事，我习惯了.
func (r Reader) TakesBack(q Question) bool { return q.takesBack() && perilous(r.hear(q.Text)) < hardly }

func (q Question) takesBack() bool {
	return q.Danger == "" && !q.tells() && cried(q.Text) == "" && following.Pattern("takes-back").MatchString(q.Text)
}

// Apart reports whether a message plainly asks about something else than a danger that was
// taken back: not of the person, not in its words, and not of what people harm themselves with.
func (r Reader) Apart(q, danger Question) bool {
	if q.Intent != Ask || q.Danger != "" || q.Own || dangers.Pattern("means").MatchString(q.Text) || perilous(r.hear(q.Text)) >= hardly {
		return false
	}
	return !slices.ContainsFunc(q.Content, func(w Word) bool {
		return strings.ContainsFunc(w.Text, func(c rune) bool { return han(c) && strings.ContainsRune(danger.Text, c) })
	})
}

// mayGoOn reports whether a message may be about what was said before, whatever that is.
func (q Question) mayGoOn() bool {
	switch q.Intent {
	case Ask, Need, Context, Vague, Service, Frustration, Abuse, Chat, Capability:
		return true
	case Goodbye: // 关了阀门了，接下来呢 says more than that
		return len(q.Content) > 1
	}
	return q.Intent.OnLast()
}

// Called reports whether a message says that those who help have been called, and no more
// than thanks besides.
func (q Question) Called() bool { return dangers.Pattern("called").MatchString(q.ofDanger()) }

// ofDanger is what a message says of a danger: not what it asks besides.
func (q Question) ofDanger() string { return cmp.Or(q.DangerTold, q.Text) }

// Despair names whose danger a crisis is and where, where that changes who is to be called
// first: a list of danger.txt, "" for none of them.
func (q Question) Despair() string {
	for _, name := range despairs {
		if dangers.Pattern(name).MatchString(q.ofDanger()) {
			return name
		}
	}
	return ""
}

// despairs are what a crisis may be: of somebody else, or at a height.
var despairs = []string{"someone", "height"}

// disturbed reports whether a message complains of noise rather than tells of a danger: who
// cannot sleep for a building site sounds as if in need. All that sounds of danger must be
// about the noise.
func disturbed(said string, whole []reader.Intent, clauses []clause) bool {
	noise := dangers.Pattern("noise")
	return perilous(whole) < sure && noise.MatchString(said) && Question{Text: said}.Peril() == "" &&
		!slices.ContainsFunc(clauses, func(c clause) bool { return perilous(c.intents) >= half && !noise.MatchString(c.text) })
}

// names reports whether a message is one word of Chinese that the reader alone hears a danger
// in: 木耳, 生动. Who is in danger says a word that tells of it, or more than one.
func (r Reader) names(said string) bool {
	word := clause{text: said}.bare()
	return strings.IndexFunc(word, han) == 0 && len(r.Words.Segment(word)) == 1 &&
		theAlarm().logit(word) < unheard && Question{Text: word}.Peril() == ""
}

// unheard is the logit below which the alarm hears no danger in a word: of 20,000 words of the
// word vectors each alone, 330 are taken for a danger with it, 755 without.
const unheard = -2

// Peril names what an emergency is about: a list of danger.txt, "" for none of
// them.
func (q Question) Peril() string {
	for _, name := range perils {
		if dangers.Pattern(name).MatchString(q.ofDanger()) {
			return name
		}
	}
	return ""
}

// perils are what an emergency may be about, in the order in which they are looked for.
var perils = []string{"someone", "fire", "gas", "trapped", "fraud", "missing", "school", "violence", "water", "medical", "police"}

// alarm is a second ear for danger beside the reader's: a logistic regression over the
// characters of a text and their pairs, hashed (Joulin et al. 2017, Bag of Tricks for
// Efficient Text Classification). It errs elsewhere than an encoder does, so that both
// together miss fewer and alarm fewer. cmd/train/reader/alarm.py makes its file.
type alarm struct {
	bias       float64
	unit       float64 // of the weights
	mix, shift float64 // of its logit beside the reader's
	weights    []byte  // signed ones
}

// theAlarm is the one in the program.
var theAlarm = sync.OnceValue(func() alarm { return readAlarm([]byte(packed("alarm.bin"))) })

// alarmSpread is what a text of one feature counts; one of n counts it 1/√n times of each.
const alarmSpread = 3

// readAlarm reads a file of alarm.py, which a test reads, too.
func readAlarm(file []byte) alarm {
	const mark = "ALM1"
	if string(file[:len(mark)]) != mark {
		panic("question: alarm.bin is no file of alarm.py")
	}
	var numbers [4]float64
	for i := range numbers {
		numbers[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(file[len(mark)+4*i:])))
	}
	return alarm{numbers[0], numbers[1], numbers[2], numbers[3], file[len(mark)+4*len(numbers):]}
}

// logit is how surely a normalised text tells of danger, by itself.
func (a alarm) logit(said string) float64 {
	signs := []rune("^" + said + "$")
	features := make([]uint32, 0, 2*len(signs))
	var sign []byte // one or two characters
	for i := range signs {
		sign = sign[:0]
		for _, r := range signs[i:min(i+2, len(signs))] {
			sign = utf8.AppendRune(sign, r)
			features = append(features, crc32.ChecksumIEEE(sign)%uint32(len(a.weights))) //nolint:gosec // 2^15 of them
		}
	}
	slices.Sort(features)
	features = slices.Compact(features)
	sum := 0
	for _, f := range features {
		sum += int(int8(a.weights[f])) //nolint:gosec // as they were written
	}
	return a.bias + float64(sum)*a.unit*alarmSpread/math.Sqrt(float64(len(features)))
}

// hear is what a normalised text is after, the most probable intent first: as the reader
// says, but for how likely somebody is in danger, which the alarm has a say in.
func (r Reader) hear(said string) []reader.Intent {
	heard := r.Wants.Intents(said)
	before := min(max(perilous(heard), leastPeril), 1-leastPeril)
	second := theAlarm()
	odds := math.Log(before/(1-before)) + second.mix*second.logit(text.First(said, longestHeard)) + second.shift
	now := 1 / (1 + math.Exp(-odds))
	if now > before {
		now = max(before, min(now, sure-leastPeril)) // that it is sure is for the reader to say
	}
	heard = slices.Clone(heard)
	for i, in := range heard {
		if Intent(in.Name).Danger() {
			heard[i].Probability *= now / before
		} else {
			heard[i].Probability *= (1 - now) / (1 - before)
		}
	}
	slices.SortStableFunc(heard, func(a, b reader.Intent) int { return cmp.Compare(b.Probability, a.Probability) })
	return heard
}

// leastPeril bounds what the reader is believed to be sure of.
const leastPeril = 1e-6

// longestHeard is how much of a text the alarm hears, in code points: as much as the
// reader does.
const longestHeard = 90
