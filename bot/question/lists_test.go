package question

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"wenbao/knowledge"
	"wenbao/knowledge/figure"
	"wenbao/knowledge/text"
)

// replaced are the lists whose matches are taken out of a text, or cut it.
var replaced = []string{"stage", "exists", "filler", "joint", "correction", "pointing", "long-name", "short-name", "before-whole", "in-order"}

// apart are the lists that other tests below look after.
var apart = []string{"asking-words", "asking-characters", "joining-characters", "stressing-words", "naming-nothing", "leisure-words", "state-words", "leisure-asks", "benefit-asks", "theme-words", "service-words", "english-words", "common-place", "common-word", "place-rank", "peoples", "countries", "city", "joiners", "measured", "in-mandarin", "first-goal", "whole-place", "goal-reached", "reaching", "name-ends", "beside-name", "field-asks", "outcome-words", "whole-words", "in-reports"}

// TestEveryLineIsAlive: each line of the lists tells some message apart that
// no other line of its list does. A line that does nothing goes.
func TestEveryLineIsAlive(t *testing.T) {
	slowWithRace(t)
	met := meet(messages(t))
	for _, tt := range []struct {
		file  string
		lists text.Lists
	}{{"kinds.txt", asking}, {"reading.txt", reading}, {"followups.txt", following}, {"names.txt", naming}} {
		for _, list := range tt.lists.Names() {
			if slices.Contains(apart, list) {
				continue
			}
			samples, ok := met[list]
			if !ok {
				samples = met[tt.file]
			}
			for _, line := range tt.lists.Dead(list, slices.Contains(replaced, list), samples) {
				t.Errorf("%s: no message needs this line of list %s: %s", tt.file, list, line)
			}
		}
	}
}

// meet brings messages into the forms in which they meet the lists: by list,
// and by file for all its other lists.
func meet(messages []string) map[string][]string {
	met := map[string][]string{}
	add := func(form string, lists ...string) {
		for _, list := range lists {
			met[list] = append(met[list], form)
		}
	}
	for _, said := range messages {
		asked := unfilled(said)
		add(said, "correction", "filler", "look-up")
		for i := range said {
			add(said[i:], "item")
		}
		add(unfilled(standalone(said)), "followups.txt")
		add(asked, "reading.txt", "names.txt", "stage", "exists")
		for _, c := range cut(said) {
			add(c.bare(), "lives", "stays")
			for _, list := range []string{"lives", "stays"} {
				if m := naming.Pattern(list).FindStringSubmatch(c.bare()); m != nil {
					add(strings.Join(m[1:], ""), "own-name", "no-home")
				}
			}
		}
		add(bare(asked), "kinds.txt")
		for _, piece := range reading.Pattern("joint").Split(asked, -1) {
			add(piece, "states-more")
		}
		for _, f := range figure.Find(asked) {
			add(asked[f.End:], "counter", "year-end", "piece")
			if strings.HasPrefix(asked[f.End:], "年") {
				add(asked[:f.Start], "span")
			}
		}
		for _, list := range []string{"long-name", "short-name"} {
			for _, m := range naming.Pattern(list).FindAllStringSubmatch(asked, -1) {
				add(m[1], "generic")
			}
		}
	}
	return met
}

// unfilled is a message without polite and empty words.
func unfilled(said string) string {
	return strings.TrimSpace(reading.Pattern("filler").ReplaceAllString(said, " "))
}

// TestEveryAskingWordIsAlive: without the list, the word would say what a
// question is about.
func TestEveryAskingWordIsAlive(t *testing.T) {
	words := theReader(t).Words
	for list, lines := range map[string]map[string]bool{"asking-words": askingWords, "theme-words": themeWords, "service-words": serviceWords, "stressing-words": stressingWords, "naming-nothing": nameless, "leisure-words": leisureWords, "outcome-words": outcomeWords, "whole-words": wholeWords, "state-words": stateWords, "any-thing": anyThing} {
		for word := range lines {
			if cut := words.Segment(word); len(cut) == 0 && len(word) < shortestUnknown || len(cut) > 1 || words.Rarity(word) <= commonWord {
				t.Errorf("reading.txt: this line of list %s is no content without it: %s %v %.1f", list, word, cut, words.Rarity(word))
			}
		}
	}
}

// TestEveryAskingCharacterIsAlive: it is one character, and taken for a mistyped one
// without the list.
func TestEveryAskingCharacterIsAlive(t *testing.T) {
	words := theReader(t).Words
	for line := range askingCharacters {
		if runes := []rune(line); len(runes) != 1 || !han(runes[0]) || len(sounds()[runes[0]]) == 0 || len(words.Segment(line)) != 1 {
			t.Errorf("reading.txt: nobody takes this line of list asking-characters for a mistyped one: %s", line)
		}
	}
}

