package phone

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// tinyLetters is a model of a and b with one pair: "ab" is AE B.
var tinyLetters = "HSLS1\n" +
	"\x04\x00" + "\x00\x00\x00" + "a\x02\x00" + "a\x03\x00" + "b\x07\x00" + // end, a:AE, a:AH, b:B
	"\x02" + "\x04\x00\x00\x00" + "\x02\x00\x00\x00" + // two levels, of 4 and 2 nodes
	"\x04" + "\x00\x00\x00\x00" + "\x10\x20\x30\x18" + "\x00" + // unigrams
	"\x01\x01\x00\x00" + "\x01" + "\x03" + "\x04\x05" + "\x10\x10" // end a:AE; a:AE b

// tinyWords is a lexicon of "a" and "ab".
var tinyWords = "HSWD1\n" +
	"\x02\x00" + "a\x02\x00" + "b\x07\x00" +
	"\x02\x00\x00\x00" + "\x00\x01" + "a\x00b\x00" +
	"\x0d\x19" + "\x00\x30" + "\x00\x00" + "\x01\x01" + "\x00\x00" + "\x00" + "\x00\x00"

// tinyPairs says that "ab" follows "a", and "a" the start.
var tinyPairs = "HSPR1\n" + "\x02\x00\x00\x00" + "\x00\x01" + "\x01\x01" + "\x00\x04" + "\x01\x00" + "\x0c\x18"

// tinyErrors has the same cost everywhere and one word of junk.
var tinyErrors = func() string {
	n := Count - 1
	var b strings.Builder
	b.WriteString(errorsMagic + strings.Repeat("\x08", n))
	for m := range n {
		b.WriteString(strings.Repeat("\x20", m) + "\x00" + strings.Repeat("\x20", n-1-m))
	}
	b.WriteString(strings.Repeat("\x20", 4*n) + "\x01\x02it\x40\x20")
	return b.String()
}()

// A format is one kind of file, with a small sound file of it, and reads and
// uses what it is given.
type format struct {
	name, tiny string
	read       func(data []byte) error
}

func formats(t testing.TB) []format {
	lexicon, err := ReadLexicon([]byte(tinyWords))
	if err != nil {
		t.Fatal(err)
	}
	return []format{
		{"letters", tinyLetters, func(data []byte) error {
			l, err := ReadLetters(data)
			if err == nil {
				l.Pronounce(nil, "abba", 3)
			}
			return err
		}},
		{"words", tinyWords, func(data []byte) error {
			l, err := ReadLexicon(data)
			if err == nil {
				l.Pronounce(nil, "ab", 2)
				l.TalkLogProb("a")
			}
			return err
		}},
		{"pairs", tinyPairs, func(data []byte) error {
			p, err := ReadPairs(data, lexicon)
			if err == nil {
				p.LogProb("a", "ab")
				p.LogProb("", "ab")
			}
			return err
		}},
		{"errors", tinyErrors, func(data []byte) error {
			e, err := ReadErrors(data)
			if err == nil {
				e.Sub(AA, AE)
				e.Junk("it", true)
			}
			return err
		}},
	}
}

func TestTinyFilesMean(t *testing.T) {
	l, err := ReadLetters([]byte(tinyLetters))
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Pronounce(nil, "ab", 1); len(got) != 1 || said(got[0]) != "AE B" {
		t.Errorf(`"ab" is said %v, want AE B`, got)
	}
	w, err := ReadLexicon([]byte(tinyWords))
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := w.Pronounce(nil, "ab", 1); !ok || said(got[0]) != "AE B" || w.TalkLogProb("ab") != -2 {
		t.Errorf(`"ab" is said %v with chance %g, want AE B with -2`, got, w.TalkLogProb("ab"))
	}
	p, err := ReadPairs([]byte(tinyPairs), w)
	if err != nil {
		t.Fatal(err)
	}
	if a, b, c := p.LogProb("a", "ab"), p.LogProb("", "a"), p.LogProb("", "ab"); a != -1 || b != -2 || c != -2-float32(4)/lexiconUnit {
		t.Errorf("pairs have %g, %g, %g; want -1, -2, -2.333", a, b, c)
	}
	e, err := ReadErrors([]byte(tinyErrors))
	if err != nil {
		t.Fatal(err)
	}
	if cost, ok := e.Junk("it", false); e.Sub(AA, AE) != 2 || e.Keep(AA) != 0.5 || !ok || cost != 2 {
		t.Errorf("costs %g, %g, %g; want 2, 0.5, 2", e.Sub(AA, AE), e.Keep(AA), cost)
	}
}

