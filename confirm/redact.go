package confirm

import (
	"slices"
	"strconv"
	"strings"
)

// WithoutWords returns a copy of the record in which nothing of what was said
// or heard is left: every word becomes a number that is the same wherever the
// word stands ("w3 w4"), so that repetitions and echoes can still be seen;
// texts that explain by quoting are cut to their topic. Times, figures,
// meanings and reasons stay, and so does what the host itself calls things:
// Action, Step and Intent, which should hold no names. A record without words
// stays as it is.
func (r Record) WithoutWords() Record {
	if r.Redacted {
		return r
	}
	x := redactor{}
	r.Redacted = true
	r.Entries = slices.Clone(r.Entries)
	for i := range r.Entries {
		x.entry(&r.Entries[i])
	}
	return r
}

// redactor numbers words in the order in which it meets them.
type redactor map[string]int

// words replaces each word of a text by its number.
func (x redactor) words(text string) string {
	fields := strings.Fields(strings.ToLower(text))
	for i, w := range fields {
		w = strings.Trim(w, ".,:;!?¿¡。、？！।\"'«»")
		n, ok := x[w]
		if !ok {
			n = len(x) + 1
			x[w] = n
		}
		fields[i] = "w" + strconv.Itoa(n)
	}
	return strings.Join(fields, " ")
}

// entry takes the words out of one entry, whose pointers it replaces.
func (x redactor) entry(e *Entry) {
	if e.Evidence != nil {
		v := *e.Evidence
		v.Value = x.words(v.Value)
		e.Evidence = &v
	}
	if e.Prompt != nil {
		p := *e.Prompt
		p.Text, p.Value, p.Expect = x.words(p.Text), x.words(p.Value), x.words(p.Expect)
		e.Prompt = &p
	}
	if e.Utterance != nil {
		u := *e.Utterance
		u.NBest = slices.Clone(u.NBest)
		for i := range u.NBest {
			u.NBest[i].Text = x.words(u.NBest[i].Text)
		}
		e.Utterance = &u
	}
	if e.Reading != nil {
		rd := *e.Reading
		rd.Name, rd.Why = x.words(rd.Name), topic(rd.Why)
		e.Reading = &rd
	}
	if e.What == WhatNote {
		e.Note = topic(e.Note)
	}
}

// topic is what stands before the first colon.
func topic(s string) string {
	t, _, _ := strings.Cut(s, ":")
	return t
}
