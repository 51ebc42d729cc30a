package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"runtime/debug"
	"strings"

	"golang.org/x/text/language"

	"wenbao/bot/page"
	"wenbao/bot/words"
	"wenbao/knowledge/text"
)

// Handler answers all requests of the door.
func (d *Door) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.form)
	mux.HandleFunc("POST /{$}", d.ask)
	mux.HandleFunc("GET /report/{id}", d.report)
	mux.HandleFunc("/", d.nothing)
	return secured(d.shielded(mux))
}

// policy allows what the pages need: their style sheet, their sign, their form.
var policy = "default-src 'none'; style-src " + page.StylePolicy + "; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secured adds the headers that every answer has. There is no cookie and nothing
// to be changed by a request, so that a forged one gains nothing.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// shielded keeps a defect from ending the program, and the person from getting
// nothing.
func (d *Door) shielded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			value := recover()
			if value == nil {
				return
			}
			d.metrics.answers("panic").Inc()
			d.log.Error("a defect of the program", "error", value, "stack", string(debug.Stack()))
			l := d.languageOf(r)
			d.send(w, http.StatusInternalServerError, page.Ask{Language: l, Notice: words.PagesIn(l).Fault})
		}()
		next.ServeHTTP(w, r)
	})
}

// form shows the form.
func (d *Door) form(w http.ResponseWriter, r *http.Request) {
	l := d.languageOf(r)
	if !d.mayRead(w, r, l) {
		return
	}
	d.metrics.pages("form").Inc()
	d.send(w, http.StatusOK, d.blank(l))
}

// samples is how many questions a newcomer is offered, and one who got an answer.
const (
	samples = 3
	related = 3
)

// blank is the form with nothing asked yet.
func (d *Door) blank(l text.Language) page.Ask {
	return page.Ask{Language: l, Scope: d.Bot.Scope(l), Offers: d.Bot.Samples(l, samples), Library: d.Bot.Library()}
}

// report shows a report.
func (d *Door) report(w http.ResponseWriter, r *http.Request) {
	l := d.languageOf(r)
	if !d.mayRead(w, r, l) {
		return
	}
	for _, report := range d.Bot.Library().Reports {
		if report.ID != r.PathValue("id") {
			continue
		}
		d.metrics.pages("report").Inc()
		body, ok := d.made(w, func(out io.Writer) error { return page.Report(out, l, report, "/?lang="+string(l)) })
		if ok {
			keep(w, r, body)
		}
		return
	}
	d.missing(w, l)
}

// keep sends a page that a browser may keep, and asks for again. Its mark is of all
// that it shows: some of that, such as a publisher, is no part of an index.
func keep(w http.ResponseWriter, r *http.Request, body []byte) {
	mark := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(mark[:8]) + `"`
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", tag)
	w.Header().Set("Vary", "Accept-Language")
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	deliver(w, http.StatusOK, body)
}

// nothing answers what is not there.
func (d *Door) nothing(w http.ResponseWriter, r *http.Request) {
	l := d.languageOf(r)
	if d.mayRead(w, r, l) {
		d.missing(w, l)
	}
}

func (d *Door) missing(w http.ResponseWriter, l text.Language) {
	d.metrics.pages("none").Inc()
	d.send(w, http.StatusNotFound, page.Ask{Language: l, Notice: words.PagesIn(l).NoPage, Lost: true})
}

// send writes a page of the form.
func (d *Door) send(w http.ResponseWriter, status int, p page.Ask) {
	if body, ok := d.made(w, p.Write); ok {
		deliver(w, status, body)
	}
}

// made is a page whole, so that a fault in it can still be told; ok is false where
// it was.
func (d *Door) made(w http.ResponseWriter, write func(io.Writer) error) (body []byte, ok bool) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		d.log.Error("a page cannot be made", "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return nil, false
	}
	return b.Bytes(), true
}

func deliver(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // who went away needs no answer
}

// tags are the languages of the door; the first is for who asks for none of them.
var tags = []text.Language{text.Simplified, text.Traditional, text.English}

var matcher = language.NewMatcher([]language.Tag{language.MustParse("zh-Hans"), language.MustParse("zh-Hant"), language.English})

// languageOf chooses the language of our sentences before there is a question: the
// one that was chosen on a page, else the browser's.
func (d *Door) languageOf(r *http.Request) text.Language {
	chosen := r.URL.Query().Get("lang")
	if r.PostForm != nil {
		chosen = r.PostForm.Get("lang")
	}
	for _, l := range tags {
		if string(l) == chosen {
			return l
		}
	}
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return tags[0]
	}
	for _, tag := range wanted { // one by one: of zh-HK, zh the matcher would take zh for the nearest
		if _, i, sure := matcher.Match(tag); sure != language.No {
			return tags[i]
		}
	}
	return tags[0]
}
