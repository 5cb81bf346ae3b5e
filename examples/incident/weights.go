package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hearsay-go/hearsay/confirm"
)

// mostParts is how many reasons a timeline names.
const mostParts = 4

// weights names the parts of a proof that pull most in one direction (1 for
// consent, -1 against), strongest first.
func weights(parts []confirm.Part, sign float64) string {
	var list []confirm.Part
	for _, p := range parts {
		if sign*p.Weight > 0.05 {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b confirm.Part) int { return cmp.Compare(sign*b.Weight, sign*a.Weight) })
	var texts []string
	for _, p := range list[:min(len(list), mostParts)] {
		text := fmt.Sprintf("%s %+.1f", p.Name, p.Weight)
		if p.Why != "" {
			text += " (" + p.Why + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

func logistic(nats float64) float64 { return 1 / (1 + math.Exp(-nats)) }

// reasons says in a sentence why a dialog ended without sending.
var reasons = map[confirm.Reason]string{
	confirm.ReasonDenied:    "the answer was no",
	confirm.ReasonCancelled: "somebody said stop",
	confirm.ReasonSilence:   "nobody gave a command, or an answer",
	confirm.ReasonRoom:      "the room talks to itself: falls silent and leaves it alone",
	confirm.ReasonNobody:    "no contact was named",
	confirm.ReasonNoProof:   "an answer, but no proof that it was meant for the device",
	confirm.ReasonTurns:     "asked often enough",
	confirm.ReasonTimeout:   "time is up",
	confirm.ReasonClock:     "times that cannot have happened",
	confirm.ReasonFailed:    "a part of the host failed",
	confirm.ReasonContext:   "the program ended it",
	confirm.ReasonConfig:    "set up so that no dialog can begin",
}
