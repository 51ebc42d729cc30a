package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wenbao/bot"
	"wenbao/bot/words"
	"wenbao/knowledge"
	"wenbao/knowledge/text"
)

func TestPages(t *testing.T) {
	d, _ := newDoor(t, nil)
	v := visit(t, d)
	for _, test := range []struct {
		name, method, path string
		status             int
	}{
		{"the form", http.MethodGet, "/", http.StatusOK},
		{"the form's head", http.MethodHead, "/", http.StatusOK},
		{"a report", http.MethodGet, "/report/tongzhou-2023", http.StatusOK},
		{"no such report", http.MethodGet, "/report/nowhere", http.StatusNotFound},
		{"a way out", http.MethodGet, "/report/..%2f..%2fetc%2fpasswd", http.StatusNotFound},
		{"no such page", http.MethodGet, "/nowhere<script>", http.StatusNotFound},
		{"another method", http.MethodPut, "/", http.StatusNotFound},
		{"a report that is asked", http.MethodPost, "/report/tongzhou-2023", http.StatusNotFound},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := v.do(test.method, test.path, "", ""); got.StatusCode != test.status || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") {
				t.Errorf("%s, %s", got.Status, got.Header.Get("Content-Type"))
			}
		})
	}
}

// TestReportIsKept: a browser asks whether a report changed, and is told in a word.
func TestReportIsKept(t *testing.T) {
	d, _ := newDoor(t, nil)
	v := visit(t, d)
	first := v.get("/report/tongzhou-2023")
	v.header.Set("If-None-Match", first.Header.Get("ETag"))
	if again := v.get("/report/tongzhou-2023"); again.StatusCode != http.StatusNotModified || again.body != "" {
		t.Errorf("%s, %d bytes", again.Status, len(again.body))
	}
	if other := v.get("/report/tongzhou-2023?lang=en"); other.StatusCode != http.StatusOK {
		t.Errorf("in another language: %s", other.Status)
	}
}

// TestReportChanged: whatever a page shows of a report, its mark changes with it,
// also where the index stays as it is.
func TestReportChanged(t *testing.T) {
	const before = "河口区2024年政府工作报告\n\n一、工作\n\n修好了十七座石桥。\n"
	for _, test := range []struct {
		name, text string
		meta       knowledge.Meta
		changed    bool
	}{
		{"nothing", before, knowledge.Meta{}, false},
		{"the text", strings.ReplaceAll(before, "十七", "十八"), knowledge.Meta{}, true},
		{"the publisher", before, knowledge.Meta{Publisher: "河口区人民政府"}, true},
		{"the address", before, knowledge.Meta{URL: "https://example.org/report"}, true},
		{"the source", before, knowledge.Meta{Source: "政府网站"}, true},
		{"the title", before, knowledge.Meta{Title: "工作报告"}, true},
		{"the place", before, knowledge.Meta{Place: "河口"}, true},
		{"the years", before, knowledge.Meta{Years: []int{2023}}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			read := func(text string, m knowledge.Meta, tag string) reply {
				report, err := knowledge.Parse("r", []byte(text), m)
				if err != nil {
					t.Fatal(err)
				}
				d, _ := newDoor(t, func(o *Options) {
					o.Bot.Describer = described{o.Bot.Describer, knowledge.NewLibrary([]*knowledge.Report{report})}
				})
				v := visit(t, d)
				v.header.Set("If-None-Match", tag)
				return v.get("/report/r")
			}
			tag := read(before, knowledge.Meta{}, "").Header.Get("ETag")
			if again := read(test.text, test.meta, tag); (again.StatusCode == http.StatusOK) != test.changed || tag == "" {
				t.Errorf("%s with the mark %s", again.Status, tag)
			}
		})
	}
}

