package confirm

import (
	"math"
	"time"
)

// The proof of consent is a sum of weights in nats (natural log-odds), in the
// manner of Good (1950), "Probability and the Weighing of Evidence": each part
// says how much likelier what was seen is when a user answers the device than
// when the room talks to itself. The numbers were set by hand from the counts
// of the development half of the project's spoken-confirmation benchmark
// (4,840 labelled replies, 33,445 utterances of telephone and television talk)
// and rounded; a part that a room fails by chance one time in four is worth
// about 1.4. Every weight is monotone in what it weighs.
const (
	// priorConsent is before any evidence: most of what a microphone hears is
	// not said to the device.
	priorConsent = -1.0
	// unknownStep is for a stretch of talk whose confidence nobody stated, and
	// for having no evidence at all.
	unknownStep = -0.5
	// maxStep and maxEvidence bound what one stretch, and all of them, can say
	// for consent. Against it there is no bound below but minStep each.
	maxStep, minStep, maxEvidence = 2.0, -3.0, 2.0
	// maxAnswer and minAnswer bound what an earlier answer of the same dialog
	// ("To whom?" – "Bob Smith") says about who is talking now.
	maxAnswer, minAnswer = 2.0, -0.5
)

// What a plain, undisturbed, confident yes is made of.
const (
	weightWindow   = 0.5 // began when answers begin
	weightBargeIn  = -0.5
	weightLate     = -1.0 // per second after lateAfter
	weightClear    = 1.5  // nobody talked through the prompt
	weightTalkOver = -3.0
	weightBefore   = 0.5 // a pause before the reply
	weightNoPause  = -2.0
	weightAfter    = 1.5 // silence after the reply
	weightNoAfter  = -2.5
	weightQuiet    = 1.0 // the room was quiet before the prompt
	weightBusy     = -2.0
	weightRepeat   = -1.0 // per time that the talk held the same words before
	maxRepeats     = 2
	weightLength   = -1.0 // per second of reply beyond longReply
)

// When answers begin and how long they last.
const (
	bargeTail   = 400 * time.Millisecond  // an answer may begin this much before the prompt ends
	lateAfter   = 1500 * time.Millisecond // later answers count less
	pauseBefore = 500 * time.Millisecond  // a pause this long before the reply counts fully
	overTalk    = 150 * time.Millisecond  // less talk than this through a prompt is noise
	lookBack    = 6 * time.Second         // how far back talk makes the room busy
	busyTalk    = 2 * time.Second         // this much talk in lookBack counts fully
	longReply   = 2500 * time.Millisecond
)

// logit is the log-odds of a probability, bounded so that no certainty is
// beyond doubt.
func logit(p float64) float64 {
	p = min(max(p, 0.001), 0.999)
	return math.Log(p / (1 - p))
}

// probability is the inverse of logit.
func probability(nats float64) float64 { return 1 / (1 + math.Exp(-nats)) }

// ramp runs from a at x = 0 to b at x = 1, and stays there outside.
func ramp(x, a, b float64) float64 {
	x = min(max(x, 0), 1)
	return float64(a*(1-x)) + float64(b*x)
}
