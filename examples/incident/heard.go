package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay-go/hearsay/confirm"
)

// Limits on a file of what was heard: far above any recording that one would
// replay, far below what would hurt.
const (
	maxHeardBytes = 16 << 20
	maxUtterances = 100_000
	maxSeconds    = 24 * 3600
)

var errHeard = errors.New("not a file of what was heard")

// heard is what a recogniser heard in a recording, and when.
type heard struct {
	Recogniser string      // who heard it, for the headline
	Said       []said      // what was really said, where that is known; only printed
	Utterances []utterance // in the order of their starts
}

// said is one line of the script behind a made recording.
type said struct {
	Start, End  time.Duration
	Voice, Text string
}

// utterance is one stretch of speech: where it was, and its wordings, best
// first, at least one.
type utterance struct {
	Start, End time.Duration
	Confidence confirm.Confidence // of the whole
	NBest      []wording
}

// wording is one hypothesis. Words is empty, or holds Text's words with times.
type wording struct {
	Text       string
	Confidence confirm.Confidence // relative weight within the n-best
	Words      []word
}

type word struct {
	Text       string
	Start, End time.Duration
	Confidence confirm.Confidence // posterior
}

// best is the recogniser's first choice.
func (u utterance) best() string { return u.NBest[0].Text }

// after returns the part of u that was said after the time t: all of it where
// it began later; else, with the words' times, the words that began later.
// Words have to begin, not end, after t: one that the wake word's end cuts in
// two belongs to the wake word. Without times an utterance that t cuts in two
// is kept whole.
func (u utterance) after(t time.Duration) (utterance, bool) {
	if u.Start >= t {
		return u, true
	}
	if u.End <= t {
		return utterance{}, false
	}
	if len(u.NBest[0].Words) == 0 {
		return u, true
	}
	cut := utterance{Start: u.End, End: u.End, Confidence: u.Confidence}
	for _, w := range u.NBest {
		if rest, start := w.after(t); rest.Text != "" {
			cut.NBest = append(cut.NBest, rest)
			cut.Start = min(cut.Start, start)
		}
	}
	return cut, len(cut.NBest) > 0
}

// after returns the words of w that began after t, and when the first did.
func (w wording) after(t time.Duration) (wording, time.Duration) {
	for i, x := range w.Words {
		if x.Start < t {
			continue
		}
		rest := wording{Confidence: w.Confidence, Words: w.Words[i:]}
		texts := make([]string, len(rest.Words))
		for j, y := range rest.Words {
			texts[j] = y.Text
		}
		rest.Text = strings.Join(texts, " ")
		return rest, x.Start
	}
	return wording{}, 0
}

// The JSON of the file, times in seconds. Confidences that are absent are not
// stated, which is not the same as zero.
type heardJSON struct {
	Recogniser string          `json:"recogniser"`
	Said       []saidJSON      `json:"said"`
	Utterances []utteranceJSON `json:"utterances"`
}

type saidJSON struct {
	Start float64 `json:"start"`
	End   float64 `json:"end"`
	Voice string  `json:"voice"`
	Text  string  `json:"text"`
}

type utteranceJSON struct {
	Start      float64       `json:"start"`
	End        float64       `json:"end"`
	Confidence *float64      `json:"confidence"`
	NBest      []wordingJSON `json:"nbest"`
}

type wordingJSON struct {
	Text       string     `json:"text"`
	Confidence *float64   `json:"confidence"`
	Words      []wordJSON `json:"words"`
}

type wordJSON struct {
	Text       string   `json:"text"`
	Start      float64  `json:"start"`
	End        float64  `json:"end"`
	Confidence *float64 `json:"confidence"`
}

// readHeard reads what a recogniser heard. A field that it does not know, a
// time that cannot be, or a confidence that is no probability is an error that
// says where: a replay of misread evidence would be worth nothing.
func readHeard(r io.Reader) (*heard, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxHeardBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxHeardBytes {
		return nil, fmt.Errorf("%w: more than %d bytes", errHeard, maxHeardBytes)
	}
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.DisallowUnknownFields()
	var j heardJSON
	if err := dec.Decode(&j); err != nil {
		return nil, fmt.Errorf("%w: %w%s", errHeard, err, place(err))
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("%w: more text after the JSON, at byte %d", errHeard, dec.InputOffset())
	}
	return j.heard()
}

