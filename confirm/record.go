package confirm

import "time"

// RecordVersion is the version of the Record's JSON form.
const RecordVersion = 1

// maxEntries bounds a Record: a room that never stops talking must not grow it
// without end. What is left out is counted.
const maxEntries = 2000

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
	LeftOut  int      `json:"left_out,omitempty"` // entries beyond the bound
}

// An Entry is one thing in a Record. What says which of the fields is set.
type Entry struct {
	At        time.Duration `json:"at"`
	What      string        `json:"what"` // evidence, prompt, said, heard, reading, proof, note, end
	Evidence  *Evidence     `json:"evidence,omitempty"`
	Prompt    *Prompt       `json:"prompt,omitempty"`
	Span      *Span         `json:"span,omitempty"`
	Utterance *Utterance    `json:"utterance,omitempty"`
	Reading   *Reading      `json:"reading,omitempty"`
	Consent   *Consent      `json:"consent,omitempty"`
	Note      string        `json:"note,omitempty"`
}

func newRecord(r Request, level Proof) Record {
	return Record{Version: RecordVersion, Action: r.Action, Language: r.language(), Stakes: r.Stakes, Proof: level}
}

// record adds an entry at the present time.
func (m *Machine) record(e Entry) {
	rec := &m.outcome.Record
	if len(rec.Entries) >= maxEntries && e.What != "end" {
		rec.LeftOut++
		return
	}
	e.At = m.now
	rec.Entries = append(rec.Entries, e)
}

// note adds a remark.
func (m *Machine) note(s string) { m.record(Entry{What: "note", Note: s}) }
