package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"wenbao/bot/eval"
	"wenbao/bot/store"
	"wenbao/bot/telegram"
)

type serveCommand struct {
	API         string `name:"api" help:"Endpoint of the Bot API." placeholder:"URL" default:"https://api.telegram.org" setting:"TELEGRAM_API_URL"`
	WebhookURL  string `help:"Address that Telegram calls; empty: long polling." placeholder:"URL" setting:"TELEGRAM_WEBHOOK_URL"`
	WebhookAddr string `help:"Address to listen on for the webhook." placeholder:"ADDR" default:"127.0.0.1:8443" setting:"TELEGRAM_WEBHOOK_ADDR"`
}

// The secrets come from the environment or from files only: a flag would stand
// in the list of processes.
const (
	tokenSetting  = "TELEGRAM_BOT_TOKEN"      //nolint:gosec // the name of a setting
	secretSetting = "TELEGRAM_WEBHOOK_SECRET" //nolint:gosec // the name of a setting
)

// evaluationFile, in the data folder, holds what `wenbao eval --json` printed.
const evaluationFile = "evaluation.json"

// Help is printed by wenbao serve --help.
func (serveCommand) Help() string {
	return `Examples:

    TELEGRAM_BOT_TOKEN_FILE=/run/secrets/token wenbao serve
    TELEGRAM_BOT_TOKEN=123456:ABC TELEGRAM_WEBHOOK_URL=https://example.org/telegram wenbao serve --log-format json

TELEGRAM_BOT_TOKEN, or TELEGRAM_BOT_TOKEN_FILE naming a file, holds the token that @BotFather gave. Without
TELEGRAM_WEBHOOK_URL updates are fetched by long polling, which needs no open port. TELEGRAM_WEBHOOK_SECRET, or
TELEGRAM_WEBHOOK_SECRET_FILE, is 1 to 256 letters, digits, _ and -; without it a random one is used at each start.

Health is at http://WENBAO_ADMIN_ADDR/healthz and /readyz, metrics at /metrics. SIGTERM takes nothing new in, finishes
what is begun, and ends with 0.`
}

// Run serves until it is told to stop.
func (c serveCommand) Run(ctx context.Context, w wiring) error {
	drains.Store(true)
	options, secrets, err := c.options(w)
	if err != nil {
		return err
	}
	w.console = w.console.masking(secrets)
	if w.settings.LogFormat == "auto" {
		w.settings.LogFormat = "json"
	}
	log := w.logger(slog.LevelInfo)
	dir := w.dataFolder(log)
	b, err := w.openIn(ctx, dir, log)
	if err != nil {
		return err
	}
	state, err := openState(ctx, dir, log)
	if err != nil {
		return err
	}
	defer func() { _ = state.Close() }()
	options.Bot = telegram.Bot{Asker: b.Bot, Quoter: b.Bot, Suggester: b.Bot, Describer: b.Bot} // citizens are not journaled
	options.Store = telegram.Store{Inbox: state, Conversations: state, Settings: state, Votes: state, Eraser: state}
	options.Log = log
	options.Evaluation = lastEvaluation(dir, log)
	err = telegram.Run(ctx, options)
	if errors.Is(err, telegram.ErrUnauthorized) {
		return usage("ask @BotFather for the token of your bot and put it into "+tokenSetting, "%w", err)
	}
	return err
}

// options reads and checks the settings. secrets are never to be seen.
func (c serveCommand) options(w wiring) (o telegram.Options, secrets []string, err error) {
	o = telegram.Options{API: c.API, AdminAddr: w.settings.AdminAddr, Version: versionName()}
	if o.Token, err = w.console.secret(tokenSetting); err != nil {
		return o, nil, err
	}
	switch {
	case o.Token == "":
		return o, nil, usage("ask @BotFather for a token and put it into "+tokenSetting+", or into a file named by "+tokenSetting+"_FILE", "there is no Telegram token")
	case !telegram.ValidToken(o.Token):
		return o, nil, usage("a token looks like 123456:ABC-def, without quotes or spaces", "%s is not a Telegram token", tokenSetting)
	case !telegram.ValidURL(c.API):
		return o, nil, usage("for example https://api.telegram.org or http://127.0.0.1:8081", "TELEGRAM_API_URL %q is no address", c.API)
	}
	secrets = []string{o.Token}
	if c.WebhookURL == "" {
		return o, secrets, nil
	}
	secret, err := w.console.secret(secretSetting)
	switch {
	case err != nil:
		return o, nil, err
	case !telegram.ValidURL(c.WebhookURL):
		return o, nil, usage("for example https://example.org/telegram", "TELEGRAM_WEBHOOK_URL %q is no address", c.WebhookURL)
	case secret != "" && !telegram.ValidSecret(secret):
		return o, nil, usage("use 1 to 256 letters, digits, _ and -", "%s is not a secret that Telegram takes", secretSetting)
	}
	o.Webhook = &telegram.Webhook{URL: c.WebhookURL, Addr: c.WebhookAddr, Secret: secret}
	if secret != "" {
		secrets = append(secrets, secret)
	}
	return o, secrets, nil
}

// secret reads NAME, or the file that NAME_FILE names.
func (c *console) secret(name string) (string, error) {
	if value, ok := c.env(name); ok && value != "" {
		return strings.TrimSpace(value), nil
	}
	file, ok := c.env(name + "_FILE")
	if !ok || file == "" {
		return "", nil
	}
	data, err := os.ReadFile(file) //nolint:gosec // the operator names the file
	if err != nil {
		return "", usage("see "+name+"_FILE", "%w", err)
	}
	return strings.TrimSpace(string(data)), nil
}

// openState opens the state in the data folder, or in memory with a warning.
func openState(ctx context.Context, dir string, log *slog.Logger) (*store.Store, error) {
	if dir != "" {
		state, err := store.Open(ctx, dir)
		if err == nil {
			return state, nil
		}
		log.Warn("the state cannot be kept in the data folder", "error", err)
	}
	log.Warn("conversations, languages and votes are kept in memory and lost at the end")
	return store.Memory(ctx)
}

// masking is the console with an error stream that shows no secret, whoever
// writes to it.
func (c *console) masking(secrets []string) *console {
	masked := *c
	masked.err = &mask{c.err, secrets}
	return &masked
}

type mask struct {
	out     io.Writer
	secrets []string
}

func (m *mask) Write(line []byte) (int, error) {
	text := string(line)
	for _, secret := range m.secrets {
		text = strings.ReplaceAll(text, secret, "***")
	}
	_, err := io.WriteString(m.out, text)
	return len(line), err
}

// lastEvaluation reads the measures of evaluationFile, nil if there are none.
func lastEvaluation(dir string, log *slog.Logger) *telegram.Evaluation {
	if dir == "" {
		return nil
	}
	e, err := readEvaluation(filepath.Join(dir, evaluationFile))
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			log.Warn("the last evaluation cannot be read", "error", err)
		}
		return nil
	}
	return e
}

func readEvaluation(name string) (*telegram.Evaluation, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(name) //nolint:gosec // in the operator's own data folder
	if err != nil {
		return nil, err
	}
	var report eval.Report
	if err := json.Unmarshal(data, &report); err != nil {
		return nil, err
	}
	if len(report.Rows) == 0 {
		return nil, errors.New(evaluationFile + " holds no measures")
	}
	all := report.Rows[len(report.Rows)-1] // the sum
	return &telegram.Evaluation{Date: info.ModTime(), Questions: all.N, Right: all.Right, Refusals: all.Refusals}, nil
}
