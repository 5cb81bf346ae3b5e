package phone

import (
	"math"
	"slices"
	"testing"
)

func TestPronounceStored(t *testing.T) {
	tests := []struct {
		word string
		want []string // all among the first three
	}{
		{"john", []string{"JH AA N"}},
		{"sean", []string{"SH AO N"}},
		{"shaun", []string{"SH AO N"}},
		{"shawn", []string{"SH AO N"}},
		{"nguyen", []string{"N UW Y EH N"}},
		{"the", []string{"DH AH", "DH IY"}},
		{"read", []string{"R EH D", "R IY D"}},
		{"xavier", []string{"Z EY V Y ER"}},
		{"michael", []string{"M AY K AH L"}},
	}
	for _, tt := range tests {
		prons, ok := words().Pronounce(nil, tt.word, 3)
		if !ok {
			t.Errorf("%q has no stored way", tt.word)
		}
		checkProns(t, tt.word, prons, 3)
		for _, want := range tt.want {
			if !slices.ContainsFunc(prons, func(p Pron) bool { return said(p) == want }) {
				t.Errorf("%q is said %v, want %q among them", tt.word, prons, want)
			}
		}
	}
}

func TestPronounceCutsStoredWays(t *testing.T) {
	all := Pronounce(nil, "the", 3)
	one := Pronounce(nil, "the", 1)
	checkProns(t, "the", one, 1)
	if len(one) != 1 || said(one[0]) != said(all[0]) || one[0].LogProb != 0 {
		t.Errorf(`Pronounce("the", 1) = %v, want the first of %v, certain`, one, all)
	}
	if again := Pronounce(nil, "the", 3); again[0].LogProb != all[0].LogProb {
		t.Errorf("asking for one way changed the stored ones: %v, then %v", all, again)
	}
	if got := Pronounce(nil, "the", 0); len(got) != 0 {
		t.Errorf("n = 0 gives %v", got)
	}
}

func TestEveryStoredWayIsSound(t *testing.T) {
	l := words()
	if l.Len() < 30000 {
		t.Fatalf("%d words", l.Len())
	}
	for i := range l.Len() {
		prons := l.prons[l.ways[i]:l.ways[i+1]]
		checkProns(t, l.word(i), prons, maxWays)
		if w, ok := l.find(l.word(i)); !ok || w != i {
			t.Fatalf("find(%q) = %d, %v; want %d", l.word(i), w, ok, i)
		}
		if i > 0 && l.word(i-1) >= l.word(i) {
			t.Fatalf("%q is not before %q", l.word(i-1), l.word(i))
		}
	}
}

// Chances must rank as everyone knows they do.
func TestChancesRank(t *testing.T) {
	tests := []struct {
		name   string
		chance func(string) float32
		order  []string // commonest first
	}{
		{"talk", WordLogProb, []string{"the", "know", "really", "kitchen", "zebra", "szymanowski"}},
		{"given", GivenLogProb, []string{"mary", "kevin", "wendy", "xavier", "qqq"}},
		{"family", FamilyLogProb, []string{"smith", "garcia", "nguyen", "okonkwo"}},
	}
	for _, tt := range tests {
		for i, w := range tt.order[1:] {
			if a, b := tt.chance(tt.order[i]), tt.chance(w); a < b {
				t.Errorf("%s: %q has %g, %q has %g; want the first at least as high", tt.name, tt.order[i], a, w, b)
			}
		}
	}
	if p := math.Exp(float64(FamilyLogProb("smith"))); p < 0.008 || p > 0.012 {
		t.Errorf("%.4f of people are called Smith, want 0.010 as in the census", p)
	}
}

// The chances of all words of talk must sum to about one: they are a
// distribution, less the share of the words left out.
func TestTalkIsADistribution(t *testing.T) {
	var sum float64
	l := words()
	for i, c := range l.talk {
		if c > 0 {
			sum += math.Exp(float64(WordLogProb(l.word(i))))
		}
	}
	if sum < 0.85 || sum > 1.02 {
		t.Errorf("the words of talk have %.3f of it", sum)
	}
}

func TestRareWordsFallWithLength(t *testing.T) {
	if a, b := WordLogProb("zqx"), WordLogProb("zqxzqxzqx"); a <= b || math.IsInf(float64(b), 0) {
		t.Errorf("unknown words of 3 and 9 letters have %g and %g; want the longer one less, and finite", a, b)
	}
}

func TestStoredAnswersAllocateNothing(t *testing.T) {
	dst := make([]Pron, 0, 8)
	if n := testing.AllocsPerRun(100, func() {
		dst = Pronounce(dst[:0], "catherine", 3)
		WordLogProb("really")
		PairLogProb("you", "know")
	}); n > 0 {
		t.Errorf("%v allocations, want none", n)
	}
}

func TestZeroLexiconKnowsNothing(t *testing.T) {
	var l Lexicon
	if got, ok := l.Pronounce(nil, "anna", 3); ok {
		t.Errorf("the zero lexicon says %v", got)
	}
	if got := l.TalkLogProb("anna"); got > rareTalk {
		t.Errorf("the zero lexicon gives %g", got)
	}
}
