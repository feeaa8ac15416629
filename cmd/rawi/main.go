// Command rawi reads Arabic news and tells the story behind it. Run `rawi --help`, or begin with `rawi demo`.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones of sources, where the machine has none

	"github.com/alecthomas/kong"
)

// version is set by the release build.
var version = "dev"

// commands is what the command line can say.
type commands struct {
	Lang string `enum:"ar,en," default:"" help:"Language of help and messages: ar or en; else as LC_ALL, LC_MESSAGES or LANG say." placeholder:"LANG"`

	Read    readCmd    `cmd:"" help:"Read articles and print what was found in each."`
	Explain explainCmd `cmd:"" help:"Show each finding under the sentence it stands in, with the rule that made it."`
	Stories storiesCmd `cmd:"" help:"Put articles together into events and stories, with their sources."`
	Story   storyCmd   `cmd:"" help:"Tell one story of the library: timeline, who said what, sources, figures."`
	Copies  copiesCmd  `cmd:"" help:"Print the passages that stand in more than one article."`
	Add     addCmd     `cmd:"" help:"Add articles to a library; what is there already changes nothing."`
	Search  searchCmd  `cmd:"" help:"Search the articles of a library."`
	Library keepCmd    `cmd:"" help:"Check, compact, copy or measure a library."`
	Reread  rereadCmd  `cmd:"" help:"Read the articles of a library again, after the program has learnt something."`
	Serve   serveCmd   `cmd:"" help:"Show a library in the browser."`
	Export  exportCmd  `cmd:"" help:"Export stories: tables, a folder of pages, a report, a bibliography."`
	MCP     mcpCmd     `cmd:"" name:"mcp" help:"Let assistants read a library (Model Context Protocol)."`
	Users   usersCmd   `cmd:"" help:"Say who may log in to rawi serve."`
	Watch   watchCmd   `cmd:"" help:"Follow the press: feeds, maps of sites, section pages."`
	Doctor  doctorCmd  `cmd:"" help:"Check that what the program needs is there, and that a library is sound."`
	Demo    demoCmd    `cmd:"" help:"Tell the stories of the sample set that ships with the program, and show them in the browser."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// Exit statuses.
const (
	exitBad     = 1 // wrong usage, or nothing could be done
	exitPartial = 2 // done, but for what the messages name
)

// errPartial is returned by a command that did its work but for items it has named.
var errPartial = errors.New("some of the input could not be read")

// world is what a command may touch: it arrives as an argument, so that tests can give another.
type world struct {
	ctx      context.Context
	in       io.Reader
	out, err io.Writer
	terminal bool           // out is a terminal
	progress bool           // err is a terminal
	faults   map[string]int // how often each fault was met
	language string         // of help and messages: "ar", or "en" when empty
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	w := &world{ctx: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr, terminal: isTerminal(os.Stdout), progress: isTerminal(os.Stderr)}
	if w.language = languageOf(os.Args[1:], os.Getenv); w.language == "ar" {
		w.err = interpreter{w.err}
	}
	os.Exit(run(w, os.Args[1:]))
}

// run parses the arguments and runs the command; it returns the exit status.
func run(w *world, args []string) int {
	var c commands
	status := -1
	helpOut := w.out
	if w.lang() == "ar" {
		helpOut = interpreter{helpOut}
	}
	p, err := kong.New(&c,
		kong.Name("rawi"),
		kong.Description("Rawi reads Arabic news, as messy as it comes, and tells the story behind it: what happened and when, who said what, through whom it came, and how many independent sources there really are.\n\nBegin with:  rawi demo"),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Writers(helpOut, w.err),
		kong.Exit(func(n int) { status = n }),
	)
	if err != nil {
		fmt.Fprintln(w.err, "rawi:", err)
		return exitBad
	}
	if w.lang() == "ar" {
		translate(p.Model.Node)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := p.Parse(args)
	if status >= 0 { // help was printed
		return status
	}
	if err != nil {
		fmt.Fprintf(w.err, "rawi: %v (see rawi --help)\n", err)
		return exitBad
	}
	err = k.Run(w)
	w.countFaults()
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, errUnsound):
		return exitBad
	case errors.Is(err, context.Canceled), errors.Is(err, syscall.EPIPE):
		return exitBad
	default:
		fmt.Fprintln(w.err, "rawi:", err)
		return exitBad
	}
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(w *world) error {
	_, err := fmt.Fprintln(w.out, "rawi", version)
	return err
}
