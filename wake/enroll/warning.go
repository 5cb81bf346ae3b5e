package enroll

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Errors about a recording of the word.
var (
	ErrNoUtterance = errors.New("no utterance can be told from the noise")
	ErrSeveral     = errors.New("several utterances")
)

// An Issue is one thing that stands in the way of good service.
type Issue uint8

const (
	TooQuiet   Issue = iota + 1 // the recording is so low that noise will hide it
	TooLoud                     // the recording is clipped
	TooNoisy                    // the room is nearly as loud as the word
	TooShort                    // a short word is in much of what people say
	TooLong                     // a word this long is said differently each time
	TooCommon                   // the evidence sounds like the word
	StandsOut                   // the recording is unlike the others
	SoundsLike                  // another word would be taken for this one
)

var issues = [...]string{
	TooQuiet:   "too quiet",
	TooLoud:    "clipped",
	TooNoisy:   "too noisy",
	TooShort:   "the word is short",
	TooLong:    "the word is long",
	TooCommon:  "the word is too common",
	StandsOut:  "unlike the other recordings",
	SoundsLike: "sounds like another word",
}

func (i Issue) String() string {
	if int(i) < len(issues) && issues[i] != "" {
		return issues[i]
	}
	return "unknown issue"
}

// A Warning is an issue with what it was found in.
type Warning struct {
	Issue     Issue
	Recording string // empty: of the word as a whole
	Detail    string // figures, and what to do about it
}

// String is the warning as a person would read it.
func (w Warning) String() string {
	var b strings.Builder
	if w.Recording != "" {
		b.WriteString(w.Recording + ": ")
	}
	b.WriteString(w.Issue.String())
	if w.Detail != "" {
		b.WriteString(": " + w.Detail)
	}
	return b.String()
}

// judge is what a recording says of itself.
func (t *Take) judge() []Warning {
	var out []Warning
	warn := func(i Issue, format string, args ...any) {
		out = append(out, Warning{i, t.Name, fmt.Sprintf(format, args...)})
	}
	s := t.Span
	if s.LevelDBFS < -45 {
		warn(TooQuiet, "speech at %.0f dBFS; come nearer, or turn the microphone up", s.LevelDBFS)
	}
	if s.Clipped > 0.001 {
		warn(TooLoud, "%.1f %% of the samples at full scale; turn the microphone down", 100*s.Clipped)
	}
	if snr := s.LevelDBFS - s.NoiseDBFS; snr < 12 {
		warn(TooNoisy, "speech only %.0f dB above the room; record where it is quiet, noise is added by itself", snr)
	}
	return out
}

// Bounds of a word that is easily heard.
const (
	shortWord = 450 * time.Millisecond
	longWord  = 2 * time.Second
)

// judge is what can be told of the word as a whole.
func (l *Learner) judge(m *Model, c counted, left []float64) []Warning {
	var out []Warning
	for _, p := range l.pending {
		out = append(out, p.take.Warnings...)
	}
	switch d := m.word.Span; {
	case d < shortWord:
		out = append(out, Warning{TooShort, "", fmt.Sprintf("%.2f s; three syllables or more are heard better", d.Seconds())})
	case d > longWord:
		out = append(out, Warning{TooLong, "", fmt.Sprintf("%.1f s; two words or three are enough", d.Seconds())})
	}
	return slices.Concat(out, l.common(c, left), l.standsOut(m, c, left), l.rivals(m))
}

// common warns where most of the recordings would be missed even at several times
// the wanted rate of false accepts, had they not been learnt from.
func (l *Learner) common(c counted, left []float64) []Warning {
	rate := most * l.config.FalseAcceptsPerHour
	threshold, missed := tailOf(c).scoreFor(rate), 0
	for _, s := range left {
		if s < threshold {
			missed++
		}
	}
	if 2*missed <= len(left) {
		return nil
	}
	return []Warning{{TooCommon, "", fmt.Sprintf("at %.2g false accepts an hour %d of %d recordings would be missed by what is learnt from the others; choose a longer, rarer word, or record more",
		rate, missed, len(left))}}
}

// standsOut warns of recordings that what is learnt from the others does not
// accept, and that lie apart: by two deviations, told by the median of the
// distances from the median, and half a point.
func (l *Learner) standsOut(m *Model, c counted, left []float64) []Warning {
	threshold := tailOf(c).scoreFor(l.config.FalseAcceptsPerHour)
	middle := median(left)
	var distances []float64
	for _, s := range left {
		distances = append(distances, math.Abs(s-middle))
	}
	apart := 2 * (1.48*median(distances) + 0.5)
	var out []Warning
	for i, s := range left {
		if s < threshold && s < middle-apart {
			out = append(out, Warning{StandsOut, m.kept.takes[i].name, "what is learnt from the others does not recognise it; is it the same word, said as the others are?"})
		}
	}
	return out
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return x[len(x)/2]
}

// rivals are the other words that this one would be taken for, or that would be
// taken for it.
func (l *Learner) rivals(m *Model) []Warning {
	var out []Warning
	for _, o := range l.config.Others {
		if o.word.Name == m.word.Name {
			continue
		}
		a, b := accepted(o, m), accepted(m, o)
		if max(a, b) >= 0.2 {
			out = append(out, Warning{SoundsLike, "", fmt.Sprintf("%q: %.0f %% of this word's recordings are accepted as that, %.0f %% of that word's as this",
				o.word.Name, 100*a, 100*b)})
		}
	}
	return out
}

// accepted is the share of what said was learnt from that heard accepts.
func accepted(heard, said *Model) float64 {
	if !heard.white.equal(&said.white) {
		return 0
	}
	n, hit := 0, 0
	for _, t := range said.kept.takes {
		for _, c := range t.copies {
			track := c.decode()
			size := heard.window * heard.white.dim
			if len(track) < size {
				track = append(make([]float32, size-len(track)), track...)
			}
			best := 0.0
			for i := 0; i+size <= len(track); i += heard.white.dim {
				w := track[i : i+size]
				best = max(best, heard.word.Calibration.Confidence(float64(heard.head.score(w, gain(w)))))
			}
			n++
			if best >= heard.word.Operating.Threshold {
				hit++
			}
		}
	}
	return float64(hit) / float64(max(1, n))
}
