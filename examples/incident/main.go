// Incident replays how a smart speaker came to send a private conversation in
// May 2018, on real audio: once through a chain as it was then, once through
// Hearsay's.
//
//	go run ./examples/incident                      the incident
//	go run ./examples/incident -scenario request    a real request, which goes through
//	go run ./examples/incident -scenario all        and an ambiguous name, and a correction
//	go run ./examples/incident -o incident.svg      draws it, too
//	go run ./examples/incident -record dialog.svg   draws the dialog with its proof
//
// The recordings were made by speech synthesisers (testdata/make.sh); what was
// heard in them, errors and all, by a real recogniser. Nothing is mocked: the
// wake word is scored by the model that ships with the library, the names are
// matched by contacts.Book, the dialog is decided by confirm.Machine. The
// device's prompts are not in the recordings, as behind a perfect echo
// canceller.
//
// # Your own recording
//
//	go run ./examples/incident -wav talk.wav -heard talk.json -word computer -contacts people.txt
//
// The recording is a WAV file of any usual format. The contacts are a text file
// with a name a line, or a vCard file (.vcf). What was heard is JSON, times in
// seconds from the start of the recording:
//
//	{"recogniser": "whatever it was",
//	 "utterances": [
//	   {"start": 6.55, "end": 8.72, "confidence": 0.66,
//	    "nbest": [
//	      {"text": "they will send a message", "confidence": 0.7,
//	       "words": [{"text": "they", "start": 6.55, "end": 6.71, "confidence": 0.9}]},
//	      {"text": "we will send a message", "confidence": 0.3}]}]}
//
// Utterances are in order and do not overlap; start and end hug the speech. The
// best wording comes first. All confidences are probabilities and may be left
// out, which counts as unknown; within nbest they weigh the wordings against one
// another. Words may be left out; with them, an utterance that holds the wake
// word is cut behind it. "said", a list of {"start", "end", "voice", "text"},
// may tell what was really said; it is only printed. testdata/recognise.c makes
// such a file with pocketsphinx.
//
// # Exit status
//
// For a scenario: 0 when both chains did what the scenario says they do, 1 when
// not. For a recording of your own: 0 when Hearsay sent nothing, 1 when it sent.
// 2 for bad input.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/hearsay-go/hearsay/contacts"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, os.Getenv))
}

// options are the flags.
type options struct {
	scenario, wav, heard, word, contacts, out, record string
	width                                             int
	colour                                            bool
}

// run is main with its surroundings passed in.
func run(args []string, out, errw io.Writer, env func(string) string) int {
	o, err := parse(args, errw)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2
	}
	o.colour = wantsColour(out, env)
	o.width = columnsOf(o.width, env("COLUMNS"))
	asExpected, err := o.run(out)
	if err != nil {
		fmt.Fprintln(errw, "incident:", err)
		return 2
	}
	if !asExpected {
		return 1
	}
	return 0
}

func parse(args []string, errw io.Writer) (o options, err error) {
	fs := flag.NewFlagSet("incident", flag.ContinueOnError)
	fs.SetOutput(errw)
	fs.StringVar(&o.scenario, "scenario", "incident", "`name` of the scenario: incident, request, ambiguous, correction or all")
	fs.StringVar(&o.wav, "wav", "", "replay the recording in this WAV `file` (needs -heard)")
	fs.StringVar(&o.heard, "heard", "", "JSON `file` of what was heard in -wav")
	fs.StringVar(&o.word, "word", "alexa", "the wake `word` listened for")
	fs.StringVar(&o.contacts, "contacts", "", "`file` with the contacts: a name a line, or vCards (.vcf)")
	fs.StringVar(&o.out, "o", "", "write a picture of the replay to this SVG `file`")
	fs.StringVar(&o.record, "record", "", "write the record of Hearsay's dialog to this `file`: a picture (.svg), lines (.txt) or JSON (.json)")
	fs.IntVar(&o.width, "width", 0, "`columns` of the report, 80 to 160 (default: $COLUMNS, or 100)")
	fs.Usage = func() {
		fmt.Fprintln(errw, "Replays the incident of May 2018 through a chain as it was then and through Hearsay's.")
		fs.PrintDefaults()
	}
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if fs.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q", fs.Arg(0))
	} else if (o.wav == "") != (o.heard == "") {
		err = errors.New("-wav and -heard go together")
	} else if o.record != "" && recordForm(o.record) == nil {
		err = fmt.Errorf("-record %s: want a name that ends in .svg, .txt or .json", o.record)
	} else if o.width != 0 && (o.width < minWidth || o.width > maxWidth) {
		err = fmt.Errorf("-width %d: want %d to %d columns", o.width, minWidth, maxWidth)
	}
	if err != nil {
		fmt.Fprintln(errw, "incident:", err)
	}
	return o, err
}

