package phone

import (
	"math"
	"testing"
)

func TestPairsTellMoreThanWords(t *testing.T) {
	for _, p := range [][2]string{{"you", "know"}, {"brand", "new"}, {"new", "york"}, {"", "i"}, {"a", "lot"}} {
		if pair, word := PairLogProb(p[0], p[1]), WordLogProb(p[1]); pair < word+1 {
			t.Errorf("%q after %q has %g, alone %g; want much more", p[1], p[0], pair, word)
		}
	}
}

// After a word that begins pairs, the others give up what the pairs take.
func TestPairsAreADistribution(t *testing.T) {
	l := words()
	for _, before := range []string{"", "you", "szymanowski"} {
		var sum float64
		for i, c := range l.talk {
			if c > 0 {
				sum += math.Exp(float64(PairLogProb(before, l.word(i))))
			}
		}
		if sum < 0.85 || sum > 1.06 {
			t.Errorf("after %q the words of talk have %.3f", before, sum)
		}
	}
}

func TestPairsOfUnknownWords(t *testing.T) {
	if a, b := PairLogProb("zqx", "know"), WordLogProb("know"); a != b {
		t.Errorf("after an unknown word %g, alone %g; want the same", a, b)
	}
	if p := PairLogProb("you", "zqxzqx"); p > -8 || math.IsInf(float64(p), 0) || p != p {
		t.Errorf("an unknown word has %g", p)
	}
	if a, b := new(Pairs), new(Lexicon); true {
		a.lexicon = b
		if got := a.LogProb("you", "know"); got > rareTalk {
			t.Errorf("no pairs: %g", got)
		}
	}
}
