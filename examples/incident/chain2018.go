package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// The chain of 2018, written from what was said about it in public (Amazon's
// statement to the press, 24 May 2018): the device "woke up due to a word in
// background conversation sounding like" its name; the talk that followed "was
// heard as a 'send message' request"; it said out loud "To whom?", and the talk
// "was interpreted as a name in the customers contact list"; it asked
// "[contact name], right?" and "interpreted background conversation as
// 'right'".
//
// Each step takes the best it has: a low threshold on the wake word, two
// keywords, the nearest name, any word of consent. The thresholds of the real
// device are not known; these are in the spirit of the statement, and they are
// fair: each of them does let an ordinary request through.
const (
	wakes2018 = 4    // false accepts of the wake word an hour that are put up with
	wake2018  = 0.05 // confidence that is enough, where no rate is known
	name2018  = 0.45 // similarity of a name that is enough
)

// config2018 sets a Detector up as in 2018: easily woken, and never in doubt.
func config2018(c wake.Calibration, sampleRate int) wake.Config {
	low, err := c.ThresholdFor(wakes2018)
	if err != nil {
		low = wake2018
	}
	return wake.Config{SampleRate: sampleRate, Threshold: low, DoubtThreshold: -1, Settle: settle}
}

// consent2018 are the words that are a yes, wherever they stand.
var consent2018 = []string{"right", "yeah", "yes", "yep", "yup", "ok", "okay", "sure", "correct"}

// deny2018 are the words that are a no, where no yes stands beside them.
var deny2018 = []string{"no", "nope", "cancel", "stop", "don't"}

// step2018 takes an utterance that was handed over at a time, and reports
// whether the dialog is over.
type step2018 func(c *chain2018, u utterance, at time.Duration) (done bool)

// chain2018 is the state of the chain: which step is next, and with what.
type chain2018 struct {
	timeline
	names []string
	step  step2018
	from  time.Duration // what begins earlier is no answer
	limit time.Duration // when patience ends
	name  string        // the contact under confirmation
	again bool          // the question has been repeated
}

// replay2018 runs the chain over a recording: a dialog for each time that the
// wake word reached the low threshold, until one sends.
func replay2018(tr *trace, room []utterance, names []string) *timeline {
	c := &chain2018{timeline: timeline{Name: "as in 2018"}, names: names}
	for _, w := range tr.Old {
		if w.At >= c.At && c.dialog(w, tr.Low, room) {
			return &c.timeline
		}
	}
	if len(tr.Old) == 0 {
		peak := tr.peak()
		c.add(entry{At: peak.At, Kind: refused, Step: "wake", Head: fmt.Sprintf("no “%s”", tr.Word),
			Why: fmt.Sprintf("confidence %s at its highest, enough is %s", percent(peak.Confidence), percent(tr.Low))})
		c.stop(peak.At, "not woken")
	}
	return &c.timeline
}

// dialog runs from one wake word on, and reports whether it sent.
func (c *chain2018) dialog(w wakeUp, enough float64, room []utterance) bool {
	c.add(entry{At: w.At, Kind: believed, Step: "wake", Head: fmt.Sprintf("woken by “%s”", w.Word),
		Why: fmt.Sprintf("confidence %s, enough from %s", percent(w.Confidence), percent(enough))})
	c.again = false
	c.expect((*chain2018).command, w.End, w.At)
	for _, u := range room {
		u, ok := u.after(c.from)
		at := u.End + endpointing
		if !ok || at < w.At {
			continue
		}
		if u.Start > c.limit {
			break
		}
		if c.step(c, u, at) {
			return c.Sent
		}
	}
	c.stop(c.limit, "no answer")
	return false
}

// expect makes step the next one; it hears what begins after from.
func (c *chain2018) expect(step step2018, from, now time.Duration) {
	c.step, c.from, c.limit = step, from, now+patience
}

// say plays a prompt and has step hear what begins from its first word on:
// one may answer before it is over.
func (c *chain2018) say(text string, at time.Duration, step step2018) {
	end := at + voice(text)
	c.add(entry{At: at, End: end, Kind: asked, Step: "says", Head: "“" + text + "”"})
	c.expect(step, at, end)
}

