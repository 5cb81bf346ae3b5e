// Calibrate turns the scores of recordings that a net has not heard in
// training into the calibration that ships with it.
//
//	calibrate -data TEXT -o calibration.json DIR...
//
// Each DIR holds what measure.py wrote for one fold: clips and streams that the
// fold keeps out, scored by the net that did not hear them.
//
//	positives.csv  word,condition,clip,score,late_s  highest score of a clip, seconds after the word's end
//	negatives.csv  word,set,stream,time_s,score      steps of sound without it, from a floor up
//	hours.csv      set,hours,word                    how much sound without the word there is
//	near.csv       word,voice,text,score             optional: near words, highest score
//
// For each word it fits the curve from score to confidence, counts the false
// accepts at every threshold, places the threshold and the doubt threshold at
// the rates asked for, writes the calibration, and prints what the word misses
// and accepts there, to be quoted. Of several folders it also prints how honest
// the curve of the others is in each.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// options are the command line.
type options struct {
	out, data  string
	words      string
	accept     string  // wanted false accepts per hour, for all words or for each
	doubt      float64 // the same at the doubt threshold
	perHour    float64 // how often the word is said, for the prior
	smoothing  string
	refractory time.Duration
	settle     time.Duration
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "calibrate:", err)
		os.Exit(1)
	}
}

func run(args []string, report io.Writer) error {
	var o options
	f := flag.NewFlagSet("calibrate", flag.ContinueOnError)
	f.StringVar(&o.out, "o", "calibration.json", "file to write")
	f.StringVar(&o.data, "data", "", "the recordings and the split, for the file's readers")
	f.StringVar(&o.words, "words", "alexa,computer,jarvis", "words in the order of the net's outputs")
	f.StringVar(&o.accept, "accept", "0.2", "false accepts per hour wanted at the threshold; or one rate a word")
	f.Float64Var(&o.doubt, "doubt", 2, "false accepts per hour wanted at the doubt threshold")
	f.Float64Var(&o.perHour, "said", 10, "how often an hour the word is said: the prior of the confidence")
	f.StringVar(&o.smoothing, "smoothing", "200ms,160ms,100ms", "time over which the scores of each word were averaged in the files")
	f.DurationVar(&o.refractory, "refractory", time.Second, "refractory period")
	f.DurationVar(&o.settle, "settle", 200*time.Millisecond, "how long an accepted word may wait for its peak")
	if err := f.Parse(args); err != nil {
		return err
	}
	data, err := readFolders(f.Args())
	if err != nil {
		return err
	}
	if err := calibrate(o, data, report); err != nil || f.NArg() < 2 {
		return err
	}
	return apart(o, strings.Split(o.words, ","), f.Args(), report)
}

// file is the shape of calibration.json; package words reads it.
type file struct {
	Format int    `json:"format"`
	Words  []word `json:"words"`
}

type word struct {
	Name        string           `json:"name"`
	DelayMS     int64            `json:"delay_ms"`
	Operating   wake.Operating   `json:"operating"`
	Calibration wake.Calibration `json:"calibration"`
}

func calibrate(o options, d *heldOut, report io.Writer) error {
	out := file{Format: 1}
	names, smoothing := strings.Split(o.words, ","), strings.Split(o.smoothing, ",")
	if len(names) != len(smoothing) {
		return fmt.Errorf("-smoothing %s for words %s: want one time a word", o.smoothing, o.words)
	}
	accept, err := o.rates(len(names))
	if err != nil {
		return err
	}
	for i, name := range names {
		w, err := calibrateWord(o, *d.of(name), accept[i], report)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if w.Operating.Smoothing, err = time.ParseDuration(smoothing[i]); err != nil {
			return fmt.Errorf("-smoothing of %s: %w", name, err)
		}
		out.Words = append(out.Words, w)
	}
	text, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(o.out, append(text, '\n'), 0o644)
}

// rates are the false accepts per hour wanted of each of n words.
func (o *options) rates(n int) ([]float64, error) {
	list := strings.Split(o.accept, ",")
	if len(list) == 1 {
		list = slices.Repeat(list, n)
	}
	if len(list) != n {
		return nil, fmt.Errorf("-accept %s: want one rate, or one for each of the %d words", o.accept, n)
	}
	out := make([]float64, n)
	for i, text := range list {
		r, err := strconv.ParseFloat(text, 64)
		if err != nil || !(r > 0) || math.IsInf(r, 1) {
			return nil, fmt.Errorf("-accept %s: %q is no rate", o.accept, text)
		}
		out[i] = r
	}
	return out, nil
}

func calibrateWord(o options, s samples, perHour float64, report io.Writer) (word, error) {
	if len(s.positives) == 0 || s.hours <= 0 {
		return word{}, fmt.Errorf("%d clips of the word and %v hours without it", len(s.positives), s.hours)
	}
	peaks := s.peaks(o.refractory.Seconds())
	fit, err := fitLogistic(s.trials(peaks, o.perHour))
	if err != nil {
		return word{}, err
	}
	accept := thresholdFor(peaks, s.hours, perHour)
	doubt := min(thresholdFor(peaks, s.hours, o.doubt), accept)
	w := word{
		Name:    s.name,
		DelayMS: s.delay().Milliseconds(),
		Operating: wake.Operating{
			Refractory:     o.refractory,
			Settle:         o.settle,
			Threshold:      round(fit.confidence(accept)),
			DoubtThreshold: round(fit.confidence(doubt)),
		},
		Calibration: wake.Calibration{
			Curve: fit.curve(),
			Rates: s.rates(fit, o.refractory.Seconds()),
			Hours: math.Round(s.hours*1e4) / 1e4,
			Data:  o.data,
		},
	}
	describe(report, o, s, w, fit, accept, doubt)
	return w, w.Calibration.Validate()
}
