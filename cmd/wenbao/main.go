// Command wenbao answers citizens' questions from government work reports.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

const about = `Wenbao (问报) answers questions from government work reports: with the report's
own words and where they stand, and plainly when the report does not say it.

Examples:
  wenbao ask 累计建成多少个5G基站？
  wenbao ask --json --batch < questions.jsonl > answers.jsonl
  wenbao chat
  TELEGRAM_BOT_TOKEN_FILE=token wenbao serve

Every flag with a name in capitals behind it can be set in the environment.

Exit status:
  0    done; also when the answer is that the report does not say it
  1    a fault: a report or the index cannot be read, output cannot be written
  2    wrong usage: flags, arguments, settings
  3    a batch is done, but some of its input lines could not be used; a file to import is doubtful,
       or differs from the report that import --diff compares it with
  4    stop: wenbao eval --against found questions that became wrong
  130  interrupted by Ctrl-C (143 by SIGTERM)

A reader that closes the pipe early (… | head) ends the program quietly with 0.`

// The exit statuses; about tells them to the world.
const (
	exitOK    = 0
	exitFault = 1
	exitUsage = 2
	exitLines = 3
	exitStop  = 4
)

// grammar is the whole command line.
type grammar struct {
	settings

	Ask     askCommand     `cmd:"" help:"Answer a question, or a batch of them."`
	Chat    chatCommand    `cmd:"" help:"Talk in the terminal, and see why the answers are as they are."`
	Search  searchCommand  `cmd:"" help:"List the passages nearest to a question, unjudged."`
	Explain explainCommand `cmd:"" help:"Replay an answer by its receipt and show how it came about."`
	Index   indexCommand   `cmd:"" help:"Build or verify the index and list the reports."`
	Import  importCommand  `cmd:"" help:"Make reports of Word files, web pages, PDF files and texts."`
	Expand  expandCommand  `cmd:"" help:"Draft other words for the passages of a report."`
	Report  reportCommand  `cmd:"" help:"Write a report as a page to look at and to link to."`
	Gaps    gapsCommand    `cmd:"" help:"Tell what citizens asked in vain, and their votes."`
	Eval    evalCommand    `cmd:"" help:"Measure the answers against question files."`
	Serve   serveCommand   `cmd:"" help:"Serve citizens on Telegram and on the web."`
	Backup  backupCommand  `cmd:"" help:"Copy the state of a server while it runs."`
	Migrate migrateCommand `cmd:"" help:"Copy the state of one server to where several share it."`
	MCP     mcpCommand     `cmd:"" name:"mcp" help:"Serve other assistants as tools, by the Model Context Protocol."`
	Health  healthCommand  `cmd:"" help:"Tell whether a running server is healthy."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// console is what a command may touch of its process.
type console struct {
	in       io.Reader
	out, err io.Writer // err shows no secret
	env      func(string) (string, bool)
	secrets  map[string]secret
	verbose  bool
}

func newConsole(in io.Reader, out, errs io.Writer, env func(string) (string, bool)) *console {
	secrets := readSecrets(env)
	return &console{in: in, out: output{out}, err: newMask(errs, secrets), env: env, secrets: secrets}
}

// grace is how long a cancelled command may take to end by itself; one that
// finishes its work first gets more, and ends with its own status.
const (
	grace      = 300 * time.Millisecond
	drainGrace = 30 * time.Second
)

// drains is set by a command that finishes its work when it is cancelled.
var drains atomic.Bool

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe comes as an error of the write
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() { done <- run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.LookupEnv) }()
	select {
	case code := <-done:
		os.Exit(code)
	case s := <-signals:
		cancel()
		os.Exit(end(s, done, signals))
	}
}

// end waits for a cancelled command and returns the exit status. A second
// signal is not kept waiting.
func end(s os.Signal, done <-chan int, signals <-chan os.Signal) int {
	if !drains.Load() {
		select {
		case <-done:
		case <-time.After(grace): // it waits for input, which nothing can interrupt
		}
		return interrupted(s)
	}
	select {
	case code := <-done:
		return code
	case s = <-signals:
	case <-time.After(drainGrace):
	}
	return interrupted(s)
}

// interrupted is the exit status that shells give to a signal.
func interrupted(s os.Signal) int {
	if number, ok := s.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return exitFault
}

// exit carries the status out of kong, which wants to end the process itself.
type exit int

// run is the whole program. It returns the exit status.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer, env func(string) (string, bool)) (code int) {
	c := newConsole(in, out, errs, env)
	defer func() {
		switch value := recover().(type) {
		case nil:
		case exit:
			code = int(value)
		default:
			code = c.report(crashed(value))
		}
	}()
	return c.report(c.run(ctx, args))
}

func (c *console) run(ctx context.Context, args []string) error {
	if len(args) == 0 { // whoever types the name alone asks what there is
		args = []string{"--help"}
	}
	var g grammar
	parser, err := kong.New(&g,
		kong.Name("wenbao"),
		kong.Description(about),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoAppDescFormat: true, WrapUpperBound: 100}),
		kong.ValueFormatter(withSetting),
		kong.Vars{"data": defaultData()},
		kong.Resolvers(kong.ResolverFunc(c.fromEnvironment)),
		kong.Writers(c.out, c.err),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Exit(func(status int) { panic(exit(status)) }),
	)
	if err != nil {
		return fmt.Errorf("reading the command line's own description: %w", err)
	}
	command, err := parser.Parse(args)
	if err != nil {
		return misused(err)
	}
	c.verbose = g.Verbose
	return command.Run(wiring{console: c, settings: &g.settings})
}
