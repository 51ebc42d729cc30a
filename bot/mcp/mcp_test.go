package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"go.uber.org/goleak"

	"wenbao/bot"
	"wenbao/knowledge"
	"wenbao/prompts"
	"wenbao/retrieval"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newBot(t *testing.T, more ...*knowledge.Report) *bot.Bot {
	t.Helper()
	reports, err := knowledge.Shipped()
	must(t, err)
	embedder, err := retrieval.NewLocal()
	must(t, err)
	b, err := bot.New(t.Context(), bot.Config{Library: knowledge.NewLibrary(reports, more), Embedder: embedder})
	must(t, err)
	return b
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// connect is an assistant at a server in memory.
func connect(t *testing.T, o Options) *sdk.ClientSession {
	t.Helper()
	server, err := newServer(o)
	must(t, err)
	here, there := sdk.NewInMemoryTransports()
	serving, err := server.Connect(t.Context(), here, nil)
	must(t, err)
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), there, nil)
	must(t, err)
	t.Cleanup(func() { _ = session.Close(); _ = serving.Wait() })
	return session
}

// call calls a tool; out gets its structured result, unless it is nil.
func call(t *testing.T, session *sdk.ClientSession, name string, arguments, out any) (said string, failed bool) {
	t.Helper()
	result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: name, Arguments: arguments})
	must(t, err)
	if out != nil && !result.IsError {
		data, err := json.Marshal(result.StructuredContent)
		must(t, err)
		must(t, json.Unmarshal(data, out))
	}
	for _, c := range result.Content {
		if text, ok := c.(*sdk.TextContent); ok {
			said += text.Text
		}
	}
	return said, result.IsError
}

