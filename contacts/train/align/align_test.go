package align

import (
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// corpus is small, but says ph, sh and a silent e often enough to learn.
var corpus = []struct {
	word string
	way  []phone.Phone
}{
	{"phone", []phone.Phone{phone.F, phone.OW, phone.N}},
	{"pen", []phone.Phone{phone.P, phone.EH, phone.N}},
	{"nap", []phone.Phone{phone.N, phone.AE, phone.P}},
	{"ship", []phone.Phone{phone.SH, phone.IH, phone.P}},
	{"shape", []phone.Phone{phone.SH, phone.EY, phone.P}},
	{"pane", []phone.Phone{phone.P, phone.EY, phone.N}},
	{"tax", []phone.Phone{phone.T, phone.AE, phone.K, phone.S}},
	{"axe", []phone.Phone{phone.AE, phone.K, phone.S}},
	{"pat", []phone.Phone{phone.P, phone.AE, phone.T}},
	{"hat", []phone.Phone{phone.HH, phone.AE, phone.T}},
	{"he", []phone.Phone{phone.HH, phone.IY}},
	{"tan", []phone.Phone{phone.T, phone.AE, phone.N}},
}

func learn(times int) *Aligner {
	var words []string
	var ways [][][]phone.Phone
	for range times {
		for _, c := range corpus {
			words, ways = append(words, c.word), append(ways, [][]phone.Phone{c.way})
		}
	}
	return New(words, ways, 8)
}

// Whatever the alignment, one chunk a letter, and the sounds in order.
func TestAlignKeepsLettersAndSounds(t *testing.T) {
	a := learn(40)
	for _, c := range corpus {
		chunks, ok := a.Align(c.word, c.way)
		if !ok || len(chunks) != len(c.word) {
			t.Errorf("%q has %d chunks, %v; want one a letter", c.word, len(chunks), ok)
			continue
		}
		var sounds []phone.Phone
		for i, k := range chunks {
			if k.Letter != c.word[i] {
				t.Errorf("%q: chunk %d is of %c", c.word, i, k.Letter)
			}
			for _, p := range []phone.Phone{k.First, k.Second} {
				if p != phone.None {
					sounds = append(sounds, p)
				}
			}
		}
		if !slices.Equal(sounds, c.way) {
			t.Errorf("%q says %v, want %v", c.word, sounds, c.way)
		}
	}
}

func TestAlignLearns(t *testing.T) {
	a := learn(40)
	x, _ := a.Align("tax", []phone.Phone{phone.T, phone.AE, phone.K, phone.S})
	if want := (Chunk{'x', phone.K, phone.S}); x[2] != want {
		t.Errorf("the x of tax says %v, want %v", x[2], want)
	}
	e, _ := a.Align("shape", []phone.Phone{phone.SH, phone.EY, phone.P})
	if e[4] != (Chunk{Letter: 'e'}) {
		t.Errorf("the e of shape says %v, want nothing", e[4])
	}
}

func TestAlignRefuses(t *testing.T) {
	a := learn(40)
	if _, ok := a.Align("he", []phone.Phone{phone.HH, phone.IY, phone.T, phone.AE, phone.N}); ok {
		t.Error("two letters say five sounds")
	}
	if _, ok := a.Align("pen", []phone.Phone{phone.ZH, phone.ZH, phone.ZH}); ok {
		t.Error("letters say what they never said")
	}
}

func TestCompareIsAnOrder(t *testing.T) {
	list := []Chunk{{'b', 0, 0}, {'a', phone.B, 0}, {'a', phone.AA, phone.B}, {'a', phone.AA, 0}, {}}
	slices.SortFunc(list, Chunk.Compare)
	want := []Chunk{{}, {'a', phone.AA, 0}, {'a', phone.AA, phone.B}, {'a', phone.B, 0}, {'b', 0, 0}}
	if !slices.Equal(list, want) {
		t.Errorf("sorted %v, want %v", list, want)
	}
}
