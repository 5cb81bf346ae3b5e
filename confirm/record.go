package confirm

import "time"

// RecordVersion is the version of the Record's JSON form.
const RecordVersion = 1

// A Record is everything that one dialog said, heard and weighed, in order.
type Record struct {
	Version  int      `json:"version"`
	Action   string   `json:"action"`
	Language string   `json:"language"`
	Stakes   Stakes   `json:"stakes"`
	Proof    Proof    `json:"proof"` // the least proof, before doubt
	Decision Decision `json:"decision"`
	Reason   Reason   `json:"reason"`
	Entries  []Entry  `json:"entries"`
}

// An Entry is one thing in a Record.
type Entry struct {
	At        time.Duration `json:"at"`
	What      string        `json:"what"` // evidence, prompt, said, heard, reading, proof, note, end
	Prompt    *Prompt       `json:"prompt,omitempty"`
	Utterance *Utterance    `json:"utterance,omitempty"`
	Reading   *Reading      `json:"reading,omitempty"`
	Note      string        `json:"note,omitempty"`
}
