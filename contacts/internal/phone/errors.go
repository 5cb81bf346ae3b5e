package phone

import (
	"errors"
	"fmt"
)

// Errors holds what a recogniser's errors cost, in nats: a memoryless channel
// from sounds meant to sounds heard (Ristad and Yianilos 1998), learnt from
// names that synthesisers said and pocketsphinx heard. It is immutable.
//
// The chance of what was heard, given what was meant, is exp of minus the sum
// of Keep of every sound meant, and of Sub, Del and Ins of what happened to
// them; Sub and Del are counted from Keep.
type Errors struct {
	keep [Count]float32
	sub  [Count][Count]float32
	del  [2][Count]float32 // inside a word, at its edge
	ins  [2][Count]float32
	junk map[string][2]float32 // before, after
}

// The file of error costs: one byte a cost, in 1/16 nat,
//
//	"HSER1\n"
//	keep of each sound
//	sub of each sound by each sound
//	del of each sound inside a word, then at its edge
//	ins of each sound inside a word, then at its edge
//	1 byte: words of junk, each its length in 1 byte, its letters, its cost
//	        before and after a name
const errorsMagic = "HSER1\n"

const errorsUnit = 16

// ReadErrors reads a file of error costs.
func ReadErrors(data []byte) (*Errors, error) {
	r := &reader{buf: data}
	if string(r.bytes(len(errorsMagic))) != errorsMagic {
		return nil, errors.New("phone: errors: not a file of error costs")
	}
	e := &Errors{junk: map[string][2]float32{}}
	cost := func() float32 { return float32(r.uint8()) / errorsUnit }
	row := func(to *[Count]float32) {
		for p := AA; int(p) < Count; p++ {
			to[p] = cost()
		}
	}
	row(&e.keep)
	for p := AA; int(p) < Count; p++ {
		row(&e.sub[p])
		if e.sub[p][p] != 0 {
			return nil, fmt.Errorf("phone: errors: %v for itself costs %g", p, e.sub[p][p])
		}
	}
	for _, table := range []*[2][Count]float32{&e.del, &e.ins} {
		row(&table[0])
		row(&table[1])
	}
	for range r.uint8() {
		word := string(r.bytes(r.uint8()))
		e.junk[word] = [2]float32{cost(), cost()}
	}
	if r.err != nil {
		return nil, fmt.Errorf("phone: errors: %w", r.err)
	}
	if r.left() > 0 {
		return nil, fmt.Errorf("phone: errors: %d bytes too many", r.left())
	}
	return e, nil
}

func at(edge bool) int {
	if edge {
		return 1
	}
	return 0
}

// Keep is what it costs that a sound meant is heard as it is. It is small for
// sounds that are heard well.
func (e *Errors) Keep(meant Phone) float32 {
	if int(meant) >= Count {
		return 0
	}
	return e.keep[meant]
}

// Sub is what it costs, beyond Keep, to hear one sound where another was
// meant; 0 when they are equal.
func (e *Errors) Sub(meant, heard Phone) float32 {
	if int(meant) >= Count || int(heard) >= Count {
		return unknownSound
	}
	return e.sub[meant][heard]
}

// Ins is what it costs to hear a sound that was not meant, inside a word or at
// its edge: before its first sound or after its last.
func (e *Errors) Ins(heard Phone, edge bool) float32 {
	if int(heard) >= Count {
		return unknownSound
	}
	return e.ins[at(edge)][heard]
}

// Del is what it costs, beyond Keep, not to hear a sound that was meant. An
// edge is the first or last sound of a word.
func (e *Errors) Del(meant Phone, edge bool) float32 {
	if int(meant) >= Count {
		return unknownSound
	}
	return e.del[at(edge)][meant]
}

// Junk is what it costs that a whole word is heard before a name, or after it,
// when nothing was said there; ok is false for words of which no more is known
// than their sounds.
func (e *Errors) Junk(word string, before bool) (cost float32, ok bool) {
	c, ok := e.junk[word]
	if before {
		return c[0], ok
	}
	return c[1], ok
}

// unknownSound is the cost of what is no sound.
const unknownSound = 16
