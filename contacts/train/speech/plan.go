package speech

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Plan draws n utterances of names from the seed, given names and surnames by
// their rank in the lists: a given name with a surname (six in ten), a given
// name (three), a surname with a title (one).
func Plan(n int, given, family []string, seed uint64) []Utterance {
	rng := rand.New(rand.NewPCG(seed, 5))
	titles := []string{"doctor", "mister", "misses", "miss"}
	out := make([]Utterance, n)
	for i := range out {
		u := Utterance{ID: fmt.Sprintf("u%05d", i), Voice: Voices[rng.IntN(len(Voices))]}
		switch k := rng.IntN(10); {
		case k < 6:
			u.Text = Draw(rng, given, 30) + " " + Draw(rng, family, 300)
		case k < 9:
			u.Text = Draw(rng, given, 60)
		default:
			u.Text = titles[rng.IntN(len(titles))] + " " + Draw(rng, family, 300)
		}
		u.disturb(rng)
		out[i] = u
	}
	return out
}

// Draw takes a name from a list in the order of rank, with a chance that falls
// as 1/(rank+shift), close to how names are shared out (Fox and Lasker 1983),
// by inversion.
func Draw(rng *rand.Rand, list []string, shift float64) string {
	n := len(list)
	lo, hi := math.Log(shift), math.Log(shift+float64(n))
	r := int(math.Exp(lo+rng.Float64()*(hi-lo)) - shift)
	return list[min(max(r, 0), n-1)]
}
