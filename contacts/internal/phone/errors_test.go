package phone

import (
	"math"
	"testing"
)

func TestCostsAreGraded(t *testing.T) {
	for a := AA; int(a) < Count; a++ {
		if Sub(a, a) != 0 {
			t.Errorf("Sub(%v, %v) = %g, want 0", a, a, Sub(a, a))
		}
		if k := Keep(a); k <= 0 || k > 3 {
			t.Errorf("Keep(%v) = %g", a, k)
		}
		for b := AA; int(b) < Count; b++ {
			if s := Sub(a, b); a != b && (s <= 0 || s > 16) {
				t.Errorf("Sub(%v, %v) = %g", a, b, s)
			}
		}
	}
	for _, c := range []struct{ meant, near, far Phone }{
		{M, N, K}, {B, P, S}, {S, Z, L}, {IH, EH, OW}, {TH, F, G}, {AA, AO, IY}, {ER, R, K}, {D, T, W},
	} {
		if n, f := Sub(c.meant, c.near), Sub(c.meant, c.far); n >= f {
			t.Errorf("%v for %v costs %g, %v costs %g; want less", c.near, c.meant, n, c.far, f)
		}
	}
}

// Errors come more at the edges of words than inside them.
func TestEdgesAreWeaker(t *testing.T) {
	var ins, del [2]float64
	for p := AA; int(p) < Count; p++ {
		for e, edge := range []bool{false, true} {
			ins[e] += float64(Ins(p, edge)) / float64(Count-1)
			del[e] += float64(Del(p, edge)) / float64(Count-1)
		}
	}
	if ins[1] >= ins[0] || del[1] >= del[0] {
		t.Errorf("mean costs inside and at an edge: ins %.2f, del %.2f; want the second lower", ins, del)
	}
}

// All that may come of a sound must have a chance of one together: it is kept,
// changed or lost.
func TestChannelIsADistribution(t *testing.T) {
	for m := AA; int(m) < Count; m++ {
		keep := float64(Keep(m))
		sum := 0.5*math.Exp(-keep-float64(Del(m, false))) + 0.5*math.Exp(-keep-float64(Del(m, true)))
		for h := AA; int(h) < Count; h++ {
			sum += math.Exp(-keep - float64(Sub(m, h)))
		}
		if sum < 0.8 || sum > 1.1 { // what is left of one is the chance of an insertion before it
			t.Errorf("%v: kept, changed or lost with %.3f", m, sum)
		}
	}
}

func TestJunk(t *testing.T) {
	after, ok := Junk("it", false)
	if before, _ := Junk("it", true); !ok || after >= before || after <= 0 {
		t.Errorf(`"it" costs %g before a name and %g after it, %v; want known, less after`, before, after, ok)
	}
	if _, ok := Junk("gearhart", false); ok {
		t.Error("a surname is known as junk")
	}
}

func TestUnknownSoundsCostMuch(t *testing.T) {
	bad := Phone(200)
	for name, cost := range map[string]float32{
		"Sub meant": Sub(bad, AA), "Sub heard": Sub(AA, bad), "Ins": Ins(bad, true), "Del": Del(bad, false),
	} {
		if cost < 10 {
			t.Errorf("%s of no sound costs %g", name, cost)
		}
	}
	if k := Keep(bad); k != 0 {
		t.Errorf("Keep of no sound = %g", k)
	}
}

func TestClearErrsLess(t *testing.T) {
	for p := AA; int(p) < Count; p++ {
		if c, all := Clear().Keep(p), Keep(p); c >= all {
			t.Errorf("Keep(%v) is %g when heard clearly, %g over all; want less", p, c, all)
		}
	}
}