// place says at which byte a decoding error happened, where it knows.
func place(err error) string {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf(" (byte %d)", e.Offset)
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf(" (byte %d)", e.Offset)
	}
	return ""
}

func (j heardJSON) heard() (*heard, error) {
	h := &heard{Recogniser: tidy(j.Recogniser)}
	if len(j.Utterances) > maxUtterances {
		return nil, fmt.Errorf("%w: %d utterances, want at most %d", errHeard, len(j.Utterances), maxUtterances)
	}
	for i, s := range j.Said {
		start, end, err := span(s.Start, s.End)
		if err != nil {
			return nil, fmt.Errorf("%w: said %d: %w", errHeard, i, err)
		}
		h.Said = append(h.Said, said{Start: start, End: end, Voice: tidy(s.Voice), Text: tidy(s.Text)})
	}
	for i, u := range j.Utterances {
		x, err := u.utterance()
		if err != nil {
			return nil, fmt.Errorf("%w: utterance %d: %w", errHeard, i, err)
		}
		if i > 0 && x.Start < h.Utterances[i-1].End {
			return nil, fmt.Errorf("%w: utterance %d starts at %v, before the one before it ends (%v)", errHeard, i, x.Start, h.Utterances[i-1].End)
		}
		h.Utterances = append(h.Utterances, x)
	}
	return h, nil
}

func (j utteranceJSON) utterance() (u utterance, err error) {
	if u.Start, u.End, err = span(j.Start, j.End); err != nil {
		return u, err
	}
	if u.Confidence, err = probability(j.Confidence); err != nil {
		return u, err
	}
	if len(j.NBest) == 0 {
		return u, errors.New("no nbest: want at least one wording")
	}
	for i, w := range j.NBest {
		x, err := w.wording()
		if err != nil {
			return u, fmt.Errorf("nbest %d: %w", i, err)
		}
		u.NBest = append(u.NBest, x)
	}
	return u, nil
}

func (j wordingJSON) wording() (w wording, err error) {
	if w.Text = tidy(j.Text); w.Text == "" {
		return w, errors.New("no text")
	}
	if w.Confidence, err = probability(j.Confidence); err != nil {
		return w, err
	}
	for i, x := range j.Words {
		start, end, err := span(x.Start, x.End)
		if err != nil {
			return w, fmt.Errorf("word %d (%q): %w", i, x.Text, err)
		}
		if i > 0 && start < w.Words[i-1].Start {
			return w, fmt.Errorf("word %d (%q) starts before the one before it", i, x.Text)
		}
		conf, err := probability(x.Confidence)
		if err != nil {
			return w, fmt.Errorf("word %d (%q): %w", i, x.Text, err)
		}
		w.Words = append(w.Words, word{Text: tidy(x.Text), Start: start, End: end, Confidence: conf})
	}
	return w, nil
}

// span checks a start and an end in seconds. JSON knows no NaN and no
// infinities.
func span(start, end float64) (a, b time.Duration, err error) {
	if start < 0 || end < start || end > maxSeconds {
		return 0, 0, fmt.Errorf("from %v s to %v s: want 0 <= start <= end <= %d s", start, end, maxSeconds)
	}
	return seconds(start), seconds(end), nil
}

// seconds is s to the nearest millisecond.
func seconds(s float64) time.Duration {
	return time.Duration(s*1000+0.5) * time.Millisecond
}

// clean replaces what must not reach a terminal or an XML file: control and
// formatting characters, such as escape sequences and changes of direction.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || r == utf8.RuneError {
			return '·'
		}
		return r
	}, text)
}

// tidy is clean text with single spaces.
func tidy(text string) string { return clean(strings.Join(strings.Fields(text), " ")) }

// probability makes an absent confidence unknown; one outside 0 to 1 is an
// error.
func probability(p *float64) (confirm.Confidence, error) {
	if p == nil {
		return confirm.Confidence{}, nil
	}
	c := confirm.Known(*p)
	if _, ok := c.Value(); !ok {
		return c, fmt.Errorf("confidence %v, want 0 to 1", *p)
	}
	return c, nil
}
