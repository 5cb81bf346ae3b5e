// Command det draws a DET plot: misses against false accepts per hour, of any
// number of wake words side by side, as a self-contained SVG file.
//
//	go run ./examples/det -o examples/det/alexa.svg examples/det/alexa.csv
//	go run ./examples/det -o mine.svg -title "at home" "kitchen=alexa.json" "living room=other.json"
//
// A file is counts that examples/tune -json has written, or a table (CSV) with
// one operating point a line. Of a table's columns these are read, by the names
// in its first line:
//
//	misses, positives           words missed, of how many
//	false_accepts, hours        or fa_per_h, false accepts an hour
//	curve, panel                names; else the file's, as in det-CURVE-PANEL.csv
//
// Lines that begin with # are remarks; those of the form "# title: ..." and
// "# caption: ..." stand over and under the picture. Before a file, NAME= names its curve. The curve that comes
// first is drawn bold.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/hearsay-go/hearsay/examples/internal/detplot"
)

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "det:", err)
		os.Exit(1)
	}
}

// run draws what args name, to a file or to out.
func run(args []string, out, errw io.Writer) error {
	f := flag.NewFlagSet("det", flag.ContinueOnError)
	f.SetOutput(errw)
	f.Usage = func() {
		fmt.Fprintln(errw, "usage: det [flags] [NAME=]FILE...\nFiles are tables (CSV) or counts that examples/tune -json has written.")
		f.PrintDefaults()
	}
	name := f.String("o", "", "write the picture to this `file` instead of standard output")
	title := f.String("title", "", "what stands over the picture (default: what a file says)")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() == 0 {
		return errors.New("no files: want tables or counts to draw")
	}
	p := detplot.Plot{Title: *title}
	for _, arg := range f.Args() {
		if err := add(&p, arg); err != nil {
			return err
		}
	}
	if p.Title == "" {
		p.Title = "Misses against false accepts"
	}
	if *name == "" {
		_, err := io.WriteString(out, p.SVG())
		return err
	}
	return os.WriteFile(*name, []byte(p.SVG()), 0o666)
}

// add adds the curves of a file, given as NAME=FILE or FILE.
func add(p *detplot.Plot, arg string) error {
	name, path, named := strings.Cut(arg, "=")
	if !named {
		name, path = "", arg
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	t, err := read(f, path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for _, c := range t.curves {
		if named {
			c.name = name
		}
		addTo(p, c)
	}
	if p.Title == "" {
		p.Title = t.title
	}
	p.Caption = strings.TrimSpace(p.Caption + " " + t.caption)
	return nil
}

// addTo puts a curve into the panel of its name, a new one if need be.
func addTo(p *detplot.Plot, c curve) {
	at := -1
	for i := range p.Panels {
		if p.Panels[i].Title == c.panel {
			at = i
		}
	}
	if at < 0 {
		at = len(p.Panels)
		p.Panels = append(p.Panels, detplot.Panel{Title: c.panel})
	}
	panel := &p.Panels[at]
	panel.Curves = append(panel.Curves, detplot.Curve{Name: c.name, Points: c.points})
}
