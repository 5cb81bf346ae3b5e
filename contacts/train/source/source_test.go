package source

import (
	"encoding/binary"
	"math"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestReadDictionary(t *testing.T) {
	d, err := ReadDictionary(write(t, "anna AE N AH\nanna(2) AA N AH\nanna(3) AE N AH\nbe B IY\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(d) != 2 || len(d["anna"]) != 2 || len(d["be"]) != 1 || len(d["anna"][1]) != 3 {
		t.Errorf("dictionary = %v; want anna two ways and be one", d)
	}
	if _, err := ReadDictionary(write(t, "be B IY\nanna AE QQ\n")); err == nil || !strings.Contains(err.Error(), ":2:") {
		t.Errorf("unknown sound: %v, want an error that names line 2", err)
	}
	if _, err := ReadDictionary("missing"); err == nil {
		t.Error("a missing file is read")
	}
}

func TestSpelled(t *testing.T) {
	for word, want := range map[string]bool{"anna": true, "o'brien": true, "": false, "'": false, "a.": false, "Anna": false, "é": false} {
		if got := Spelled(word); got != want {
			t.Errorf("Spelled(%q) = %v, want %v", word, got, want)
		}
	}
}

func namesFile(n int) string {
	var b strings.Builder
	for _, list := range []string{"first_male", "first_female", "last"} {
		b.WriteString("module.exports." + list + " = [\n")
		for i := range n {
			b.WriteString("  '" + strings.ToUpper(list[:1]) + "x" + strings.Repeat("a", i%7) + string(rune('a'+i%26)) + string(rune('a'+i/26)) + "',\n")
		}
		b.WriteString("];\n")
	}
	return b.String()
}

func TestReadNames(t *testing.T) {
	n, err := ReadNames(write(t, namesFile(120)))
	if err != nil {
		t.Fatal(err)
	}
	if len(n.Male) != 120 || len(n.Female) != 120 || len(n.Family) != 120 || n.Family[0] != "lxaa" {
		t.Errorf("names have %d, %d, %d, first %q; want 120 each, lxaa", len(n.Male), len(n.Female), len(n.Family), n.Family[0])
	}
	if got := n.Given(); len(got) != 240 || got[0] != n.Male[0] || got[1] != n.Female[0] {
		t.Errorf("%d given names, beginning %v; want 240, a man's first", len(got), got[:2])
	}
	given, family := n.Shares()
	if got := math.Exp(family["lxaa"]); math.Abs(got-0.01) > 1e-6 {
		t.Errorf("the commonest surname has a share of %g, want 0.01", got)
	}
	for i, name := range n.Family[1:] {
		if family[name] > family[n.Family[i]] {
			t.Errorf("%s at rank %d has more than the one before", name, i+2)
		}
	}
	if len(given) == 0 {
		t.Error("no given names")
	}
	if _, err := ReadNames(write(t, namesFile(5))); err == nil {
		t.Error("five names are enough")
	}
}

func TestShareMeetsItsAnchors(t *testing.T) {
	for _, list := range [][]anchor{maleAnchors, femaleAnchors, familyAnchors} {
		for _, a := range list {
			if got := 100 * share(list, int(a.rank)); math.Abs(got/a.percent-1) > 1e-9 {
				t.Errorf("rank %g has %g %%, want %g", a.rank, got, a.percent)
			}
		}
	}
}

// packer writes bit fields, low bit first, as sphinxbase does.
type packer struct {
	buf []byte
	at  uint
}

func (p *packer) put(v uint64, n uint) {
	for i := range n {
		if v>>i&1 == 1 {
			p.buf[(p.at+i)/8] |= 1 << ((p.at + i) % 8)
		}
	}
	p.at += n
}

// trie makes a model of the words <s>, a, b with the bigrams "<s> a" and
// "a b", of chances e^-1 and e^-2, and one trigram.
func trie() []byte {
	out := []byte(trieHeader + "\x03")
	u32 := func(v uint32) { out = binary.LittleEndian.AppendUint32(out, v) }
	f32 := func(nats float64) { u32(math.Float32bits(float32(nats / logBase))) }
	for _, n := range []uint32{3, 2, 1} {
		u32(n)
	}
	u32(1)
	for i := range 3 * 65536 {
		f32(-float64(i % 65536))
	}
	for _, x := range []struct {
		prob, backoff float64
		first         uint32
	}{{-9, -0.5, 0}, {-3, -0.25, 0}, {-4, 0, 1}, {0, 0, 2}} {
		f32(x.prob)
		f32(x.backoff)
		u32(x.first)
	}
	word, next := uint(bits.Len(3)), uint(bits.Len(1))
	entry := word + 32 + next
	p := &packer{buf: make([]byte, (3*int(entry)+7)/8+8)}
	for _, x := range [][2]uint64{{0, 1}, {1, 2}} { // the word before, the chance
		p.put(x[0], word)
		p.put(7, 16)
		p.put(x[1], 16)
		p.put(0, next)
	}
	out = append(out, p.buf...)
	out = append(out, make([]byte, (2*int(word+16)+7)/8+8)...)
	u32(8)
	return append(out, "<s>\x00a\x00b\x00"...)
}

func TestReadTalk(t *testing.T) {
	data := trie()
	talk, err := parseTalk(data)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(talk.Words, " "); got != "<s> a b" || math.Abs(talk.LogProb[1]+3) > 1e-3 || math.Abs(talk.Backoff(1)+0.25) > 1e-3 {
		t.Errorf("words %q, chance %g, backoff %g; want <s> a b, -3, -0.25", got, talk.LogProb[1], talk.Backoff(1))
	}
	for w, want := range []struct {
		before  int
		logProb float64
	}{1: {0, -1}, 2: {1, -2}} {
		if w == 0 {
			continue
		}
		n := 0
		talk.Pairs(w, func(before int, logProb float64) {
			n++
			if before != want.before || math.Abs(logProb-want.logProb) > 1e-3 {
				t.Errorf("word %d follows %d with %g; want %d with %g", w, before, logProb, want.before, want.logProb)
			}
		})
		if n != 1 {
			t.Errorf("word %d has %d pairs, want 1", w, n)
		}
	}
	for _, n := range []int{0, 10, 40, 800000} {
		if _, err := parseTalk(data[:min(n, len(data)-20)]); err == nil {
			t.Errorf("a model cut to %d bytes is read", n)
		}
	}
}