func (c *chain2018) command(u utterance, at time.Duration) bool {
	if _, ok := command(u); !ok {
		return false
	}
	c.add(entry{At: at, Kind: believed, Step: "command", Head: "“send message”",
		Why: fmt.Sprintf("both words are in “%s”", u.best())})
	if name, ok := addressee(u); ok {
		return c.contact(name, at)
	}
	c.say("To whom?", at, (*chain2018).contact)
	return false
}

// addressee is what follows "message to" or "message for" in a command.
func addressee(u utterance) (utterance, bool) {
	words := strings.Fields(u.best())
	for i := 1; i+1 < len(words); i++ {
		if (words[i] == "to" || words[i] == "for") && strings.HasPrefix(words[i-1], "message") {
			u.NBest = []wording{{Text: strings.Join(words[i+1:], " ")}}
			return u, true
		}
	}
	return u, false
}

// contact takes the contact whose name is most like what was heard.
func (c *chain2018) contact(u utterance, at time.Duration) bool {
	name, like := nearest(u.best(), c.names)
	if like < name2018 {
		c.add(entry{At: at, Kind: refused, Step: "name", Head: "no name",
			Why: fmt.Sprintf("“%s” is at best %s like “%s”, enough is %s", u.best(), percent(like), name, percent(name2018))})
		return c.repeat("To whom?", at, (*chain2018).contact)
	}
	c.name = name
	c.add(entry{At: at, Kind: believed, Step: "name", Head: name,
		Why: fmt.Sprintf("of all names the most like “%s” (%s, enough from %s)", u.best(), percent(like), percent(name2018))})
	c.again = false
	c.say(c.name+", right?", at, (*chain2018).consent)
	return false
}

// consent takes any word of consent for one.
func (c *chain2018) consent(u utterance, at time.Duration) bool {
	words := strings.Fields(u.best())
	if w := anyOf(words, consent2018); w != "" {
		c.add(entry{At: at, Kind: believed, Step: "reply", Head: "“" + w + "” is a yes",
			Why: fmt.Sprintf("the word is in “%s”", u.best())})
		c.send(at, c.name, "four guesses, each enough for its step")
		return true
	}
	if w := anyOf(words, deny2018); w != "" {
		c.add(entry{At: at, Kind: refused, Step: "reply", Head: "“" + w + "” is a no"})
		c.stop(at, "the user said no")
		return true
	}
	c.add(entry{At: at, Kind: noted, Step: "reply", Head: "no answer yet", Why: fmt.Sprintf("neither yes nor no in “%s”", u.best())})
	return c.repeat(c.name+", right?", at, (*chain2018).consent)
}

// repeat asks once more, then gives up.
func (c *chain2018) repeat(text string, at time.Duration, step step2018) bool {
	if c.again {
		c.stop(at, "asked twice in vain")
		return true
	}
	c.again = true
	c.say(text, at, step)
	return false
}

func anyOf(words, list []string) string {
	if i := slices.IndexFunc(words, func(w string) bool { return slices.Contains(list, w) }); i >= 0 {
		return words[i]
	}
	return ""
}

// nearest returns the name most like the text: like the whole of it, or like as
// many words in a row as the name has. One word alone is compared with the given
// names. The first of equals wins.
func nearest(text string, names []string) (best string, like float64) {
	heard := strings.Fields(text)
	for _, name := range names {
		words := strings.Fields(strings.ToLower(name))
		if len(heard) == 1 {
			words = words[:1]
		}
		s := likeAny(words, heard)
		if best == "" || s > like {
			best, like = name, s
		}
	}
	return best, like
}

func likeAny(name, heard []string) float64 {
	n, written := len(name), strings.Join(name, " ")
	s := similarity(written, strings.Join(heard, " "))
	for i := 0; i+n <= len(heard); i++ {
		s = max(s, similarity(written, strings.Join(heard[i:i+n], " ")))
	}
	return s
}

// similarity is 1 less the edit distance (Levenshtein, 1966) as a share of the
// longer text.
func similarity(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) == 0 && len(y) == 0 {
		return 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return 1 - float64(row[len(y)])/float64(max(len(x), len(y)))
}
