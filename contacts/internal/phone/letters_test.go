package phone

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
)

// said joins the sounds of a pronunciation.
func said(p Pron) string {
	var b strings.Builder
	for i, x := range p.Phones {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(x.String())
	}
	return b.String()
}

// checkProns tests what holds of every answer: at most n ways, likeliest
// first, all different, chances that sum to 1.
func checkProns(t *testing.T, word string, prons []Pron, n int) {
	t.Helper()
	var sum float64
	for i, p := range prons {
		sum += math.Exp(float64(p.LogProb))
		if i > 0 && prons[i-1].LogProb < p.LogProb {
			t.Errorf("%q: way %d is likelier than the one before: %v", word, i, prons)
		}
		if len(p.Phones) == 0 || slices.Contains(p.Phones, None) {
			t.Errorf("%q: way %d has no sounds: %v", word, i, prons)
		}
		for _, q := range prons[:i] {
			if slices.Equal(p.Phones, q.Phones) {
				t.Errorf("%q: %s comes twice", word, said(p))
			}
		}
	}
	if len(prons) > n {
		t.Errorf("%q: %d ways, want at most %d", word, len(prons), n)
	}
	if len(prons) > 0 && math.Abs(sum-1) > 1e-3 {
		t.Errorf("%q: chances sum to %g", word, sum)
	}
}

// The search itself must find how these names are said, among its first four:
// none of them lies in the lexicon, so it cannot come from there.
func TestSearch(t *testing.T) {
	tests := []struct{ word, want string }{
		{"blenkinsop", "B L EH NG K IH N S AA P"},
		{"fothergate", "F AH DH ER G EY T"},
		{"pemberlane", "P EH M B ER L EY N"},
		{"quackenby", "K W AE K AH N B IY"},
		{"shacklewick", "SH AE K AH L W IH K"},
		{"thistleton", "TH IH S AH L T AH N"},
		{"mcgillan", "M AH G IH L AH N"},
		{"o'hardy", "OW HH AA R D IY"},
		{"phillipson", "F IH L IH P S AH N"},
		{"knightwell", "N AY T W EH L"},
	}
	for _, tt := range tests {
		prons := letters().Pronounce(nil, tt.word, 4)
		checkProns(t, tt.word, prons, 4)
		if !slices.ContainsFunc(prons, func(p Pron) bool { return said(p) == tt.want }) {
			t.Errorf("%q is said %v, want %q among them", tt.word, prons, tt.want)
		}
	}
}

func TestSearchCountsAndAppends(t *testing.T) {
	kept := Pron{Phones: []Phone{AA}, LogProb: -3}
	for n := range 6 {
		got := letters().Pronounce([]Pron{kept}, "szymanowski", n)
		if got[0].LogProb != kept.LogProb || len(got) > n+1 {
			t.Errorf("n = %d: %v, want what was there and at most %d more", n, got, n)
		}
		checkProns(t, "szymanowski", got[1:], n)
	}
	if got := letters().Pronounce(nil, "anna", -1); got != nil {
		t.Errorf("n = -1: %v, want none", got)
	}
}

func TestSearchPassesOver(t *testing.T) {
	want := letters().Pronounce(nil, "gearhart", 3)
	for _, word := range []string{"gear-hart", "gear hart", "gear\x00hart", "gearĄhart", "gear\xffhart", "G3gearhart"} {
		got := letters().Pronounce(nil, word, 3)
		if len(got) != len(want) || said(got[0]) != said(want[0]) {
			t.Errorf("%q is said %v, want %v", word, got, want)
		}
	}
	for _, word := range []string{"", "123", "ÄÖ", "-"} {
		if got := letters().Pronounce(nil, word, 3); len(got) > 0 {
			t.Errorf("%q is said %v, want no way", word, got)
		}
	}
}

func TestSearchIsBounded(t *testing.T) {
	long := strings.Repeat("anastasi", 1<<17)
	got := letters().Pronounce(nil, long, 2)
	checkProns(t, "a megabyte", got, 2)
	if len(got) == 0 || len(got[0].Phones) > 2*maxLetters {
		t.Fatalf("a megabyte of letters has %d ways", len(got))
	}
}

func TestSearchIsTheSameFromManyGoroutines(t *testing.T) {
	words := []string{"krzysztof", "gearhart", "okonkwo", "abernethy"}
	want := map[string]string{}
	for _, w := range words {
		want[w] = said(letters().Pronounce(nil, w, 1)[0])
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 40 {
				w := words[i%len(words)]
				if got := said(letters().Pronounce(nil, w, 1)[0]); got != want[w] {
					t.Errorf("%q is said %q, then %q", w, want[w], got)
				}
			}
		})
	}
	wg.Wait()
}

func TestZeroModelSaysNothing(t *testing.T) {
	if got := new(Letters).Pronounce(nil, "anna", 3); len(got) > 0 {
		t.Errorf("the zero model says %v", got)
	}
}
