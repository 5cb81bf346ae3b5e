package contacts

import (
	"cmp"
	"math"
	"slices"
)

// reading is one hypothesis as it is weighed.
type reading struct {
	text   string  // as it came
	folded string  // as it is heard
	weight float64 // of all readings 1
}

// ranked is a contact with the evidence for it.
type ranked struct {
	at      place
	id      string
	lift    float64 // log-odds from all readings, see weights
	best    found   // the way in which the best reading means it
	reading int     // the reading that speaks most for it
	alone   float64 // the weighted lift of that reading alone
	talk    cost    // of that reading
}

// place says where a contact is.
type place struct {
	shard   int
	contact int32
}

// weigh searches all readings and gives the contacts that any of them can
// mean, likeliest first. With P(W|A) the recogniser's weight of reading W for
// the audio A,
//
//	P(A|contact)/P(A|talk) = sum over W of P(W|A) · P(W|contact)/P(W|talk)
//
// so the lift of a contact is the weighted mean of its lifts: five readings
// that agree count as one that is sure, and one reading of five that fits by
// chance counts for a fifth. The slice is the scratch's.
//
// nobody is the logarithm of the odds of all that is not in the list, talk (1)
// and outsiders, likewise.
func (b *Book) weigh(sc *scratch, readings []reading) (all []ranked, nobody float64) {
	sc.ranked = sc.ranked[:0]
	clear(sc.index)
	base := b.weights.base(b.size)
	outside, best := math.Inf(-1), math.Inf(-1)
	b.readAll(sc, readings)
	sc.finder.sift(b.shards, b.model, sc.heards[:len(readings)], sc.limits)
	for r := range readings {
		h := &sc.heards[r]
		if len(h.sounds) == 0 {
			continue
		}
		share := math.Log(readings[r].weight)
		last := b.dearest(h, max(b.floor, best-rivalLift)-share)
		sc.finder.find(sc.found, b.shards, b.model, h, r, last)
		sc.exacts.reset(sc.says, h.words)
		outside = logAdd(outside, share+b.asked+b.weights.outsider(b.model, h))
		for si, all := range sc.found[:len(b.shards)] {
			for i := range all {
				sc.exacts.count(sc.says, si, b.shards[si].segment, &all[i])
				lift := share + base + b.weights.lift(h, &all[i])
				if all[i].exact > 0 {
					lift += b.asked
				}
				b.note(sc, place{si, all[i].contact}, all[i], r, lift)
				best = max(best, lift)
			}
		}
	}
	slices.SortFunc(sc.ranked, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(y.lift, x.lift), cmp.Compare(x.id, y.id))
	})
	return sc.ranked, logAdd(0, outside)
}

// readAll reads all readings, and finds how dear names may be in each. One in
// which nothing can be heard has no sounds and no limit.
func (b *Book) readAll(sc *scratch, readings []reading) {
	sc.trim()
	for len(sc.heards) < len(readings) {
		sc.heards = append(sc.heards, heard{})
	}
	sc.limits = grow(sc.limits, len(readings))
	for r := range readings {
		h := &sc.heards[r]
		if !h.read(b.model, sc.says, &sc.edge, readings[r].folded) {
			h.sounds, sc.limits[r] = h.sounds[:0], 0
			continue
		}
		sc.limits[r] = b.dearest(h, b.floor-math.Log(readings[r].weight))
	}
}

// dearest is the highest cost at which a reading can bring a contact a lift of
// floor.
func (b *Book) dearest(h *heard, floor float64) cost {
	return min(b.weights.dearest(h, b.size, floor-b.asked), lastLimit)
}

// note adds the evidence of one reading to a contact's.
func (b *Book) note(sc *scratch, at place, f found, reading int, lift float64) {
	i, ok := sc.index[at]
	if !ok {
		sc.index[at] = len(sc.ranked)
		sc.ranked = append(sc.ranked, ranked{at, b.shards[at.shard].id(int(at.contact)), lift, f, reading, lift, sc.heards[reading].talk})
		return
	}
	k := &sc.ranked[i]
	k.lift = logAdd(k.lift, lift)
	if lift > k.alone {
		k.best, k.reading, k.alone, k.talk = f, reading, lift, sc.heards[reading].talk
	}
}

// rivalLift is what a later reading must bring, next to the best of those
// before.
const rivalLift = 4.0

// logAdd is ln(e^a + e^b).
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(a, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
