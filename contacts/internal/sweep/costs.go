package sweep

import "github.com/hearsay-go/hearsay/contacts/internal/phone"

const sounds = int(phone.Count)

// Costs is what it costs to hear sounds for others, in any unit, none below 0.
type Costs struct {
	Sub [sounds][sounds]int32 // [heard][meant]
	Del [sounds]int32         // [meant]: nothing heard for it
	Ins [sounds]int32         // [heard]: for nothing
}

// Dead is the bound of what costs more than the limit.
const Dead = 255

// A Scale turns costs into bytes so that a limit becomes Dead-1.
type Scale uint32

// minLimit keeps a scale within 16 bits.
const minLimit = 256

func newScale(limit int32) Scale { return Scale((Dead - 1) << 16 / max(limit, minLimit)) }

// Of scales a cost. It rounds down, so that a sum of scaled costs is never more
// than the scaled sum.
func (s Scale) Of(c int32) uint8 { return uint8(min(uint64(max(c, 0))*uint64(s)>>16, Dead)) }

// Tables holds costs as bytes, for the sounds that are heard. It keeps its
// memory from one use to the next. Scale it before the first use.
type Tables struct {
	Scale
	costs  *Costs
	slotOf [sounds]uint8  // of the sounds heard so far; 0 for others
	subs   []table        // [slot]: by the sound meant; slot 0 is of no sound
	ins    [][Lanes]uint8 // [slot], in every lane
	del    table          // by the sound meant
}

// Limit begins tables in which what costs more than limit is Dead.
func (t *Tables) Limit(c *Costs, limit int32) {
	t.Scale, t.costs, t.slotOf = newScale(limit), c, [sounds]uint8{}
	t.subs, t.ins = grow(t.subs, 1), grow(t.ins, 1)
	fill(t.ins[0][:], Dead)
	for p := range sounds {
		t.del.set(p, t.Of(c.Del[p]))
	}
	t.del.set(0, 0) // before a string begins nothing happens
}

// slot gives the tables of a sound that was heard, made when first asked for.
func (t *Tables) slot(heard uint8) uint8 {
	if s := t.slotOf[heard]; s > 0 || heard == 0 {
		return s
	}
	s := len(t.subs)
	t.subs, t.ins = append(t.subs, table{}), append(t.ins, [Lanes]uint8{})
	sub := &t.subs[s]
	for p, c := range &t.costs.Sub[heard] {
		sub.set(p, t.Of(c))
	}
	sub.set(0, Dead)
	fill(t.ins[s][:], t.Of(t.costs.Ins[heard]))
	t.slotOf[heard] = uint8(s)
	return uint8(s)
}

// A table gives a byte for each sound, in three vectors that a shuffle can
// look up: sounds 0 to 15, 16 to 31, 32 to 47, each twice.
type table [3][Lanes]uint8

func (t *table) set(sound int, v uint8) {
	half := &t[sound>>4]
	half[sound&15], half[sound&15+16] = v, v
}

func (t *table) at(sound uint8) uint8 { return t[sound/16][sound%16] }
