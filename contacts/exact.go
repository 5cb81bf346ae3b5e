package contacts

import "slices"

import "strings"

// exacts counts the words of names that were heard exactly, by their sounds:
// one word heard as it is says more for a name than the sounds in it do one by
// one, since errors come together. It belongs to one reading.
type exacts struct {
	heard []string         // sounds of the words heard, each way
	units map[unitAt]tally // of the units that were asked for
}

type unitAt struct {
	shard int
	unit  int32
}

type tally struct{ exact, words uint8 }

// reset begins with the words of another reading.
func (e *exacts) reset(says *speaker, words []string) {
	e.heard = e.heard[:0]
	clear(e.units)
	for _, w := range words {
		for _, way := range says.word(w) {
			e.heard = append(e.heard, way.phones)
		}
	}
}

// count fills in how many words f's form has and how many of them were heard.
func (e *exacts) count(says *speaker, shard int, s *segment, f *found) {
	t := e.unit(says, shard, s, f.head)
	if tail := s.forms[f.form].tail; tail >= 0 {
		u := e.unit(says, shard, s, tail)
		t = tally{t.exact + u.exact, t.words + u.words}
	}
	f.exact, f.words = t.exact, t.words
}

func (e *exacts) unit(says *speaker, shard int, s *segment, u int32) tally {
	at := unitAt{shard, u}
	if t, ok := e.units[at]; ok {
		return t
	}
	var t tally
	for w := range strings.FieldsSeq(s.units[u]) {
		t.words++
		if e.has(says.word(w)) {
			t.exact++
		}
	}
	e.units[at] = t
	return t
}

func (e *exacts) has(ways []way) bool {
	for _, way := range ways {
		if slices.Contains(e.heard, way.phones) {
			return true
		}
	}
	return false
}
