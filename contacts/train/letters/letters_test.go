package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/align"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

func TestEntries(t *testing.T) {
	way := [][]phone.Phone{{phone.AA}}
	var got []string
	for _, e := range entries(source.Dictionary{"bob": way, "bob's": way, "boss'": way, "a.": way, "o'hara": way, "anna": way}) {
		got = append(got, e.word)
	}
	if want := "anna bob boss' o'hara"; strings.Join(got, " ") != want {
		t.Errorf("entries %q, want %q", got, want)
	}
}

func TestSplitKeepsWordsApart(t *testing.T) {
	var all []entry
	for i := range 20000 {
		all = append(all, entry{word: "w" + strings.Repeat("x", i%13) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))})
	}
	train, test := split(all)
	if share := float64(len(test)) / float64(len(all)); len(train)+len(test) != len(all) || math.Abs(share-testShare) > 0.02 {
		t.Errorf("%d of %d words are kept apart, want one in twenty", len(test), len(all))
	}
}

// sequences draws words of a language in which 2 always follows 1.
func sequences(n int) [][]uint16 {
	rng := rand.New(rand.NewPCG(3, 4))
	var out [][]uint16
	for range n {
		seq := []uint16{boundary}
		for range 2 + rng.IntN(5) {
			k := uint16(1 + rng.IntN(39))
			if seq = append(seq, k); k == 1 {
				seq = append(seq, 2)
			}
		}
		out = append(out, append(seq, boundary))
	}
	return out
}

// chanceAfter is the model's chance of a token after a history, backing off.
func chanceAfter(m *model, history []uint16, token uint16) float64 {
	n := int32(0)
	for _, h := range history {
		if n = m.child(n, h); n < 0 || m.nodes[n].cut {
			return chanceAfter(m, history[1:], token)
		}
	}
	if c := m.child(n, token); c >= 0 && !m.nodes[c].cut {
		return m.nodes[c].prob
	}
	if len(history) == 0 {
		return 0
	}
	backoff := m.nodes[n].backoff
	if m.nodes[n].children == 0 {
		backoff = 1
	}
	return backoff * chanceAfter(m, history[1:], token)
}

func checkDistributions(t *testing.T, m *model, tokens int) {
	t.Helper()
	for _, history := range [][]uint16{{}, {0}, {1}, {2}, {1, 2}, {0, 1, 2}, {3, 4}, {5, 5, 5}, {0, 0}} {
		var sum float64
		for token := range tokens {
			sum += chanceAfter(m, history, uint16(token))
		}
		if math.Abs(sum-1) > 1e-6 {
			t.Errorf("chances after %v sum to %g", history, sum)
		}
	}
}

func TestModelIsADistribution(t *testing.T) {
	seqs := sequences(3000)
	m := count(seqs, 4, 40)
	m.smooth()
	checkDistributions(t, m, 40)
	if p := chanceAfter(m, []uint16{1}, 2); p < 0.9 {
		t.Errorf("2 follows 1 with %g, want nearly always", p)
	}
	before := len(m.nodes)
	left := m.prune(1e-5)
	if left >= before || left < 41 {
		t.Errorf("pruning leaves %d n-grams of %d", left, before)
	}
	checkDistributions(t, m, 40)
	if p := chanceAfter(m, []uint16{1}, 2); p < 0.9 {
		t.Errorf("pruned, 2 follows 1 with %g, want nearly always", p)
	}
}

// Every n-gram left must have its parent and its suffix, or it is never found.
func TestPruningKeepsWhatIsNeeded(t *testing.T) {
	m := count(sequences(2000), 5, 40)
	m.smooth()
	m.prune(3e-5)
	for i, x := range m.nodes {
		if i > 0 && !x.cut && (m.nodes[x.parent].cut || m.nodes[x.suffix].cut) {
			t.Fatalf("n-gram %d is left without its parent or suffix", i)
		}
	}
}