// TestReportOfAnyName: an id may be of any letters.
func TestReportOfAnyName(t *testing.T) {
	report, err := knowledge.Parse("河口区2024", []byte("河口区2024年政府工作报告\n\n一、工作\n\n修好了十七座石桥。\n"), knowledge.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	d, _ := newDoor(t, func(o *Options) {
		o.Bot.Describer = described{o.Bot.Describer, knowledge.NewLibrary([]*knowledge.Report{report})}
		o.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
			p := &report.Passages[0]
			at := report.Place(p)
			return bot.Answer{Outcome: bot.Answered, Language: text.Simplified, Citations: []bot.Citation{{ID: p.ID, Place: at.String(), At: at, Quote: p.Text}}}, nil
		})
	})
	v := visit(t, d)
	got := v.ask("桥呢？")
	if len(got.quotes()) != 1 {
		t.Fatalf("quotes %v", got.quotes())
	}
	followAddresses(t, v, got)
}

// described is a Describer of another library.
type described struct {
	Describer
	library *knowledge.Library
}

func (d described) Library() *knowledge.Library { return d.library }

func TestLanguages(t *testing.T) {
	d, _ := newDoor(t, nil)
	for _, test := range []struct{ name, path, accept, want string }{
		{"none said", "/", "", "zh-Hans"},
		{"the browser's", "/", "en-GB,en;q=0.9", "en"},
		{"Taiwan", "/", "zh-TW", "zh-Hant"},
		{"Hong Kong", "/report/tongzhou-2023", "zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant"},
		{"mainland", "/", "zh-CN,en;q=0.5", "zh-Hans"},
		{"one that we have not", "/", "fr-FR,fr;q=0.9", "zh-Hans"},
		{"chosen", "/?lang=zh-Hant", "en", "zh-Hant"},
		{"one that nobody can choose", "/?lang=<script>", "en", "en"},
		{"nonsense", "/", ";;;,,q=", "zh-Hans"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := visit(t, d)
			v.header.Set("Accept-Language", test.accept)
			if got := v.get(test.path).language(); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// TestLimits: one address may not ask without end, another may go on.
func TestLimits(t *testing.T) {
	d, log := newDoor(t, func(o *Options) {
		o.Proxied = true
		o.Bot.Asker = asking(func(context.Context, bot.Message) (bot.Answer, error) {
			return bot.Answer{Outcome: bot.Meta, Lead: "好", Language: text.Simplified}, nil
		})
	})
	v := visit(t, d)
	last := reply{}
	for range askBurst + 5 { // more than the tokens that come back meanwhile
		v.header.Set("X-Forwarded-For", "198.51.100.9, 203.0.113.7")
		if last = v.ask("消防站"); last.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	if last.StatusCode != http.StatusTooManyRequests || last.Header.Get("Retry-After") == "" || last.typed() != "消防站" {
		t.Errorf("%s, typed %q", last.Status, last.typed())
	}
	v.header.Set("X-Forwarded-For", "203.0.113.7, 203.0.113.8")
	if got := v.ask("消防站"); got.StatusCode != http.StatusOK {
		t.Errorf("another address: %s", got.Status)
	}
	for range readBurst + 20 {
		if last = v.get("/nowhere"); last.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	if last.StatusCode != http.StatusTooManyRequests {
		t.Errorf("pages without end: %s", last.Status)
	}
	for _, secret := range []string{"203.0.113", "127.0.0.1", "消防"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %s", secret)
		}
	}
}

// TestUnreadFormsAreLimited: a form that cannot be read takes a token like one that
// can, and none of it is answered beyond the limit.
func TestUnreadFormsAreLimited(t *testing.T) {
	for _, test := range []struct {
		name, body string
		status     int
	}{
		{"a question", "q=+&lang=zh-Hans", http.StatusUnprocessableEntity},
		{"a broken escape", "q=%zz", http.StatusBadRequest},
		{"nothing", "", http.StatusBadRequest},
		{"too much", "q=" + strings.Repeat("x", maxBody), http.StatusRequestEntityTooLarge},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, _ := newDoor(t, nil)
				for i := range askBurst + 1 {
					w := httptest.NewRecorder()
					r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(test.body))
					r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
					d.Handler().ServeHTTP(w, r)
					want := test.status
					if i == askBurst {
						want = http.StatusTooManyRequests
					}
					if w.Code != want {
						t.Fatalf("the %dth: %d, want %d", i+1, w.Code, want)
					}
				}
			})
		})
	}
}

