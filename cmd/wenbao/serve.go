package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"runtime/debug"

	"golang.org/x/sync/errgroup"

	"wenbao/bot"
	"wenbao/bot/openai"
	"wenbao/bot/state"
	"wenbao/bot/telegram"
	"wenbao/bot/web"
)

type serveCommand struct {
	API         string `name:"api" help:"Endpoint of the Bot API." placeholder:"URL" default:"https://api.telegram.org" setting:"TELEGRAM_API_URL"`
	WebhookURL  string `help:"Address that Telegram calls; empty: long polling." placeholder:"URL" setting:"TELEGRAM_WEBHOOK_URL"`
	WebhookAddr string `help:"Address to listen on for the webhook." placeholder:"ADDR" default:"127.0.0.1:8443" setting:"TELEGRAM_WEBHOOK_ADDR"`
	SpeechModel string `help:"Model that turns voice messages into text on the server of OPENAI_BASE_URL; empty: they are not heard." placeholder:"NAME" setting:"WENBAO_SPEECH_MODEL"`
	Plain       bool   `name:"plain-messages" help:"Send no rich messages of Telegram, which apps from before June 2026 cannot show." setting:"WENBAO_PLAIN_MESSAGES"`
	WebAddr     string `help:"Address to serve the form and the reports as web pages on; empty: no web." placeholder:"ADDR" setting:"WENBAO_WEB_ADDR"`
	WebProxied  bool   `help:"All web requests come through a reverse proxy, which adds its client to X-Forwarded-For: limits count that one." setting:"WENBAO_WEB_PROXIED"`
	Check       bool   `help:"Open what would be served, without network and without listening, tell it in one line, and end."`
}

// headroom is by how much the heap of a server may grow until it is collected, in percent.
// Nearly all of it are models and reports, which stay: with Go's hundred a crowd takes 20 MB
// more, and it is collected once a second as it is.
const headroom = 25

// Help is printed by wenbao serve --help.
func (serveCommand) Help() string {
	return `Examples:

    TELEGRAM_BOT_TOKEN_FILE=/run/secrets/token wenbao serve
    TELEGRAM_BOT_TOKEN=123456:ABC TELEGRAM_WEBHOOK_URL=https://example.org/telegram wenbao serve --log-format json
    WENBAO_WEB_ADDR=127.0.0.1:8080 wenbao serve
    TELEGRAM_BOT_TOKEN_FILE=/run/secrets/token wenbao serve --check

TELEGRAM_BOT_TOKEN, or TELEGRAM_BOT_TOKEN_FILE naming a file, holds the token that @BotFather gave. Without
TELEGRAM_WEBHOOK_URL updates are fetched by long polling, which needs no open port. TELEGRAM_WEBHOOK_SECRET, or
TELEGRAM_WEBHOOK_SECRET_FILE, is 1 to 256 letters, digits, _ and -; without it a random one is used at each start.

With WENBAO_WEB_ADDR the same answers are given on the web: a form and the reports as pages, without script and cookies. A
reverse proxy gives it a certificate; say WENBAO_WEB_PROXIED=on then. Without a Telegram token the web is served alone.

With WENBAO_STATE, or WENBAO_STATE_FILE, holding postgres://USER:PASSWORD@HOST/DATABASE, several servers share one state.

Health is at http://WENBAO_ADMIN_ADDR/healthz and /readyz, metrics at /metrics. SIGTERM takes nothing new in, finishes
what is begun, and ends with 0. --check ends as a start with these settings would, as far as that can be told without network, and
leaves a state of an earlier version as it is.`
}

// Run serves until it is told to stop.
func (c serveCommand) Run(ctx context.Context, w wiring) error {
	options, err := c.options(w)
	if err != nil {
		return err
	}
	if c.Check {
		return c.check(ctx, w, options)
	}
	drains.Store(true)
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(headroom)
	}
	if w.settings.LogFormat == "auto" {
		w.settings.LogFormat = "json"
	}
	log := w.logger(slog.LevelInfo)
	dir := w.dataFolder(ctx, log)
	kept, err := w.stateFor(ctx, options, dir, log)
	if err != nil {
		return err
	}
	if kept != nil {
		defer func() { _ = kept.Close() }()
	}
	w.limits, w.discards = limitsOf(kept, log), openai.NewDiscards(log)
	options.Beside = append(options.Beside, w.discards.WriteMetrics)
	if options.Hearing, err = c.hearing(w); err != nil {
		return err
	}
	b, err := w.openIn(ctx, dir, log)
	if err != nil {
		return err
	}
	var door *web.Door
	if c.WebAddr != "" {
		door = c.web(w, b, log, options.Token == "")
		options.Beside = append(options.Beside, door.Metrics()...)
	}
	if options.Token == "" {
		log.Info("there is no Telegram token: serving the web alone")
		return door.Run(ctx)
	}
	doors, ctx := errgroup.WithContext(ctx) // one that fails ends the other
	if door != nil {
		doors.Go(func() error { return door.Run(ctx) })
	}
	doors.Go(func() error { return w.telegram(ctx, options, b, kept, dir, log) })
	return doors.Wait()
}