func TestCountIgnoresTheOrderOfWords(t *testing.T) {
	seqs := sequences(500)
	a := count(seqs, 3, 40)
	slices.Reverse(seqs)
	b := count(seqs, 3, 40)
	if !slices.Equal(a.nodes, b.nodes) {
		t.Error("the same words in another order give another model")
	}
}

// The file must say in package phone what the model says here.
func TestEncodeIsRead(t *testing.T) {
	words := []struct{ word, way string }{
		{"cat", "K AE T"}, {"cab", "K AE B"}, {"city", "S IH T IY"}, {"bit", "B IH T"}, {"cite", "S AY T"}, {"bat", "B AE T"}, {"tic", "T IH K"},
	}
	var list []entry
	for range 40 {
		for _, x := range words {
			var way []phone.Phone
			for name := range strings.FieldsSeq(x.way) {
				p, _ := phone.Parse(name)
				way = append(way, p)
			}
			list = append(list, entry{word: x.word, ways: [][]phone.Phone{way}})
		}
	}
	var report strings.Builder
	m, tokens := fit(list, options{order: 4, limit: 0}, &report)
	l, err := phone.ReadLetters(encode(m, tokens))
	if err != nil {
		t.Fatal(err)
	}
	say := func(word string, n int) []phone.Pron { return l.Pronounce(nil, word, n) }
	got := score(list, say)
	if got.words != len(list) || got.wrong != 0 || got.edits != 0 {
		t.Errorf("%v\n%s\nwant every word that was learnt", got, report.String())
	}
	if prons := say("tab", 1); len(prons) != 1 || len(prons[0].Phones) != 3 || prons[0].Phones[1] != phone.AE {
		t.Errorf(`"tab", never seen, is said %v, want T AE B`, prons)
	}
}

func TestScore(t *testing.T) {
	list := []entry{
		{word: "right", ways: [][]phone.Phone{{phone.R, phone.AY, phone.T}}},
		{word: "second", ways: [][]phone.Phone{{phone.S, phone.EH}, {phone.AA, phone.B}}},
		{word: "nothing", ways: [][]phone.Phone{{phone.N, phone.AH}}},
	}
	say := func(word string, n int) []phone.Pron {
		switch word {
		case "right":
			return []phone.Pron{{Phones: []phone.Phone{phone.R, phone.AY, phone.T}}}
		case "second":
			return []phone.Pron{{Phones: []phone.Phone{phone.AA, phone.P}}, {Phones: []phone.Phone{phone.S, phone.EH}}}
		}
		return nil
	}
	if got, want := score(list, say), (tally{words: 3, wrong: 2, wrongOf4: 1, sounds: 7, edits: 3}); got != want {
		t.Errorf("score = %+v, want %+v", got, want)
	}
}

func TestLevenshtein(t *testing.T) {
	a, b, c := phone.AA, phone.B, phone.K
	for _, tt := range []struct {
		x, y []phone.Phone
		want int
	}{
		{nil, nil, 0}, {[]phone.Phone{a}, nil, 1}, {nil, []phone.Phone{a, b}, 2},
		{[]phone.Phone{a, b, c}, []phone.Phone{a, c}, 1}, {[]phone.Phone{a, b, c}, []phone.Phone{c, b, a}, 2},
	} {
		if got := levenshtein(tt.x, tt.y); got != tt.want {
			t.Errorf("levenshtein(%v, %v) = %d, want %d", tt.x, tt.y, got, tt.want)
		}
	}
}

func TestTokeniseBoundsEverySequence(t *testing.T) {
	list := []entry{{word: "ab", ways: [][]phone.Phone{{phone.AE, phone.B}}}}
	for range 3 {
		list = append(list, list...)
	}
	var words []string
	var ways [][][]phone.Phone
	for _, e := range list {
		words, ways = append(words, e.word), append(ways, e.ways)
	}
	seqs, tokens, lost := tokenise(align.New(words, ways, 4), list)
	if len(tokens) != 3 || lost != 0 || !slices.Equal(seqs[0], []uint16{0, 1, 2, 0}) {
		t.Errorf("sequences %v over %v, %d lost; want end a b end", seqs[0], tokens, lost)
	}
}