func TestCutShort(t *testing.T) {
	for _, f := range formats(t) {
		for n := range len(f.tiny) {
			err := f.read([]byte(f.tiny[:n]))
			if err == nil || !strings.HasPrefix(err.Error(), "phone: "+f.name) {
				t.Errorf("%s cut to %d of %d bytes: %v, want an error that names the file", f.name, n, len(f.tiny), err)
			}
		}
		if err := f.read([]byte(f.tiny + "\x00")); err == nil {
			t.Errorf("%s with a byte behind it: no error", f.name)
		}
	}
}

// A damaged file is refused or read as something else, but never makes trouble.
func TestDamaged(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, f := range formats(t) {
		for range 4000 {
			data := []byte(f.tiny)
			for range 1 + rng.IntN(3) {
				data[rng.IntN(len(data))] = byte(rng.IntN(256))
			}
			f.read(data)
		}
	}
}

// What a file claims must not make it allocate: 4 billion of everything.
func TestClaims(t *testing.T) {
	many := "\xff\xff\xff\xff"
	for _, data := range []string{
		"HSLS1\n\xff\xff", "HSLS1\n\x02\x00" + "\x00\x00\x00a\x02\x00" + "\x01" + many,
		"HSWD1\n\xff\xff", "HSWD1\n\x00\x00" + many, "HSPR1\n" + many,
	} {
		for _, f := range formats(t) {
			if n := testing.AllocsPerRun(1, func() {
				if err := f.read([]byte(data)); err == nil {
					t.Errorf("%s read %q", f.name, data)
				}
			}); n > 40 {
				t.Errorf("%s made %g allocations of %q", f.name, n, data)
			}
		}
	}
}

func TestInflateIsBounded(t *testing.T) {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, 9)
	w.Write(make([]byte, maxInflated+1))
	w.Close()
	if _, err := inflate(b.Bytes()); err == nil {
		t.Errorf("%d bytes grew to more than %d", b.Len(), maxInflated)
	}
	if _, err := inflate([]byte("not compressed")); err == nil {
		t.Error("read what is not compressed")
	}
}

// The embedded files must be those that contacts/train documents, read without
// an error, and stay small.
func TestEmbeddedFiles(t *testing.T) {
	sums, err := os.ReadFile("SHA256SUMS")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for name, data := range map[string][]byte{
		"letters.bin": lettersBin, "words.bin": wordsBin, "pairs.bin": pairsBin, "errors.bin": errorsBin, "clear.bin": clearBin,
	} {
		sum := sha256.Sum256(data)
		if line := fmt.Sprintf("%s  %s\n", hex.EncodeToString(sum[:]), name); !strings.Contains(string(sums), line) {
			t.Errorf("SHA256SUMS lacks the line %q", line)
		}
		total += len(data)
	}
	if total > 900_000 {
		t.Errorf("the embedded files have %d bytes, want at most 900,000", total)
	}
	if raw, err := inflate(lettersBin); err != nil {
		t.Error(err)
	} else if _, err := ReadLetters(raw); err != nil {
		t.Error(err)
	}
	lexicon := &Lexicon{}
	if raw, err := inflate(wordsBin); err != nil {
		t.Error(err)
	} else if lexicon, err = ReadLexicon(raw); err != nil {
		t.Error(err)
	}
	if raw, err := inflate(pairsBin); err != nil {
		t.Error(err)
	} else if _, err := ReadPairs(raw, lexicon); err != nil {
		t.Error(err)
	}
	for _, data := range [][]byte{errorsBin, clearBin} {
		if _, err := ReadErrors(data); err != nil {
			t.Error(err)
		}
	}
}

func FuzzFiles(f *testing.F) {
	kinds := formats(f)
	for i, k := range kinds {
		f.Add(uint8(i), []byte(k.tiny))
	}
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		kinds[int(kind)%len(kinds)].read(data)
	})
}

func FuzzPronounce(f *testing.F) {
	for _, s := range []string{"anna", "o'brien", "", "\xff", "zzzzzzzzzzzz", "'''"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, word string, n int) {
		if n > 8 {
			n = 8
		}
		prons := Pronounce(nil, word, n)
		checkProns(t, word, prons, max(n, 0))
		PairLogProb(word, word)
	})
}
