package phone

// Costs of a recogniser's errors, in nats, before any are learnt: a
// substitution of the farthest sounds, a sound added, a sound lost.
const (
	farSub   = 6.0
	insInner = 3.5
	insEdge  = 2.5
	delInner = 3.5
	delEdge  = 2.5
)

// Sub is the cost in nats of hearing one sound where another was meant; 0 when
// they are equal.
func Sub(meant, heard Phone) float32 {
	if meant == heard {
		return 0
	}
	return float32(farSub * Distance(meant, heard))
}

// Ins is the cost in nats of hearing a sound that was not meant. An edge is
// the first or last sound of a word.
func Ins(heard Phone, edge bool) float32 {
	if edge {
		return insEdge
	}
	return insInner
}

// Del is the cost in nats of not hearing a sound that was meant. An edge is
// the first or last sound of a word.
func Del(meant Phone, edge bool) float32 {
	if edge {
		return delEdge
	}
	return delInner
}
