package confirm

import (
	"log/slog"
	"time"
)

// RecordVersion is the version of the Record's JSON form.
const RecordVersion = 1

// maxEntries bounds a Record: a room that never stops talking must not grow it
// without end. What is left out is counted.
const maxEntries = 2000

// A Record is everything that one dialog said, heard and weighed, in order:
// enough to answer "why did it send that?" years later. It marshals to JSON
// and back. It holds what people said: WithoutWords takes words and names out,
// and LogValue gives log/slog the redacted form.
type Record struct {
	Version  int      `json:"version"`
	Action   string   `json:"action"`
	Value    string   `json:"value,omitempty"` // of the request; the prompts tell what became of it
	Language string   `json:"language"`
	Stakes   Stakes   `json:"stakes"`
	Proof    Proof    `json:"proof"`  // the least proof, by the stakes
	Needed   float64  `json:"needed"` // nats that a consent had to reach
	Decision Decision `json:"decision"`
	Reason   Reason   `json:"reason"`
	Redacted bool     `json:"redacted,omitempty"`
	Entries  []Entry  `json:"entries"`
	LeftOut  int      `json:"left_out,omitempty"` // entries beyond the bound
}

// What an Entry is about.
const (
	WhatEvidence = "evidence" // an earlier step: Evidence
	WhatPrompt   = "prompt"   // the dialog asked for a prompt: Prompt
	WhatSaid     = "said"     // it was played: Span
	WhatHeard    = "heard"    // an utterance came in: Utterance
	WhatReading  = "reading"  // what its words mean: Reading
	WhatProof    = "proof"    // a reply was weighed: Consent
	WhatNote     = "note"     // a remark: Note, "topic: detail"
	WhatEnd      = "end"      // the decision: Note
)

// An Entry is one thing in a Record. What says which other field is set.
type Entry struct {
	At        time.Duration `json:"at_ns"`
	What      string        `json:"what"`
	Evidence  *Evidence     `json:"evidence,omitempty"`
	Prompt    *Prompt       `json:"prompt,omitempty"`
	Span      *Span         `json:"span,omitempty"`
	Utterance *Utterance    `json:"utterance,omitempty"`
	Reading   *Reading      `json:"reading,omitempty"`
	Consent   *Consent      `json:"consent,omitempty"`
	Note      string        `json:"note,omitempty"`
}

// record adds an entry at the present time.
func (m *Machine) record(e Entry) {
	rec := &m.outcome.Record
	if len(rec.Entries) >= maxEntries && !e.kept() {
		rec.LeftOut++
		return
	}
	e.At = m.now
	rec.Entries = append(rec.Entries, e)
}

// kept reports whether an entry stands in the Record however full that is: what
// the dialog itself did, which its turns bound.
func (e Entry) kept() bool {
	return e.What == WhatPrompt || e.What == WhatSaid || e.What == WhatEnd || e.Consent != nil && e.Consent.Accepted
}

// note adds a remark, "topic: detail". The topic must not hold what was heard:
// redaction keeps it.
func (m *Machine) note(s string) { m.record(Entry{What: WhatNote, Note: s}) }

// LogValue gives log/slog the decision, the figures and the timeline, without
// the words and names. To log those too, log the result of Timeline.
func (r Record) LogValue() slog.Value {
	prompts, heard := 0, 0
	nats := slog.String("consent", "never weighed")
	for _, e := range r.Entries {
		switch e.What {
		case WhatPrompt:
			prompts++
		case WhatHeard:
			heard++
		case WhatProof:
			nats = slog.Float64("consent", e.Consent.Probability)
		}
	}
	return slog.GroupValue(
		slog.Int("version", r.Version),
		slog.String("decision", r.Decision.String()),
		slog.String("reason", string(r.Reason)),
		slog.String("stakes", r.Stakes.String()),
		slog.String("proof", r.Proof.String()),
		nats,
		slog.Int("prompts", prompts),
		slog.Int("heard", heard),
		slog.Any("timeline", r.WithoutWords().lines()),
	)
}