// web makes the web door; alone, it serves health and metrics, too.
func (c serveCommand) web(w wiring, b *bot.Bot, log *slog.Logger, alone bool) *web.Door {
	o := web.Options{Bot: web.Bot{Asker: b, Suggester: b, Describer: b}, Addr: c.WebAddr, Proxied: c.WebProxied, Log: log}
	if alone {
		o.AdminAddr, o.Beside = w.settings.AdminAddr, []func(io.Writer){w.discards.WriteMetrics}
	}
	return web.New(o)
}

// telegram opens the Telegram door. Of citizens' questions no receipt is kept.
func (w wiring) telegram(ctx context.Context, o telegram.Options, b *bot.Bot, kept *state.Store, dir string, log *slog.Logger) error {
	o.Bot = telegram.Bot{Asker: b, Quoter: b, Suggester: b, Describer: b}
	o.Store = telegram.Store{Inbox: kept, Backlog: kept, Conversations: kept, Settings: kept, Votes: kept, Gaps: kept, Eraser: kept, Leader: kept}
	o.Log, o.Limits = log, w.limits
	o.Evaluation = lastEvaluation(dir, b.Fingerprint(), log)
	err := telegram.Run(ctx, o)
	if errors.Is(err, telegram.ErrUnauthorized) {
		return usage("ask @BotFather for the token of your bot and put it into "+tokenSetting, "%w", err)
	}
	return err
}

// options reads and checks the settings of Telegram; without a token the web is
// served alone.
func (c serveCommand) options(w wiring) (telegram.Options, error) {
	o := telegram.Options{API: c.API, AdminAddr: w.settings.AdminAddr, Plain: c.Plain, Version: versionName()}
	err := c.addresses(w)
	if err != nil {
		return o, err
	}
	if o.Token, err = w.console.secret(tokenSetting); err != nil {
		return o, err
	}
	switch {
	case o.Token == "" && c.WebAddr != "":
		return o, nil
	case o.Token == "":
		return o, usage("ask @BotFather for a token and put it into "+tokenSetting+", or into a file named by "+tokenSetting+"_FILE; or serve the web alone by WENBAO_WEB_ADDR",
			"there is no Telegram token")
	case !telegram.ValidToken(o.Token):
		return o, usage("a token looks like 123456:ABC-def, without quotes or spaces", "%s is not a Telegram token", tokenSetting)
	case !telegram.ValidURL(c.API):
		return o, usage("for example https://api.telegram.org or http://127.0.0.1:8081", "TELEGRAM_API_URL %q is no address", c.API)
	}
	if c.WebhookURL != "" {
		o.Webhook, err = c.webhook(w)
	}
	return o, err
}

// hearing makes what turns voices into text, which counts with all servers; nil without
// a model.
func (c serveCommand) hearing(w wiring) (telegram.Transcriber, error) {
	if c.SpeechModel == "" {
		return nil, nil
	}
	key, err := w.console.secret(keySetting)
	if err != nil {
		return nil, err
	}
	s := w.settings
	hears, err := openai.NewTranscriber(openai.TranscriberConfig{BaseURL: s.ModelURL, Key: key, Model: c.SpeechModel, Timeout: s.ModelTimeout, Counts: w.counts()})
	if err != nil {
		return nil, usage("see OPENAI_BASE_URL and WENBAO_SPEECH_MODEL", "the speech model cannot be asked: %w", err)
	}
	return hears, nil
}

func (c serveCommand) webhook(w wiring) (*telegram.Webhook, error) {
	secret, err := w.console.secret(secretSetting)
	switch {
	case err != nil:
		return nil, err
	case !telegram.ValidURL(c.WebhookURL):
		return nil, usage("for example https://example.org/telegram", "TELEGRAM_WEBHOOK_URL %q is no address", c.WebhookURL)
	case secret == "" && w.sharesState():
		return nil, usage("give all servers the same one, 1 to 256 letters, digits, _ and -", "several servers with a webhook need "+secretSetting)
	case secret != "" && !telegram.ValidSecret(secret):
		return nil, usage("use 1 to 256 letters, digits, _ and -", "%s is not a secret that Telegram takes", secretSetting)
	}
	return &telegram.Webhook{URL: c.WebhookURL, Addr: c.WebhookAddr, Secret: secret}, nil
}
