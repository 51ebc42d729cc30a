package terminal

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"wenbao/bot"
	"wenbao/bot/judge"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
	"wenbao/retrieval"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clerk is an Asker that answers everything with one passage of the shipped
// report and remembers what it was asked.
type clerk struct {
	library *knowledge.Library
	asked   []bot.Message
	fault   error
}

func newClerk(t *testing.T) *clerk {
	t.Helper()
	reports, err := knowledge.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return &clerk{library: knowledge.NewLibrary(reports)}
}

func (c *clerk) Library() *knowledge.Library { return c.library }

func (c *clerk) Fingerprint() string { return "0123456789ab" }

func (c *clerk) Ask(_ context.Context, m bot.Message) (bot.Answer, error) {
	c.asked = append(c.asked, m)
	if c.fault != nil {
		return bot.Answer{}, c.fault
	}
	report, p, _ := c.library.Passage("tongzhou-2023/6.3.1")
	return bot.Answer{
		Outcome: bot.Answered, Lead: "报告里是这样写的：", Mode: bot.Quote, Language: text.Simplified, Receipt: "0123456789",
		Citations: []bot.Citation{{ID: p.ID, Place: report.Place(p).String(), Quote: p.Text}},
		Hits:      []retrieval.Hit{{ID: p.ID, Score: 0.5, Lexical: 0.25, Semantic: 0.75}},
		Trace:     bot.Trace{Question: m.Text, Reason: "原文写了数量", Steps: []string{"这是一个问题", "看来回答了这个问题：tongzhou-2023/6.3.1"}, Weighed: []judge.Weighing{{Hit: retrieval.Hit{ID: "tongzhou-2023/6.3.1"}, Probability: 0.98, Threshold: 0.34}}},
	}, nil
}

// say runs a conversation without a terminal.
func say(t *testing.T, c *clerk, in io.Reader) (string, error) {
	t.Helper()
	var out strings.Builder
	err := Run(t.Context(), Options{Bot: c, In: in, Out: &out})
	return out.String(), err
}

// TestSession compares whole conversations; testdata/NAME.in is what the
// person types, testdata/NAME.golden what comes out.
func TestSession(t *testing.T) {
	inputs, err := filepath.Glob("testdata/*.in")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, input := range inputs {
		t.Run(filepath.Base(input), func(t *testing.T) {
			in, err := os.ReadFile(input)
			if err != nil {
				t.Fatal(err)
			}
			got, err := say(t, newClerk(t), strings.NewReader(string(in)))
			if err != nil {
				t.Fatal(err)
			}
			compareGolden(t, strings.TrimSuffix(input, ".in")+".golden", withoutTime(got))
		})
	}
}

// TestNumbers: the scores are told to who asks for numbers, and to nobody else.
func TestNumbers(t *testing.T) {
	for _, numbers := range []bool{false, true} {
		var out strings.Builder
		o := Options{Bot: newClerk(t), In: strings.NewReader("去年新建了多少个消防站？\n/why\n"), Out: &out, Numbers: numbers}
		if err := Run(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		for _, score := range []string{"0.750", "分数    6.3.1 能回答的把握 0.98", "语义", "代码 answered  方式 quote  语言 zh-Hans  用时 "} {
			if strings.Contains(out.String(), score) != numbers {
				t.Errorf("numbers %t: %q in\n%s", numbers, score, out.String())
			}
		}
	}
}

// withoutTime takes the only thing out of a conversation that changes.
func withoutTime(text string) string {
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		before, _, _ := strings.Cut(line, "  用时 ")
		kept = append(kept, before)
	}
	return strings.Join(kept, "\n")
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); go test ./bot/terminal -update accepts it:\n%s", name, diff)
	}
}

func TestHistoryGoesWithTheQuestion(t *testing.T) {
	c := newClerk(t)
	var in strings.Builder
	for i := range 9 {
		fmt.Fprintf(&in, "问题%d\n", i)
	}
	if _, err := say(t, c, strings.NewReader(in.String()+"/new\n新问题\n")); err != nil {
		t.Fatal(err)
	}
	var want []bot.Turn
	for i := 2; i < 8; i++ {
		want = append(want, bot.Turn{Question: fmt.Sprintf("问题%d", i), Citations: []string{"tongzhou-2023/6.3.1"}})
	}
	if diff := cmp.Diff(want, c.asked[8].History); diff != "" {
		t.Errorf("history of the ninth question (-want +got):\n%s", diff)
	}
	if got := c.asked[9].History; len(got) != 0 {
		t.Errorf("after /new the bot still gets %v", got)
	}
}

func TestHostileInput(t *testing.T) {
	tests := []struct{ name, in string }{
		{"a megabyte", strings.Repeat("消", 1<<20) + "\n下一个问题\n/why\n"},
		{"escape sequences", "\x1b[2J\x1b]0;x\a\n/why\n"},
		{"direction overrides", "\u202e消防站\u202c\n/why\n"},
		{"invalid bytes", "\xff\xfe消防站\n/why\n"},
		{"commands with escapes", "/\x1b[31m\n/show \x1b[31m\n/toc \u009b1m\n"},
		{"a huge command", "/" + strings.Repeat("x", 1<<20) + "\n/show " + strings.Repeat("9", 1<<20) + "\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out, err := say(t, newClerk(t), strings.NewReader(test.in))
			if err != nil {
				t.Fatal(err)
			}
			if text.Printable(out) != out {
				t.Errorf("the output has characters that a terminal obeys: %q", out)
			}
			if len(out) > 1<<14 {
				t.Errorf("the output has %d bytes", len(out))
			}
		})
	}
}

