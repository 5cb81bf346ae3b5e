// Command evaluate measures Hearsay on data of your own. Each subcommand reads
// one case a line on standard input and answers on standard output, so that
// any scorer can drive it, one process for a whole run:
//
//	evaluate wake           paths of WAV files in, file,time_s,score out
//	evaluate contacts       JSON lines: heard names in, decisions out
//	evaluate confirm-reply  JSON lines: one heard reply in, its meaning out
//	evaluate confirm-chain  JSON lines: dialog events in, actions out
//
// Each subcommand's -h prints its flags and its line formats.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
)

// A command reads cases from in, writes answers to out and remarks to errw.
type command func(args []string, in io.Reader, out, errw io.Writer) error

// commands lists the subcommands in the order in which usage names them.
var commands = []struct {
	name string
	run  command
}{
	{"wake", runWake},
	{"contacts", runContacts},
	{"confirm-reply", runConfirmReply},
	{"confirm-chain", runConfirmChain},
}

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "evaluate:", err)
		os.Exit(1)
	}
}

// run dispatches to the subcommand that args names.
func run(args []string, in io.Reader, out, errw io.Writer) error {
	if len(args) == 0 {
		usage(errw)
		return errors.New("no subcommand")
	}
	if slices.Contains([]string{"-h", "-help", "--help", "help"}, args[0]) {
		usage(errw)
		return flag.ErrHelp
	}
	for _, c := range commands {
		if c.name == args[0] {
			return c.run(args[1:], in, out, errw)
		}
	}
	usage(errw)
	return fmt.Errorf("no subcommand %q", args[0])
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "usage: evaluate SUBCOMMAND [flags]")
	for _, c := range commands {
		fmt.Fprintln(w, "  evaluate", c.name)
	}
	fmt.Fprintln(w, "evaluate SUBCOMMAND -h prints its flags and its line formats.")
}
