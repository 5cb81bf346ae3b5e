package sweep

import (
	"encoding/binary"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// Every pair of bytes, in every place of a word, with what saturates most beside
// it: nothing is carried from one byte to the next.
func TestBytesOfAWord(t *testing.T) {
	for _, beside := range []struct{ a, b uint8 }{{0, 0}, {0, 255}, {255, 0}, {255, 255}, {128, 127}, {127, 128}} {
		for x := range 256 {
			for y := range 256 {
				place := (x + y) % 8
				a, b := [8]uint8{}, [8]uint8{}
				for i := range a {
					a[i], b[i] = beside.a, beside.b
				}
				a[place], b[place] = uint8(x), uint8(y)
				checkWord(t, a, b)
			}
		}
	}
}

func TestBytesOfAnyWord(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		draw := rapid.SliceOfN(rapid.Uint8(), 8, 8)
		checkWord(t, [8]uint8(draw.Draw(t, "a")), [8]uint8(draw.Draw(t, "b")))
	})
}

// checkWord compares each operation with the same byte by byte.
func checkWord(t interface{ Fatalf(string, ...any) }, a, b [8]uint8) {
	x, y := binary.LittleEndian.Uint64(a[:]), binary.LittleEndian.Uint64(b[:])
	var less, more, least, most [8]uint8
	anyBelow := false
	for i := range a {
		less[i], more[i] = uint8(max(int(a[i])-int(b[i]), 0)), uint8(min(int(a[i])+int(b[i]), 255))
		least[i], most[i] = min(a[i], b[i]), max(a[i], b[i])
		anyBelow = anyBelow || a[i] < b[i]
	}
	for _, c := range []struct {
		name string
		got  uint64
		want [8]uint8
	}{{"minus", minus(x, y), less}, {"plus", plus(x, y), more}, {"lesser", lesser(x, y), least}, {"greater", greater(x, y), most}} {
		if want := binary.LittleEndian.Uint64(c.want[:]); c.got != want {
			t.Fatalf("%s(%x, %x) = %016x, want %016x", c.name, a, b, c.got, want)
		}
	}
	if got := below(x, y); got != anyBelow {
		t.Fatalf("below(%x, %x) = %v, want %v", a, b, got, anyBelow)
	}
}

func TestWords(t *testing.T) {
	b := []uint8{1, 2, 3, 4, 5, 6, 7, 8, 9}
	if got := word(b[1:]); got != 0x0908070605040302 {
		t.Errorf("word = %x", got)
	}
	put(b, all(0xab))
	if got := word(b); got != 0xabababababababab || b[8] != 9 {
		t.Errorf("put %x and %d, want ab eight times and 9", got, b[8])
	}
	for n, want := range map[int]int{0: 0, 1: 8, 7: 8, 8: 8, 9: 16} {
		if got := padded(n); got != want {
			t.Errorf("padded(%d) = %d, want %d", n, got, want)
		}
	}
}
