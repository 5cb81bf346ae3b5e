package enroll

import (
	"errors"
	"io"
	"testing"
)

// oddSource reads as its function says.
type oddSource func(dst []float32) (int, error)

func (f oddSource) Read(dst []float32) (int, error) { return f(dst) }
func (oddSource) SampleRate() int                   { return 16000 }
func (oddSource) Channels() int                     { return 1 }

// The last samples may come along with io.EOF, as with any reader.
func TestSamplesWithEOFAreHeard(t *testing.T) {
	m, err := newMono(oddSource(func(dst []float32) (int, error) {
		dst[0], dst[1] = 0.5, 0.25
		return 2, io.EOF
	}), 16000)
	if err != nil {
		t.Fatal(err)
	}
	var got [2]float32
	if err := m.fill(got[:]); err != nil || got != [2]float32{0.5, 0.25} {
		t.Errorf("fill = %v, %v; want 0.5 and 0.25", got, err)
	}
}

// A source that breaks its contract ends in an error: no panic, no endless loop.
func TestBrokenSources(t *testing.T) {
	gone := errors.New("gone")
	for _, c := range []struct {
		name string
		n    int
		err  error
		want error
	}{
		{"fewer than none", -1, nil, errFormat},
		{"more than there is room for", 1 << 20, nil, errFormat},
		{"nothing for ever", 0, nil, io.ErrNoProgress},
		{"a failure", 0, gone, gone},
	} {
		m, err := newMono(oddSource(func([]float32) (int, error) { return c.n, c.err }), 16000)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.fill(make([]float32, 10)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}
