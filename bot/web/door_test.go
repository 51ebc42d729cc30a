package web

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
	"golang.org/x/net/html"

	"wenbao/bot"
	"wenbao/bot/page/pagetest"
	"wenbao/knowledge"
	"wenbao/retrieval"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shipped is a bot over the shipped report.
var shipped = sync.OnceValues(func() (*bot.Bot, error) {
	reports, err := knowledge.Shipped()
	if err != nil {
		return nil, err
	}
	embedder, err := retrieval.NewLocal()
	if err != nil {
		return nil, err
	}
	return bot.New(context.Background(), bot.Config{Library: knowledge.NewLibrary(reports), Embedder: embedder})
})

// asking is an Asker of a function.
type asking func(ctx context.Context, m bot.Message) (bot.Answer, error)

func (a asking) Ask(ctx context.Context, m bot.Message) (bot.Answer, error) { return a(ctx, m) }

// newDoor makes a door of the shipped bot, changed by change, and returns its log.
func newDoor(t *testing.T, change func(*Options)) (*Door, *lockedBuffer) {
	t.Helper()
	b, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	log := &lockedBuffer{}
	o := Options{Bot: Bot{b, b, b}, Addr: "127.0.0.1:0", Log: slog.New(slog.NewTextHandler(log, nil))}
	if change != nil {
		change(&o)
	}
	return New(o), log
}

// lockedBuffer is written by a server and read by a test.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// visitor is a browser at a real server of a door.
type visitor struct {
	t      *testing.T
	server *httptest.Server
	header http.Header
}

func visit(t *testing.T, d *Door) *visitor {
	t.Helper()
	server := httptest.NewServer(d.Handler())
	t.Cleanup(server.Close)
	return &visitor{t, server, http.Header{}}
}

// reply is what a visitor got.
type reply struct {
	*http.Response
	body string
	page pagetest.Page
}

// do sends a request and checks what every answer must be.
func (v *visitor) do(method, path, contentType, body string) reply {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.server.URL+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header = v.header.Clone()
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	response, err := v.server.Client().Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var b bytes.Buffer
	if _, err := b.ReadFrom(response.Body); err != nil {
		v.t.Fatal(err)
	}
	got := reply{Response: response, body: b.String()}
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Content-Security-Policy": policy,
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if response.Header.Get(name) != want {
			v.t.Errorf("%s %s: %s is %q", method, path, name, response.Header.Get(name))
		}
	}
	if len(response.Cookies()) > 0 {
		v.t.Errorf("%s %s sets a cookie", method, path)
	}
	if response.StatusCode != http.StatusNotModified && method != http.MethodHead {
		got.page = pagetest.Check(v.t, got.body)
	}
	return got
}

func (v *visitor) get(path string) reply { v.t.Helper(); return v.do(http.MethodGet, path, "", "") }

// post sends a form.
func (v *visitor) post(values url.Values) reply {
	v.t.Helper()
	return v.do(http.MethodPost, "/", "application/x-www-form-urlencoded", values.Encode())
}

// ask asks from an empty form.
func (v *visitor) ask(question string) reply {
	v.t.Helper()
	return v.post(url.Values{"q": {question}, "lang": {"zh-Hans"}})
}

// goOn asks from the form of a page, as a browser would.
func (v *visitor) goOn(r reply, question string) reply {
	v.t.Helper()
	values := url.Values{"q": {question}}
	for form := range r.page.All("form") {
		for n := range form.Descendants() {
			if n.Type == html.ElementNode && n.Data == "input" {
				values.Add(pagetest.Attribute(n, "name"), pagetest.Attribute(n, "value"))
			}
		}
		break
	}
	return v.post(values)
}

// quotes are the passages of a page, each without its number.
func (r reply) quotes() []string {
	var list []string
	for n := range r.page.All("blockquote") {
		_, quote, _ := strings.Cut(pagetest.Text(n), "] ")
		list = append(list, quote)
	}
	return list
}

// language is that of a page.
func (r reply) language() string {
	for n := range r.page.All("html") {
		return pagetest.Attribute(n, "lang")
	}
	return ""
}

// typed is what stands in the field.
func (r reply) typed() string {
	for n := range r.page.All("textarea") {
		return pagetest.Text(n)
	}
	return ""
}
