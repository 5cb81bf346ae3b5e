package enroll

import (
	"errors"
	"fmt"
	"io"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/wake"
)

// Audio is a source of samples that tells its format, as a wake.WAV is.
type Audio interface {
	wake.SampleReader
	SampleRate() int
	Channels() int
}

// mono reads audio as one channel at another rate.
type mono struct {
	src      Audio
	channels int
	resample *dsp.Resampler
	raw      []float32 // as read
	held     int       // samples of a frame not complete, at the start of raw
	out      []float32 // resampled, not yet handed out
	empty    int       // reads in a row that gave nothing
	ended    bool
}

// maxEmptyReads is how often in a row a source may give neither samples nor an
// error: as often as package wake lets it.
const maxEmptyReads = 100

var errFormat = errors.New("enroll: unusable audio")

func newMono(src Audio, rate int) (*mono, error) {
	in, channels := src.SampleRate(), src.Channels()
	if in < 8000 || in > 192000 || channels < 1 || channels > 64 {
		return nil, fmt.Errorf("%w: %d Hz in %d channels, want 8000 to 192000 in 1 to 64", errFormat, in, channels)
	}
	return &mono{src: src, channels: channels, resample: dsp.NewResampler(in, rate), raw: make([]float32, 1024*channels)}, nil
}

// fill fills dst with the next samples, or fails: at the end with io.EOF, and
// what is left over is lost.
func (m *mono) fill(dst []float32) error {
	for len(m.out) < len(dst) {
		if m.ended {
			return io.EOF
		}
		if err := m.more(); err != nil {
			return err
		}
	}
	copy(dst, m.out)
	m.out = append(m.out[:0], m.out[len(dst):]...)
	return nil
}

// more reads once. At the end the resampler is given silence, for what it holds.
func (m *mono) more() error {
	n, err := m.src.Read(m.raw[m.held:])
	if room := len(m.raw) - m.held; n < 0 || n > room {
		return fmt.Errorf("%w: %d samples read into room for %d", errFormat, n, room)
	}
	if m.empty++; n > 0 {
		m.empty = 0
	}
	m.mix(m.held + n)
	switch {
	case err == io.EOF:
		m.ended = true
		m.out = m.resample.Append(m.out, make([]float32, 256))
		return nil
	case err == nil && m.empty >= maxEmptyReads:
		return fmt.Errorf("enroll: reading a source: %w", io.ErrNoProgress)
	}
	return err
}

// mix takes in the frames of the first n samples of raw.
func (m *mono) mix(n int) {
	frames := n / m.channels
	mixed := make([]float32, frames)
	for i := range mixed {
		sum := 0.0
		for _, v := range m.raw[i*m.channels : (i+1)*m.channels] {
			if v-v == 0 { // finite
				sum += float64(max(-1, min(v, 1)))
			}
		}
		mixed[i] = float32(sum / float64(m.channels))
	}
	m.held = copy(m.raw, m.raw[frames*m.channels:n])
	m.out = m.resample.Append(m.out, mixed)
}

// Samples is mono audio that is in memory.
func Samples(x []float32, rate int) Audio { return &samples{x, rate} }

type samples struct {
	x    []float32
	rate int
}

func (s *samples) SampleRate() int { return s.rate }
func (s *samples) Channels() int   { return 1 }
func (s *samples) Read(dst []float32) (int, error) {
	if len(s.x) == 0 {
		return 0, io.EOF
	}
	n := copy(dst, s.x)
	s.x = s.x[n:]
	return n, nil
}
