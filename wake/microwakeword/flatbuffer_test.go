package microwakeword

import (
	"encoding/binary"
	"errors"
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// sample is a table with a field of each kind.
func sample() []byte {
	return encode(fields{
		0: 7, 1: int8(-3), 2: "some text", 3: []int{1, -2, 3}, 4: []int64{1 << 40}, 5: []float32{0.5, -1},
		6: fields{0: 9}, 7: []fields{{0: 1}, {}, {0: 3}}, 8: []byte{1, 2},
	})
}

func TestTableReadsItsFields(t *testing.T) {
	r, err := newFile(sample()).root()
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, ok bool, err error) {
		t.Helper()
		if !ok || err != nil {
			t.Errorf("%s is wrong, or fails with %v", what, err)
		}
	}
	n, err := r.int(0)
	check("int", n == 7, err)
	n, err = r.byte(1)
	check("byte", n == -3, err)
	s, err := r.text(2)
	check("text", s == "some text", err)
	ints, err := r.ints(3)
	check("ints", slices.Equal(ints, []int{1, -2, 3}), err)
	longs, err := r.longs(4)
	check("longs", slices.Equal(longs, []int64{1 << 40}), err)
	floats, err := r.floats(5)
	check("floats", slices.Equal(floats, []float32{0.5, -1}), err)
	sub, ok, err := r.table(6)
	check("table", ok, err)
	n, err = sub.int(0)
	check("int of the table", n == 9, err)
	list, err := r.tables(7)
	check("tables", len(list) == 3, err)
	n, err = list[2].int(0)
	check("int of the third table", n == 3, err)
	b, err := r.bytes(8)
	check("bytes", slices.Equal(b, []byte{1, 2}), err)
}

func TestFieldsLeftOutHaveTheirDefaults(t *testing.T) {
	r, err := newFile(encode(fields{})).root()
	if err != nil {
		t.Fatal(err)
	}
	n, err1 := r.int(5)
	b, err2 := r.byte(5)
	s, err3 := r.text(5)
	list, err4 := r.tables(5)
	_, ok, err5 := r.table(5)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil || n != 0 || b != 0 || s != "" || len(list) != 0 || ok {
		t.Errorf("%d, %d, %q, %v, %v, %v, want nothing", n, b, s, list, ok, err)
	}
}

// readEverything follows all that a file may hold.
func readEverything(buf []byte) error {
	r, err := newFile(buf).root()
	if err != nil {
		return err
	}
	var errs []error
	for i := range 9 {
		_, err1 := r.int(i)
		_, err2 := r.byte(i)
		_, err3 := r.text(i)
		_, err4 := r.ints(i)
		_, err5 := r.longs(i)
		_, err6 := r.floats(i)
		_, _, err7 := r.table(i)
		_, err8 := r.tables(i)
		errs = append(errs, err1, err2, err3, err4, err5, err6, err7, err8)
	}
	return errors.Join(errs...)
}

func TestCutFilesAreErrors(t *testing.T) {
	b := sample()
	for n := range len(b) - 3 {
		if err := readEverything(b[:n]); err == nil {
			t.Errorf("%d of %d bytes: no error", n, len(b))
		}
	}
}

func TestWildOffsetsAreErrors(t *testing.T) {
	b := sample()
	for _, wild := range []uint32{0, 1 << 31, math.MaxUint32, math.MaxInt32, uint32(len(b)) + 1} {
		c := slices.Clone(b)
		binary.LittleEndian.PutUint32(c, wild)
		if _, err := newFile(c).root(); !errors.Is(err, errBounds) {
			t.Errorf("root at %d: %v, want errBounds", wild, err)
		}
	}
}

// A small file whose tables all name one long vector must not cost more than a
// multiple of its length.
func TestSharedVectorsAreHeldToTheBudget(t *testing.T) {
	b := encode(fields{1: make([]byte, 1<<16)})
	r, err := newFile(b).root()
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n := 0
	for ; err == nil && n < 1000; n++ {
		_, err = r.text(1)
	}
	runtime.ReadMemStats(&after)
	if got, limit := after.TotalAlloc-before.TotalAlloc, 2*perByte*uint64(len(b)); !errors.Is(err, errBudget) || got > limit {
		t.Errorf("read %d times, %d bytes allocated, %v; want errBudget and at most %d", n, got, err, limit)
	}
}

// Whatever is written is read again.
func TestTablesComeBack(t *testing.T) {
	prop.Check(t, func(t *rapid.T) {
		n := rapid.Int32().Draw(t, "int")
		b := rapid.Int8().Draw(t, "byte")
		s := rapid.String().Draw(t, "text")
		list := rapid.SliceOf(rapid.Int32()).Draw(t, "ints")
		longs := rapid.SliceOf(rapid.Int64()).Draw(t, "longs")
		deep := rapid.IntRange(0, 5).Draw(t, "depth")
		ints := make([]int, len(list))
		for i, v := range list {
			ints[i] = int(v)
		}
		at := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7}).Draw(t, "fields")
		f := fields{at[0]: int(n), at[1]: b, at[2]: s, at[3]: ints, at[4]: longs}
		for range deep {
			f = fields{at[5]: []fields{{}, f}}
		}
		r, err := newFile(encode(f)).root()
		if err != nil {
			t.Fatal(err)
		}
		for range deep {
			list, err := r.tables(at[5])
			if err != nil || len(list) != 2 {
				t.Fatalf("%d tables, %v, want 2", len(list), err)
			}
			r = list[1]
		}
		gotN, err1 := r.int(at[0])
		gotB, err2 := r.byte(at[1])
		gotS, err3 := r.text(at[2])
		gotInts, err4 := r.ints(at[3])
		gotLongs, err5 := r.longs(at[4])
		if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
			t.Fatal(err)
		}
		if gotN != int(n) || gotB != int(b) || gotS != s || !slices.Equal(gotInts, ints) || !slices.Equal(gotLongs, longs) {
			t.Fatalf("got %d, %d, %q, %v, %v", gotN, gotB, gotS, gotInts, gotLongs)
		}
	})
}

func FuzzFlatBuffer(f *testing.F) {
	f.Add(sample())
	f.Add(newTiny(1).file())
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		_ = readEverything(b) // must come back, with whatever error
	})
}
