package api

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestUnsure: whether a message may have arrived although we do not know of it.
func TestUnsure(t *testing.T) {
	dropping := serving(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	failing := serving(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	cut := serving(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "500") })
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	nobody := to(t, closed.URL, nil)
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }))
	t.Cleanup(refusing.Close)
	proxy, err := url.Parse(refusing.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxied := to(t, "https://example.invalid", &http.Transport{Proxy: http.ProxyURL(proxy)})
	for name, test := range map[string]struct {
		client *Client
		unsure bool
	}{
		"the connection breaks":                {dropping, true},
		"the reply is cut off":                 {cut, true},
		"a gateway says that it cannot":        {failing, false},
		"nobody takes the connection to begin": {nobody, false},
		"it breaks before it is secret":        {to(t, "https://"+hangingUp(t), nil), false},
		"a proxy does not reach the server":    {proxied, false},
	} {
		t.Run(name, func(t *testing.T) {
			u := Undelivered(test.client.Call(t.Context(), "sendMessage", nil, nil))
			if u.Reason != "network" || u.Unsure != test.unsure {
				t.Errorf("%+v", u)
			}
		})
	}
}

// to makes a client that the test closes.
func to(t *testing.T, base string, transport http.RoundTripper) *Client {
	t.Helper()
	c := NewClient(base, testToken, transport, &tally{})
	t.Cleanup(c.Close)
	return c
}

// hangingUp is the address of a listener that takes connections and ends them.
func hangingUp(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}

// TestFrozenConnection: an HTTP/2 connection that nothing passes any more, without a
// word from anybody, as after a change of routes, is given up within half a minute.
func TestFrozenConnection(t *testing.T) {
	certified := httptest.NewTLSServer(nil) // for its certificate
	defer certified.Close()
	trust, own := certified.Client().Transport.(*http.Transport).TLSClientConfig, certified.TLS.Certificates
	synctest.Test(t, func(t *testing.T) {
		pipes := &pipes{made: make(chan net.Conn), done: make(chan struct{})}
		server := &http.Server{TLSConfig: &tls.Config{Certificates: own}, ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor != 2 {
				t.Errorf("asked by %s", r.Proto)
			}
			_, _ = w.Write([]byte(okReply))
		})}
		go func() { _ = server.ServeTLS(pipes, "", "") }()
		defer server.Close()
		transport := newTransport()
		transport.TLSClientConfig = trust.Clone()
		transport.DialContext = pipes.dial
		c := NewClient("https://example.com", testToken, transport, &tally{})
		defer c.Close()
		if err := c.Call(t.Context(), "sendMessage", nil, nil); err != nil {
			t.Fatal(err)
		}
		pipes.freeze()
		began := time.Now()
		if err := c.Insist(t.Context(), "sendMessage", nil, nil); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("healed after %v", took)
		}
	})
}

// pipes are a network in memory, whose connections can freeze.
type pipes struct {
	mu   sync.Mutex
	all  []*pipe
	made chan net.Conn
	done chan struct{}
	once sync.Once
}

func (p *pipes) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	p.mu.Lock()
	defer p.mu.Unlock()
	end := &pipe{Conn: ours}
	p.all = append(p.all, end)
	p.made <- theirs
	return end, nil
}

// freeze lets nothing pass the connections made so far.
func (p *pipes) freeze() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, one := range p.all {
		one.frozen.Store(true)
	}
}

// Accept, Close and Addr make pipes a net.Listener.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.made:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// pipe is a connection that swallows what is written once it is frozen.
type pipe struct {
	net.Conn
	frozen atomic.Bool
}

func (p *pipe) Write(b []byte) (int, error) {
	if p.frozen.Load() {
		return len(b), nil
	}
	return p.Conn.Write(b)
}