// columnsOf is how wide the report is: as the flag says, or the terminal, or the
// default, within bounds.
func columnsOf(flag int, terminal string) int {
	width := flag
	if width == 0 {
		width, _ = strconv.Atoi(terminal) // not a number: zero
	}
	if width <= 0 {
		width = defaultWidth
	}
	return min(max(width, minWidth), maxWidth)
}

// wantsColour reports whether out is a terminal that takes colours
// (no-color.org).
func wantsColour(out io.Writer, env func(string) string) bool {
	f, ok := out.(*os.File)
	if !ok || env("NO_COLOR") != "" || env("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// run replays what was asked for and reports whether it ended as expected.
func (o options) run(out io.Writer) (bool, error) {
	list, err := o.people()
	if err != nil {
		return false, err
	}
	if o.wav != "" {
		return o.replayOwn(out, list)
	}
	picked, err := pick(o.scenario)
	if err != nil {
		return false, err
	}
	p, err := newPlayer(o.word, list)
	if err != nil {
		return false, err
	}
	return o.replayScenarios(out, p, picked)
}

// replayScenarios replays embedded recordings.
func (o options) replayScenarios(out io.Writer, p *player, picked []scenario) (bool, error) {
	var wrong []error
	for i, s := range picked {
		if i > 0 {
			fmt.Fprint(out, "\n\n")
		}
		r, err := s.replay(p)
		if err != nil {
			return false, err
		}
		if err := o.show(out, r, perScenario(o.out, s.Name, len(picked)), perScenario(o.record, s.Name, len(picked))); err != nil {
			return false, err
		}
		if err := s.judge(r); err != nil {
			wrong = append(wrong, err)
		}
	}
	if o.out == "" {
		fmt.Fprintln(out, "\nTo draw it: -o incident.svg. Other recordings: -scenario request, ambiguous, correction, all.")
	}
	for _, err := range wrong {
		for _, line := range wrap("NOT AS EXPECTED: "+err.Error(), o.width) {
			if _, err := fmt.Fprintln(out, line); err != nil {
				return false, err
			}
		}
	}
	return len(wrong) == 0, nil
}

// replayOwn replays the user's recording.
func (o options) replayOwn(out io.Writer, list []contacts.Contact) (bool, error) {
	rec, err := readFile(o.wav, readRecording)
	if err != nil {
		return false, err
	}
	h, err := readFile(o.heard, readHeard)
	if err != nil {
		return false, err
	}
	if n := len(h.Utterances); n > 0 && h.Utterances[n-1].Start > rec.length() {
		return false, fmt.Errorf("%s: utterance %d starts at %v, after the end of %s (%v)", o.heard, n-1, h.Utterances[n-1].Start, o.wav, rec.length())
	}
	p, err := newPlayer(o.word, list)
	if err != nil {
		return false, err
	}
	r, err := p.play(rec, h)
	if err != nil {
		return false, err
	}
	r.Title = "replay of " + clean(filepath.Base(o.wav))
	return !r.New.Sent, o.show(out, r, o.out, o.record)
}

// show draws a replay where files are given for that, and prints it: a file that
// cannot be written is told before a long report, not under it.
func (o options) show(out io.Writer, r *replay, picture, record string) error {
	if picture != "" {
		if err := os.WriteFile(picture, []byte(drawPicture(r)), 0o644); err != nil {
			return fmt.Errorf("picture: %w", err)
		}
	}
	whose, err := writeRecord(r, record)
	if err != nil {
		return err
	}
	if err := printReport(out, r, o.width, o.colour); err != nil {
		return err
	}
	if picture != "" {
		_, err = fmt.Fprintln(out, "picture:", picture)
	}
	if record != "" && err == nil {
		_, err = fmt.Fprintf(out, "record of “%s”: %s\n", whose, record)
	}
	return err
}

// perScenario names a scenario's file: with several scenarios, each gets its own.
func perScenario(file, scenario string, of int) string {
	if file == "" || of == 1 {
		return file
	}
	ext := filepath.Ext(file)
	return strings.TrimSuffix(file, ext) + "-" + scenario + ext
}

// readFile opens a file and reads it; an error names it.
func readFile[T any](name string, read func(io.Reader) (T, error)) (v T, err error) {
	f, err := os.Open(name)
	if err != nil {
		return v, err
	}
	defer f.Close()
	if v, err = read(f); err != nil {
		return v, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}