func TestFault(t *testing.T) {
	c := newClerk(t)
	c.fault = errors.New("the index is gone")
	if _, err := say(t, c, strings.NewReader("问题一\n问题二\n")); !errors.Is(err, c.fault) {
		t.Errorf("without a person the error is %v, want %v", err, c.fault)
	}
	out, err := person(t, c, "问题一", "问题二")
	if err != nil || strings.Count(out, "出错了：the index is gone") != 2 {
		t.Errorf("a person reads %q, error %v", out, err)
	}
}

// keys is a source of what a person types; "^C" is Ctrl-C, the end Ctrl-D.
type keys []string

func (k *keys) next() (string, error) {
	if len(*k) == 0 {
		return "", io.EOF
	}
	line := (*k)[0]
	*k = (*k)[1:]
	if line == "^C" {
		return "", errAborted
	}
	return line, nil
}

// person runs a conversation as if in a terminal.
func person(t *testing.T, c *clerk, lines ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	s := &session{bot: c, interactive: true, out: &printer{w: &out}}
	typed := keys(lines)
	err := s.talk(t.Context(), &typed)
	return out.String(), err
}

func TestLeaving(t *testing.T) {
	tests := []struct {
		name  string
		typed []string
		asked int // questions that reached the bot
	}{
		{"Ctrl-D", []string{"问题"}, 1},
		{"/quit", []string{"/quit", "问题"}, 0},
		{"Ctrl-C twice", []string{"^C", "^C", "问题"}, 0},
		{"Ctrl-C once clears the line only", []string{"^C", "问题", "^C", "问题"}, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newClerk(t)
			out, err := person(t, c, test.typed...)
			if err != nil || !strings.HasSuffix(out, "再见。\n") {
				t.Errorf("ended with %q, error %v", out, err)
			}
			if len(c.asked) != test.asked {
				t.Errorf("%d questions reached the bot, want %d", len(c.asked), test.asked)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := Run(ctx, Options{Bot: newClerk(t), In: strings.NewReader("问题\n"), Out: io.Discard})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestTwoReportsWithTheSameNumbers(t *testing.T) {
	c := newClerk(t)
	other, err := knowledge.Parse("other", []byte("# 报告\n\n## 一、总结\n\n修好了一座桥。\n"), knowledge.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	c.library = knowledge.NewLibrary(c.library.Reports, []*knowledge.Report{other})
	out, err := say(t, c, strings.NewReader("/toc\n/toc other\n/show tongzhou-2023/6.3.1\n/toc 1\n/show "+other.Passages[0].ID+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"  other 《报告》（1条）\n", "看一份报告的目录：/toc 加编号，例如 /toc other", "一、总结", "> tongzhou-2023/6.3.1", "不止一份报告有编号 1，请写全：other/1、tongzhou-2023/1", "> other/"} {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
}

func TestNearest(t *testing.T) {
	tests := []struct{ name, typed, want string }{
		{"swapped letters", "/wyh", "/why"},
		{"a letter missing", "/hlp", "/help"},
		{"a letter too many", "/tocc", "/toc"},
		{"far from all", "/frobnicate", ""},
		{"very long", "/" + strings.Repeat("x", 1000), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := text.Nearest(test.typed, commands); got != test.want {
				t.Errorf("Nearest(%q) = %q, want %q", test.typed, got, test.want)
			}
		})
	}
}

// TestEverythingIsWorded: every command and every outcome has its words.
func TestEverythingIsWorded(t *testing.T) {
	for _, name := range commands {
		if said.Commands[name].Does == "" {
			t.Errorf("%s has no words", name)
		}
	}
	if len(said.Commands) != len(commands) {
		t.Errorf("words for %d commands, there are %d", len(said.Commands), len(commands))
	}
	for _, o := range []bot.Outcome{bot.Answered, bot.Related, bot.NotFound, bot.Meta, bot.Refused} {
		if said.Outcomes[string(o)] == "" {
			t.Errorf("%s has no words", o)
		}
	}
}

func TestCommand(t *testing.T) {
	for _, test := range []struct{ name, line, command, rest string }{
		{"alone", "/why", "/why", ""},
		{"an argument", "/show 6.3.1", "/show", "6.3.1"},
		{"a wide slash and a wide space", "／show　6.3.1", "/show", "6.3.1"},
		{"a tab", "/toc\t6", "/toc", "6"},
		{"a citizen's word for it", "/目录 6", "/toc", "6"},
		{"staff's word for it", "/退出", "/quit", ""},
		{"a no-break space", "/TOC\u00a06", "/toc", "6"},
	} {
		t.Run(test.name, func(t *testing.T) {
			name, rest, ok := command(test.line)
			if !ok || name != test.command || rest != test.rest {
				t.Errorf("command(%q) = %q, %q, %t, want %q, %q", test.line, name, rest, ok, test.command, test.rest)
			}
		})
	}
}

func TestComplete(t *testing.T) {
	tests := []struct {
		name, typed string
		want        []string
	}{
		{"the beginning of one", "/w", []string{"/why"}},
		{"a slash", "/", []string{"/about", "/ask", "/help", "/new", "/quit", "/show", "/toc", "/why"}},
		{"a question", "消防站", nil},
		{"nothing", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, complete(test.typed)); diff != "" {
				t.Errorf("complete(%q) (-want +got):\n%s", test.typed, diff)
			}
		})
	}
}
