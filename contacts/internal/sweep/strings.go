package sweep

import (
	"cmp"
	"slices"
	"strings"
)

// Lanes is how many strings are looked at together.
const Lanes = 32

// An Entry is one string to look for.
type Entry struct {
	Sounds string // a byte a sound: 1 to phone.Count-1
	Cost   int32  // what the string costs before anything is heard, at least 0
	Item   int32  // what it stands for, at least 0; several may stand for one
}

// Strings holds strings of sounds in blocks of Lanes. The zero Strings is
// empty.
type Strings struct {
	blocks []block
	sounds []uint8  // [block][depth][Lanes]
	costs  []uint16 // [block][Lanes]
	items  []int32  // [block][Lanes], -1 where there is none
}

// A block is Lanes strings, written so that all end at the same depth; the
// shorter ones have no sound (0) before they begin.
type block struct {
	at    int32 // of its sounds, in units of Lanes
	depth int32 // sounds of its longest string
}

// noCost is the cost of a lane without a string: dead at any limit.
const noCost = 1<<16 - 1

// New lays out entries, which it sorts. The order they are given in does not
// matter; those without sounds are left out.
func New(entries []Entry) *Strings {
	entries = slices.DeleteFunc(entries, func(e Entry) bool { return e.Sounds == "" })
	slices.SortFunc(entries, neighbours)
	n := (len(entries) + Lanes - 1) / Lanes
	s := &Strings{blocks: make([]block, 0, n), costs: make([]uint16, n*Lanes), items: make([]int32, n*Lanes)}
	depths := 0
	for some := range slices.Chunk(entries, Lanes) {
		depths += deepest(some)
	}
	s.sounds = make([]uint8, depths*Lanes)
	at := 0
	for some := range slices.Chunk(entries, Lanes) {
		b := block{int32(at), int32(deepest(some))}
		s.lay(len(s.blocks), b, some)
		s.blocks = append(s.blocks, b)
		at += int(b.depth)
	}
	return s
}

// neighbours says which strings lie together. A vector kernel is done with a
// block when all its strings are: they should be as dear, as long, and begin
// alike. The plain one computes what strings have in common once: they should
// begin alike.
func neighbours(a, b Entry) int {
	if hasVectors {
		if c := cmp.Or(cmp.Compare(dearness(a), dearness(b)), cmp.Compare(len(a.Sounds), len(b.Sounds))); c != 0 {
			return c
		}
	}
	return cmp.Or(strings.Compare(a.Sounds, b.Sounds), cmp.Compare(a.Item, b.Item), cmp.Compare(a.Cost, b.Cost))
}

// dearness puts strings that will be given up early, for what they cost to
// begin with, apart from the others.
func dearness(e Entry) int32 { return min(e.Cost>>9, 3) }

func deepest(some []Entry) int {
	d := 0
	for _, e := range some {
		d = max(d, len(e.Sounds))
	}
	return d
}

// lay fills in block number i.
func (s *Strings) lay(i int, b block, some []Entry) {
	costs, items := s.costs[i*Lanes:(i+1)*Lanes], s.items[i*Lanes:(i+1)*Lanes]
	sounds := s.sounds[int(b.at)*Lanes:]
	for lane := range Lanes {
		costs[lane], items[lane] = noCost, -1
		if lane >= len(some) {
			continue
		}
		e := &some[lane]
		costs[lane], items[lane] = uint16(min(max(e.Cost, 0), noCost)), e.Item
		for d, from := 0, int(b.depth)-len(e.Sounds); d < len(e.Sounds); d++ {
			sounds[(from+d)*Lanes+lane] = e.Sounds[d]
		}
	}
}

// Len is the number of blocks.
func (s *Strings) Len() int { return len(s.blocks) }

// stringsOf gives the sounds of a block, [depth][Lanes], and its costs.
func (s *Strings) stringsOf(i int) (sounds []uint8, costs []uint16) {
	b := &s.blocks[i]
	return s.sounds[int(b.at)*Lanes : int(b.at+b.depth)*Lanes], s.costs[i*Lanes : (i+1)*Lanes]
}

// Items gives what the strings of a block stand for, -1 where there is none.
func (s *Strings) Items(block int) []int32 { return s.items[block*Lanes : (block+1)*Lanes] }