// TestEveryWordInMandarinIsAlive: without the list the question would be of no kind.
func TestEveryWordInMandarinIsAlive(t *testing.T) {
	for _, line := range reading.Lines("in-mandarin") {
		word, _, ok := strings.Cut(line, "=")
		if kinds := theReader(t).Read("等"+word, nil).Kinds; !ok || len(kinds) == 0 {
			t.Errorf("reading.txt: this line of list in-mandarin asks for nothing: %s", line)
		}
	}
}

// TestEveryWordInReportsIsAlive: with the list a question that says the word of people is asked in that of
// reports.
func TestEveryWordInReportsIsAlive(t *testing.T) {
	for _, line := range reading.Lines("in-reports") {
		theirs, ours, _ := strings.Cut(line, "=")
		for _, said := range strings.Split(ours, "|") {
			for _, word := range strings.Split(theirs, "|") {
				got := theReader(t).InReports(theReader(t).Part("医院"+said+"了哪些"), []string{"医院" + word})
				if len(got) != 1 || got[0].Text != "医院"+word+"了哪些" {
					t.Errorf("%s for %s of list in-reports: %v", word, said, got)
				}
			}
		}
	}
}

// TestEveryLineOfPlacesIsAlive: some division needs it.
func TestEveryLineOfPlacesIsAlive(t *testing.T) {
	g := places()
	needed := map[string]bool{}
	for name := range g.full {
		taken := strings.TrimPrefix(name, shortPlace(name))
		for _, rank := range placeRanks {
			if before, ok := strings.CutSuffix(taken, rank); ok {
				taken, needed[rank] = before, true
				break
			}
		}
		for _, people := range peoples {
			needed[people] = needed[people] || strings.Contains(taken, people)
		}
	}
	for _, line := range slices.Concat(placeRanks, peoples) {
		if !needed[line] {
			t.Errorf("names.txt: no division needs this line of list place-rank or peoples: %s", line)
		}
	}
	for name := range naming.Words("common-place") {
		if _, ok := g.full[name]; !ok || len([]rune(name)) < 3 {
			t.Errorf("names.txt: no division needs this line of list common-place: %s", name)
		}
	}
	for name := range naming.Words("common-word") {
		if _, ok := g.short[name]; !ok || g.wide[name] {
			t.Errorf("names.txt: no division needs this line of list common-word: %s", name)
		}
	}
	var cities []string
	for _, province := range g.within["中国"] {
		cities = append(cities, g.within[province]...)
	}
	for _, line := range naming.Dead("city", false, cities) {
		t.Errorf("names.txt: no division needs this line of list city: %s", line)
	}
}

// TestOrdinaryQuestions: what stands near a line of the lists and is not meant.
func TestOrdinaryQuestions(t *testing.T) {
	for _, tt := range []struct {
		said   string
		intent Intent
		not    Kind // that it does not ask for
	}{
		{"垃圾怎么分类", Ask, Parts},
		{"免费体检做了多少人", Ask, Money},
		{"地铁几号线通了", Ask, Date},
		{"未来科学城建好了吗", Ask, Plan},
		{"讨薪案件办了多少件", Ask, Money},
		{"什么人能领补贴", Ask, Person},
		{"how does the district address pollution", Ask, Contact},
		{"极端天气怎么应对", Ask, ""},
	} {
		t.Run(tt.said, func(t *testing.T) {
			q := theReader(t).Read(tt.said, nil)
			if q.Intent != tt.intent || tt.not != "" && q.Asks(tt.not) {
				t.Errorf("intent %q, want %q; asks for %v, which must not hold %q", q.Intent, tt.intent, q.Kinds, tt.not)
			}
		})
	}
	if q := theReader(t).Read("那什么时候开门", nil); !q.Asks(Date) {
		t.Errorf("a filler takes the question away: %q", q.Text)
	}
	if q := theReader(t).Read("2023年前完成几个", nil); q.Past {
		t.Error("a year by its number is long ago")
	}
}

// messages are normalised: those of the question file, the reviewed questions
// of the shipped report, and such as people send to a bot.
func messages(tb testing.TB) []string {
	tb.Helper()
	var all []string
	eachLine(tb, "../eval/testdata/questions.jsonl", func(line string) {
		var q struct {
			Question string
			History  []struct{ Q string }
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			tb.Fatal(err)
		}
		all = append(all, q.Question)
		for _, turn := range q.History {
			all = append(all, turn.Q)
		}
	})
	reports, err := knowledge.Shipped()
	if err != nil {
		tb.Fatal(err)
	}
	for _, x := range reports[0].Expansions {
		all = append(all, x.Questions...)
	}
	eachLine(tb, "testdata/messages.txt", func(line string) {
		if !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	})
	for i := range all {
		all[i] = text.Normalize(all[i])
	}
	return all
}

func eachLine(tb testing.TB, name string, do func(line string)) {
	tb.Helper()
	file, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		do(lines.Text())
	}
}