func TestAddress(t *testing.T) {
	for _, test := range []struct {
		name, remote string
		forwarded    []string
		proxied      bool
		want         string
	}{
		{"direct", "192.0.2.1:1234", nil, false, "192.0.2.1"},
		{"who says so himself is not believed", "192.0.2.1:1234", []string{"203.0.113.7"}, false, "192.0.2.1"},
		{"behind a proxy", "127.0.0.1:1", []string{"203.0.113.7"}, true, "203.0.113.7"},
		{"the entry of the proxy", "127.0.0.1:1", []string{"198.51.100.1, 203.0.113.7"}, true, "203.0.113.7"},
		{"headers twice", "127.0.0.1:1", []string{"198.51.100.1", "203.0.113.7"}, true, "203.0.113.7"},
		{"with a port", "127.0.0.1:1", []string{"203.0.113.7:99"}, true, "203.0.113.7"},
		{"one network", "[2001:db8:1:2:3:4:5:6]:1", nil, false, "2001:db8:1:2::"},
		{"IPv4 in IPv6", "[::ffff:192.0.2.1]:1", nil, false, "192.0.2.1"},
		{"no address", "127.0.0.1:1", []string{"<script>"}, true, "invalid IP"},
		{"a proxy that says nothing", "127.0.0.1:1", nil, true, "invalid IP"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := New(Options{Proxied: test.proxied})
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			r.RemoteAddr = test.remote
			for _, f := range test.forwarded {
				r.Header.Add("X-Forwarded-For", f)
			}
			if got := d.address(r); got.String() != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
	if network(netip.MustParseAddr("fe80::1%eth0")).Zone() != "" {
		t.Error("a zone makes another person")
	}
}

// TestPersons: an address is the same person each time, addresses are few, and
// who has many is no more than that.
func TestPersons(t *testing.T) {
	d := New(Options{})
	seen := map[int64]bool{}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	for i := range 1000 {
		r.RemoteAddr = fmt.Sprintf("[2001:db8:%x::1]:1", i)
		who := d.person(r)
		if who < 0 || who >= persons || who != d.person(r) {
			t.Fatalf("%s is %d", r.RemoteAddr, who)
		}
		seen[who] = true
	}
	if len(seen) < 950 {
		t.Errorf("a thousand addresses are %d persons", len(seen))
	}
}

// TestLimitEnds: the seconds that are told are enough.
func TestLimitEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, _ := newDoor(t, nil)
		get := func() *httptest.ResponseRecorder {
			w := httptest.NewRecorder()
			d.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/nowhere", nil))
			return w
		}
		for range readBurst {
			get()
		}
		w := get()
		if w.Code != http.StatusTooManyRequests {
			t.Fatalf("%d", w.Code)
		}
		wait, err := time.ParseDuration(w.Header().Get("Retry-After") + "s")
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(wait)
		if again := get(); again.Code != http.StatusNotFound {
			t.Errorf("after %v: %d", wait, again.Code)
		}
	})
}

// TestWordsAreFilled: no sentence of the door shows an unfilled verb.
func TestWordsAreFilled(t *testing.T) {
	d, _ := newDoor(t, nil)
	for _, l := range tags {
		v := visit(t, d)
		got := v.get("/?lang=" + string(l))
		if strings.Contains(got.body, "%!") || !strings.Contains(got.body, escaped(words.PagesIn(l).Heading)) {
			t.Errorf("%s: %s", l, got.body)
		}
	}
}
