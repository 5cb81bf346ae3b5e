package confirm

import (
	"fmt"
	"time"
)

// A Part is one reason for or against consent, with its weight in nats:
// positive speaks for a user who answers the device, negative for a room that
// talks to itself.
type Part struct {
	Name   string  `json:"name"`
	Weight float64 `json:"weight"`
	Why    string  `json:"why,omitempty"`
}

// A Consent is one reply weighed: is it consent? The zero Consent is a no.
type Consent struct {
	Parts       []Part  `json:"parts"`
	Nats        float64 `json:"nats"`        // the sum of the weights
	Needed      float64 `json:"needed"`      // what the stakes and the threshold ask for
	Probability float64 `json:"probability"` // Nats as a probability
	Missing     string  `json:"missing,omitempty"`
	Accepted    bool    `json:"accepted"`
}

// scene is everything that the proof of consent looks at, measured. It is a
// plain value so that the proof is a pure function of it.
type scene struct {
	prompt     Span
	reply      Span
	words      int
	confidence Confidence
	strength   float64 // of the words, 0 to 1
	meaning    Meaning
	talkOver   time.Duration // others talked this long through the prompt
	busy       time.Duration // and this long in the seconds before it
	before     time.Duration // pause before the reply
	after      time.Duration // pause after it
	repeats    int           // times the talk held the same words
	facts      Facts
}

// look measures the scene of a reply to the prompt.
func (r *room) look(prompt Span, span Span, id int, words []string, u Utterance, rd Reading) scene {
	return scene{
		prompt: prompt, reply: span, words: len(words),
		confidence: u.Confidence(), strength: rd.Score, meaning: rd.Meaning, facts: u.Facts,
		talkOver: r.talk(prompt, id),
		busy:     r.talk(Span{prompt.Start - lookBack, prompt.Start}, id),
		before:   r.pauseBefore(span.Start, id),
		after:    r.pauseAfter(span, id),
		repeats:  r.repeats(id, words),
	}
}

// weigh gives the parts of the proof for a yes.
func (s scene) weigh(isolation time.Duration) []Part {
	parts := []Part{s.wording(), s.sureness()}
	parts = append(parts, s.surroundings(isolation)...)
	return append(parts, s.facts.weigh()...)
}

// surroundings are the parts that do not depend on what was said.
func (s scene) surroundings(isolation time.Duration) []Part {
	return []Part{s.window(), s.length(), s.clear(), s.pause(), s.silence(isolation), s.quiet(), s.repetition()}
}

// wording weighs how plainly the words say yes. A "right" or "uh-huh" is what
// talk is full of; "yes, send it" is not.
func (s scene) wording() Part {
	return Part{"wording", ramp(s.strength, -1.5, 1.5), fmt.Sprintf("%v, plainness %.2f", s.meaning, s.strength)}
}

// sureness weighs the recogniser's confidence. A yes is held to a stricter
// measure than a name: a name is confirmed afterwards, a yes is not.
func (s scene) sureness() Part {
	p, ok := s.confidence.Value()
	if !ok {
		return Part{"confidence", unknownStep, "not stated"}
	}
	return Part{"confidence", min(max((p-0.75)*6, -3), 1.2), s.confidence.String()}
}

// length weighs the reply's length against its words: an answer is short.
func (s scene) length() Part {
	d := s.reply.End - s.reply.Start
	over := (d - longReply).Seconds()
	return Part{"length", weightLength * max(0, over), fmt.Sprintf("%.1f s", d.Seconds())}
}

// repetition weighs whether the talk held the same words before: a room that
// said "right" twice will say it again.
func (s scene) repetition() Part {
	return Part{"repetition", weightRepeat * float64(min(s.repeats, maxRepeats)), fmt.Sprintf("heard %d times before", s.repeats)}
}

// weigh gives one part for all facts that the host observed. They look at one
// utterance from one microphone, so they are not independent: the doubtful
// one counts in full, the others not at all.
func (f Facts) weigh() []Part {
	worst, name := 0.0, ""
	for _, x := range []struct {
		name string
		c    Confidence
	}{
		{"same speaker", f.SameSpeaker}, {"same loudness", f.SameLoudness},
		{"same direction", f.SameDirection}, {"prosody", f.Prosody}, {"gaze", f.Gaze},
	} {
		if p, ok := x.c.Value(); ok {
			if w := min(max(logit(p), -5), 2); name == "" || w < worst {
				worst, name = w, x.name
			}
		}
	}
	if name == "" {
		return nil
	}
	return []Part{{"facts", worst, name + " is the weakest"}}
}

// judge adds a prior and the parts of a reply, and compares with what is
// needed. missing names a condition that no weight can buy; empty: none.
func judge(prior, parts []Part, needed float64, missing string) Consent {
	c := Consent{Parts: append(append([]Part{}, prior...), parts...), Needed: needed, Missing: missing}
	c.Nats = sum(c.Parts)
	c.Probability = probability(c.Nats)
	c.Accepted = missing == "" && c.Nats >= needed
	return c
}
