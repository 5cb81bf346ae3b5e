package sweep

import (
	"bytes"
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// someRow draws a row of whole vectors.
func someRow(t *rapid.T, n int, name string) []uint8 {
	return rapid.SliceOfN(rapid.Uint8(), n*Lanes, n*Lanes).Draw(t, name)
}

// Each operation does what its words say, at every width, and leaves what it
// only reads alone.
func TestRows(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "vectors")
		a, b := someRow(t, n, "a"), someRow(t, n, "b")
		extra := rapid.Uint8().Draw(t, "extra")
		var complement, widened, narrowed []uint8
		fits := false
		for i := range a {
			complement = append(complement, uint8(max(0, Dead-int(a[i])-int(b[i]))))
			widened = append(widened, max(a[i], b[i]))
			narrowed = append(narrowed, min(a[i], b[i]))
			fits = fits || int(a[i])+int(extra) < int(b[i])
		}
		untouched := slices.Clone(b)
		for _, c := range []struct {
			name string
			do   func(a, b []uint8)
			want []uint8
		}{{"Complement", Complement, complement}, {"Widen", Widen, widened}, {"Narrow", Narrow, narrowed}} {
			got := slices.Clone(a)
			c.do(got, b)
			if !bytes.Equal(got, c.want) || !bytes.Equal(b, untouched) {
				t.Errorf("%s(%v, %v) = %v, want %v", c.name, a, b, got, c.want)
			}
		}
		if got := Fits(a, b, extra); got != fits {
			t.Errorf("Fits(%v, %v, %d) = %v, want %v", a, b, extra, got, fits)
		}
	})
}

// Rows that miss by one everywhere, and fit by one at one place.
func TestFitsByOne(t *testing.T) {
	for n := 1; n <= 4; n++ {
		row, room := make([]uint8, n*Lanes), make([]uint8, n*Lanes)
		for i := range row {
			row[i], room[i] = uint8(i*37), min(uint8(i*37), Dead-7)+7
		}
		for i := range row {
			row[i] = min(row[i], Dead-7)
		}
		if Fits(row, room, 7) {
			t.Errorf("%d vectors: fits where there is no room", n)
		}
		for i := range row {
			row[i]--
			if row[i] != Dead && !Fits(row, room, 7) {
				t.Errorf("%d vectors: does not fit with room at %d", n, i)
			}
			row[i]++
		}
	}
}

func TestLowest(t *testing.T) {
	var got []int
	for lane, rest := 0, uint32(1<<31|1<<7|1); rest != 0; {
		lane, rest = Lowest(rest)
		got = append(got, lane)
	}
	if want := []int{0, 7, 31}; !slices.Equal(got, want) {
		t.Errorf("lanes %v, want %v", got, want)
	}
}
