package enroll

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/hearsay-go/hearsay/internal/dsp"
)

// A setting is what one copy of a recording is put into.
type setting struct {
	background background
	snr        float64 // dB, of speech without its pauses over the background
	room       bool    // reverberated
	changed    bool    // faster or slower, and so higher or lower, by up to 6 %
}

type background uint8

const (
	quiet   background = iota // noise far below: the floor of a good microphone
	crowd                     // four to eight talkers
	company                   // one or two talkers
	hiss                      // pink noise
	wall                      // murmur
)

// settings are the copies in the order in which they are made: however few there
// is room for, the recording as it is and the crowd come first.
var settings = [...]setting{
	{quiet, 60, false, false},
	{crowd, 10, false, true},
	{quiet, 50, true, true},
	{company, 10, false, true},
	{hiss, 8, false, true},
	{crowd, 6, true, true},
	{quiet, 45, false, true},
	{wall, 7, false, true},
	{crowd, 14, false, true},
	{quiet, 35, true, true},
	{company, 5, false, true},
	{crowd, 10, false, true},
	{hiss, 4, true, true},
	{quiet, 50, false, true},
	{crowd, 4, false, true},
	{wall, 10, true, true},
}

// A mixer makes copies of utterances.
type mixer struct {
	rate       int
	utterances [][]float32 // of all recordings, without what surrounds them
	rng        *rand.Rand
	speeds     map[int]*dsp.Resampler // by thousandths
}

// A copied utterance: audio, and where in it the word starts and ends.
type copied struct {
	x          []float32
	start, end int
}

// copyTail is how much a copy has after the word: the reach of windows, and as
// much again as an embedding may lag.
const copyTail = 450 * time.Millisecond

// copy puts a recording into a setting: lead and tail are the background alone,
// or the recording's own where it has them.
func (m *mixer) copy(x []float32, s Span, in setting, lead time.Duration) copied {
	x, start, end := m.around(x, s, lead)
	level := activeLevel(x[start:end], m.rate*frameMS/1000)
	if in.changed {
		x, start, end = m.change(x, start, end)
	}
	if in.room {
		reverberate(x, m.rate, m.rng)
	}
	snr := in.snr
	if in.background != quiet {
		snr += 4*m.rng.Float64() - 2
	}
	g := float32(level * math.Pow(10, -snr/20))
	for i, v := range m.make(in.background, len(x)) {
		x[i] = max(-1, min(x[i]+g*v, 1))
	}
	return copied{x, start, end}
}

// around returns a copy of the utterance with lead and tail: what the recording
// has of them, silence for what it lacks.
func (m *mixer) around(x []float32, s Span, lead time.Duration) (out []float32, start, end int) {
	start, tail := int(lead.Seconds()*float64(m.rate)), int(copyTail.Seconds()*float64(m.rate))
	end = start + s.End - s.Start
	out = make([]float32, end+tail)
	from := s.Start - start
	for i := range out {
		if j := from + i; j >= 0 && j < len(x) {
			out[i] = x[j]
		}
	}
	return out, start, end
}

// change plays x faster or slower by up to 6 %.
func (m *mixer) change(x []float32, start, end int) ([]float32, int, int) {
	speed := 940 + 20*m.rng.IntN(7)
	if speed == 1000 {
		return x, start, end
	}
	r := m.speeds[speed]
	if r == nil {
		r = dsp.NewResampler(speed, 1000)
		m.speeds[speed] = r
	}
	r.Reset()
	y := r.Append(nil, x)
	y = r.Append(y, make([]float32, 256))
	return y, start * 1000 / speed, min(end*1000/speed, len(y))
}

func (m *mixer) make(b background, n int) []float32 {
	switch b {
	case crowd:
		return babble(n, m.rate, 4+m.rng.IntN(5), m.utterances, m.rng)
	case company:
		return babble(n, m.rate, 1+m.rng.IntN(2), m.utterances, m.rng)
	case wall:
		return murmur(n, m.rate, m.rng)
	}
	return pink(n, m.rate, m.rng)
}
