package confirm

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// WithoutWords returns a copy of the record in which nothing of what was said
// or heard is left: every word becomes a number that is the same wherever the
// word stands ("w3 w4"), so that repetitions and echoes can still be seen;
// texts that explain by quoting are cut to their topic. Times, figures,
// meanings and reasons stay, and so does what the host itself calls things:
// Action, Step and Intent, which should hold no names. Of Action, words that
// stand in a value ("send the note to Bob") are numbered, too. A record without
// words stays as it is.
func (r Record) WithoutWords() Record {
	if r.Redacted {
		return r
	}
	x, names := redactor{}, r.names()
	r.Redacted = true
	r.Entries = slices.Clone(r.Entries)
	for i := range r.Entries {
		x.entry(&r.Entries[i])
	}
	r.Action, r.Value = x.named(r.Action, names), x.words(r.Value)
	return r
}

// names has the words of every value that was asked for or asked about.
func (r Record) names() map[string]bool {
	names := map[string]bool{}
	values := []string{r.Value}
	for _, e := range r.Entries {
		if e.Prompt != nil {
			values = append(values, e.Prompt.Value)
		}
	}
	for _, v := range values {
		for w := range strings.FieldsSeq(v) {
			names[bare(w)] = true
		}
	}
	delete(names, "")
	return names
}

// bare is a word in lower case, without the punctuation around it.
func bare(w string) string {
	return strings.Trim(strings.ToLower(w), ".,:;!?¿¡。、？！।\"'«»")
}

// named replaces the words of a text that are names, "Bob's" with "Bob".
func (x redactor) named(text string, names map[string]bool) string {
	for _, name := range slices.Sorted(maps.Keys(names)) { // Chinese and Japanese part no words
		if strings.ContainsFunc(name, func(c rune) bool { return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana) }) {
			text = strings.ReplaceAll(text, name, " "+x.words(name)+" ")
		}
	}
	fields := strings.Fields(text)
	for i, w := range fields {
		b := bare(strings.ReplaceAll(w, "’", "'"))
		if b = strings.TrimSuffix(b, "'s"); names[b] {
			fields[i] = x.words(b)
		}
	}
	return strings.Join(fields, " ")
}

// redactor numbers words in the order in which it meets them.
type redactor map[string]int

// words replaces each word of a text by its number.
func (x redactor) words(text string) string {
	fields := strings.Fields(text)
	for i, w := range fields {
		w = bare(w)
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