func TestTools(t *testing.T) {
	session := connect(t, Options{Bot: newBot(t), Version: "test"})
	var names []string
	for tool, err := range session.Tools(t.Context(), nil) {
		must(t, err)
		names = append(names, tool.Name)
		if tool.Title == "" || tool.Description == "" || tool.Annotations == nil || !tool.Annotations.ReadOnlyHint || tool.OutputSchema == nil {
			t.Errorf("%+v", tool)
		}
	}
	slices.Sort(names)
	if diff := cmp.Diff([]string{"ask", "passage", "reports", "search"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	box, err := prompts.Tools()
	must(t, err)
	if len(box.Tools) != len(names) {
		t.Errorf("words for %d tools, there are %d", len(box.Tools), len(names))
	}
	if info := session.InitializeResult(); !strings.Contains(info.Instructions, "word for word") || info.ServerInfo.Version != "test" {
		t.Errorf("%+v", info)
	}
}

// TestAsk: an assistant gets what a person would, and what it is.
func TestAsk(t *testing.T) {
	b := newBot(t)
	session := connect(t, Options{Bot: b})
	for _, test := range []struct {
		name   string
		in     map[string]any
		asked  bot.Message
		urgent bool
	}{
		{"answered", map[string]any{"question": "去年新建了多少个消防站？"}, bot.Message{Text: "去年新建了多少个消防站？"}, false},
		{"English, with a translation", map[string]any{"question": "How many new fire stations were built?"}, bot.Message{Text: "How many new fire stations were built?"}, false},
		{"the report does not say", map[string]any{"question": "云景公园占地多少亩？"}, bot.Message{Text: "云景公园占地多少亩？"}, false},
		{"nothing", map[string]any{"question": ""}, bot.Message{}, false},
		{"a fire", map[string]any{"question": "家里着火了怎么办"}, bot.Message{Text: "家里着火了怎么办"}, true},
		{"a follow-up", map[string]any{"question": "那5G基站呢？", "history": []any{map[string]any{"question": "去年新建了多少个消防站？", "citations": []any{"6.3.1", "9.9.9"}}}},
			bot.Message{Text: "那5G基站呢？", History: []bot.Turn{{Question: "去年新建了多少个消防站？", Citations: []string{"tongzhou-2023/6.3.1"}}}}, false},
		{"again, of a passage that is named three times", map[string]any{"question": "再说一遍", "history": []any{map[string]any{"question": "去年新建了多少个消防站？", "citations": []any{"6.3.1", "tongzhou-2023/6.3.1", "6.3.1"}}}},
			bot.Message{Text: "再说一遍", History: []bot.Turn{{Question: "去年新建了多少个消防站？", Citations: []string{"tongzhou-2023/6.3.1"}}}}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			want, err := b.Ask(t.Context(), test.asked)
			must(t, err)
			var got askOutput
			said, failed := call(t, session, "ask", test.in, &got)
			if failed || said != want.Text() || got.Text != said || got.Outcome != want.Outcome || got.Receipt != want.Receipt || got.Urgent != test.urgent || got.Citations == nil {
				t.Errorf("%t %q %+v", failed, said, got)
			}
			for i, c := range want.Citations {
				if diff := cmp.Diff(citation{c.ID, c.Place, c.Quote, c.Gloss}, got.Citations[i]); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestSearchAndPassage(t *testing.T) {
	more, err := knowledge.Parse("river-2024", []byte("河口区2024年政府工作报告\n\n一、工作\n\n修好了十七座石桥。\n\n新开渡口两处。\n"), knowledge.Meta{URL: "https://example.org/"})
	must(t, err)
	session := connect(t, Options{Bot: newBot(t, more)})
	var hits searchOutput
	if said, failed := call(t, session, "search", map[string]any{"words": "石桥", "limit": 2}, &hits); failed || len(hits.Passages) != 2 || hits.Passages[0].ID != "river-2024/1.1" || hits.Passages[0].Score <= 0 {
		t.Errorf("%s %+v", said, hits)
	}
	if _, failed := call(t, session, "search", map[string]any{"words": "消防站"}, &hits); failed || len(hits.Passages) != usualLimit {
		t.Errorf("%d passages", len(hits.Passages))
	}
	want := passageOutput{
		ID: "river-2024/1.1", Place: hits.Passages[0].Place, Text: "修好了十七座石桥。", After: &near{"river-2024/1.2", "新开渡口两处。"},
		Report: about{ID: "river-2024", Title: "河口区2024年政府工作报告", Place: "河口区", URL: "https://example.org/"},
	}
	for _, id := range []string{"river-2024/1.1", "1.1"} {
		var got passageOutput
		said, failed := call(t, session, "passage", map[string]any{"id": id}, &got)
		want.Place, want.Report.Years, want.Report.Covers = got.Place, got.Report.Years, got.Report.Covers
		if diff := cmp.Diff(want, got); failed || diff != "" || !strings.HasPrefix(got.Place, "《河口区2024年政府工作报告》") || got.Report.Years == nil {
			t.Errorf("%s %s (-want +got):\n%s", id, said, diff)
		}
	}
	var all reportsOutput
	if said, failed := call(t, session, "reports", nil, &all); failed || len(all.Reports) != 2 || all.Reports[0].ID != "river-2024" || all.Reports[0].Passages != 2 || all.Reports[0].Headings[0].ID != "river-2024/1" {
		t.Errorf("%s %+v", said, all)
	}
}

// TestMistakes: an assistant is told what to mend.
func TestMistakes(t *testing.T) {
	twin, err := knowledge.Parse("twin", []byte("河口区政府工作报告\n\n一、工作\n\n（一）一\n\n1．一\n\n修好了石桥。\n"), knowledge.Meta{})
	must(t, err)
	other := *twin
	other.ID = "other"
	other.Passages = slices.Clone(twin.Passages)
	for i := range other.Passages {
		other.Passages[i].ID = strings.Replace(other.Passages[i].ID, "twin/", "other/", 1)
	}
	session := connect(t, Options{Bot: newBot(t, twin, &other)})
	_, short, _ := strings.Cut(twin.Passages[0].ID, "/")
	for _, test := range []struct {
		name, tool string
		in         map[string]any
		says       string
	}{
		{"no words", "search", map[string]any{"words": " "}, "words are empty"},
		{"too many", "search", map[string]any{"words": "桥", "limit": 51}, "1 to 50"},
		{"less than none", "search", map[string]any{"words": "桥", "limit": -1}, "1 to 50"},
		{"no such passage", "passage", map[string]any{"id": "9.9.9"}, `no passage "9.9.9"`},
		{"of which report", "passage", map[string]any{"id": short}, "name one of other/" + short},
		{"no question", "ask", map[string]any{}, "question"},
		{"a question of another kind", "ask", map[string]any{"question": 7}, "question"},
		{"what no tool knows", "ask", map[string]any{"question": "桥", "model": "x"}, "model"},
	} {
		t.Run(test.name, func(t *testing.T) {
			said, failed := "", true
			result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: test.tool, Arguments: test.in})
			if err != nil {
				said = err.Error()
			} else {
				failed = result.IsError
				for _, c := range result.Content {
					said += c.(*sdk.TextContent).Text
				}
			}
			if !failed || !strings.Contains(said, test.says) {
				t.Errorf("failed %t: %s", failed, said)
			}
		})
	}
}

// TestFaults: a fault is told without its cause, and the next call is served.
func TestFaults(t *testing.T) {
	for _, test := range []struct {
		name string
		ask  func() (bot.Answer, error)
	}{
		{"an error", func() (bot.Answer, error) { return bot.Answer{}, errors.New("index gone") }},
		{"a panic", func() (bot.Answer, error) { panic("index gone") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			var log bytes.Buffer
			session := connect(t, Options{Bot: broken{newBot(t), test.ask}, Log: slog.New(slog.NewTextHandler(&log, nil))})
			said, failed := call(t, session, "ask", map[string]any{"question": "秘密"}, nil)
			if !failed || !strings.Contains(said, "fault in the program") || strings.Contains(said, "index gone") {
				t.Errorf("failed %t: %s", failed, said)
			}
			if !strings.Contains(log.String(), "index gone") || strings.Contains(log.String(), "秘密") {
				t.Errorf("the log: %s", log.String())
			}
			if _, failed := call(t, session, "reports", nil, &reportsOutput{}); failed {
				t.Error("the next call fails")
			}
		})
	}
}

// broken is a bot that cannot answer.
type broken struct {
	*bot.Bot
	ask func() (bot.Answer, error)
}

func (b broken) Ask(context.Context, bot.Message) (bot.Answer, error) { return b.ask() }

// TestRun: over streams, until the input ends; what is no protocol does no harm.
func TestRun(t *testing.T) {
	for _, test := range []struct{ name, in string }{
		{"nothing", ""},
		{"no JSON", "hello\n"},
		{"half a line", `{"jsonrpc":"2.0"`},
		{"an endless line", strings.Repeat("x", maxLine+1)},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			err := Run(t.Context(), Options{Bot: broken{}}, strings.NewReader(test.in), &out)
			if test.in == "" && err != nil {
				t.Error(err)
			}
			for line := range strings.Lines(out.String()) {
				if !json.Valid([]byte(line)) {
					t.Errorf("%q is no protocol", line)
				}
			}
		})
	}
}
