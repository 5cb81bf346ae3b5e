package sweep

import "github.com/hearsay-go/hearsay/contacts/internal/phone"

const sounds = int(phone.Count)

// Costs is what it costs to hear sounds for others, in any unit, none below 0.
type Costs struct {
	Sub [sounds][sounds]int32 // [meant][heard]
	Del [sounds]int32         // [meant]
	Ins [sounds]int32         // [heard]
}

// Dead is the bound of what costs more than the limit.
const Dead = 255

// A Scale turns costs into bytes so that a limit becomes Dead-1.
type Scale uint32

// minLimit keeps a scale within 16 bits.
const minLimit = 256

func newScale(limit int32) Scale { return Scale((Dead - 1) << 16 / max(limit, minLimit)) }

// Of scales a cost. It rounds down, so that a sum of scaled costs is never more than the scaled
// sum.
func (s Scale) Of(c int32) uint8 { return uint8(min(uint64(max(c, 0))*uint64(s)>>16, Dead)) }

// A table gives a byte for each sound, in three vectors that a shuffle can
// look up: sounds 0 to 15, 16 to 31, 32 to 47, each twice.
type table [3][Lanes]uint8

func (t *table) set(sound int, v uint8) {
	t[sound/16][sound%16] = v
	t[sound/16][sound%16+16] = v
}

func (t *table) at(sound uint8) uint8 { return t[sound/16][sound%16] }
