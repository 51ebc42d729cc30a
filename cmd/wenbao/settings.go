package main

import (
	"log/slog"
	"strings"

	"github.com/alecthomas/kong"
)

// settings are the flags that every command has. The tag "setting" names the
// environment variable of a flag.
type settings struct {
	Data      string `help:"Folder of the index, what is remembered and the chat's history; empty: keep nothing." placeholder:"DIR" default:"${data}" setting:"WENBAO_DATA"`
	Knowledge string `help:"Folder of more reports; one with the id of a shipped report replaces it." placeholder:"DIR" setting:"WENBAO_KNOWLEDGE"`
	Builtin   bool   `help:"Answer from the shipped report too (WENBAO_BUILTIN=off: no)." negatable:"" default:"true" setting:"WENBAO_BUILTIN"`
	AdminAddr string `help:"Address of the server's health and metrics." placeholder:"ADDR" default:"127.0.0.1:8081" setting:"WENBAO_ADMIN_ADDR"`
	Hotline   string `help:"Sentence for requests that no report can serve; empty: the citizens' hotline 12345, or 1823 for reports of Hong Kong." placeholder:"TEXT" setting:"WENBAO_HOTLINE"`
	Emergency string `help:"Sentence for people in danger, with the numbers to call; empty: those of mainland China, or of Hong Kong for its reports." placeholder:"TEXT" setting:"WENBAO_EMERGENCY"`
	Journal   bool   `help:"Keep what staff asked in the data folder, for wenbao explain and the chat's history (WENBAO_JOURNAL=off: neither)." negatable:"" default:"true" setting:"WENBAO_JOURNAL"`
	modelSettings

	Verbose   bool   `help:"Log what is done, to standard error." short:"v"`
	LogFormat string `help:"Form of the log: ${enum}; auto is json for serve and text for the others." enum:"auto,text,json" default:"auto"`
}

// withSetting adds the environment variable to the help of a flag.
func withSetting(value *kong.Value) string {
	name := value.Tag.Get("setting")
	if name == "" || strings.Contains(value.Help, name) {
		return value.Help
	}
	return strings.TrimSuffix(value.Help, ".") + " (" + name + ")."
}

// fromEnvironment gives the value of a flag that the command line left out.
// An empty variable counts as not set, except for the data folder, where it
// means none.
func (c *console) fromEnvironment(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	name := flag.Tag.Get("setting")
	if name == "" {
		return nil, nil
	}
	value, ok := c.env(name)
	if !ok || value == "" && flag.Name != "data" {
		return nil, nil
	}
	if flag.IsBool() {
		return onOff(name, value)
	}
	return value, nil
}

func onOff(name, value string) (any, error) {
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "on", "true", "yes", "1":
		return true, nil
	case "off", "false", "no", "0":
		return false, nil
	}
	return nil, usage("say "+name+"=on or "+name+"=off", "%s is %q", name, value)
}

// logger writes to standard error, so that standard output holds data only.
func (w wiring) logger(level slog.Level) *slog.Logger {
	if w.settings.Verbose {
		level = slog.LevelDebug
	}
	options := &slog.HandlerOptions{Level: level}
	if w.settings.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w.console.err, options))
	}
	return slog.New(slog.NewTextHandler(w.console.err, options))
}
