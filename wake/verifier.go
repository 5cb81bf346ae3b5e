package wake

// A Verifier looks once more at a word that is about to be accepted, with what
// the host knows and a Model cannot: who speaks, whether the loudspeaker has
// just said the word, whether anybody is at home. It can lower a verdict, never
// raise one.
//
// Verify is called within Append and Flush, on their goroutine, for acceptances
// only; what takes long delays the audio behind it. The audio is mono, at the
// stream's rate, from position from up to det.At: Config.PreRoll of it, or as
// much as there is. It belongs to the Detector, which uses it again: Verify
// keeps none of it, and does not call the Detector.
//
// The verdict returned counts if it is Accepted, Doubtful or Nothing. An error, a
// panic, and any other verdict are doubt: the word is then Doubtful, and
// [Stats] counts it. What the error was the host knows best: it has just made
// it.
type Verifier interface {
	Verify(det Detection, audio []float32, from int64) (Verdict, error)
}

// A VerifierFunc is a function that verifies.
type VerifierFunc func(det Detection, audio []float32, from int64) (Verdict, error)

// Verify calls f.
func (f VerifierFunc) Verify(det Detection, audio []float32, from int64) (Verdict, error) {
	return f(det, audio, from)
}

// verify asks the Verifier about an acceptance, and returns what is left of it.
// The refractory period goes on whatever the answer: a Verifier cannot make the
// Detector accept more.
func (d *Detector) verify(det Detection) Verdict {
	audio, from := d.ring.appendFrom(d.again[:0], det.At-d.preRoll)
	audio = audio[:max(0, det.At-from)] // what is in the ring already may lie beyond
	v, ok := ask(d.config.Verifier, det, audio, from)
	if !ok {
		d.mixer.stats.Unverified++
		return Doubtful
	}
	return v
}

// ask calls the Verifier; not ok where it fails.
func ask(v Verifier, det Detection, audio []float32, from int64) (verdict Verdict, ok bool) {
	defer func() {
		if recover() != nil {
			verdict, ok = Doubtful, false
		}
	}()
	verdict, err := v.Verify(det, audio, from)
	return verdict, err == nil && verdict <= Accepted
}
