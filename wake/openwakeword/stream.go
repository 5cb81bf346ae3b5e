package openwakeword

// The audio: 16 kHz in steps of 80 ms. Frames of the mel spectrum begin 160
// samples apart and hear 512; the 480 samples before a step are those that its
// first frames begin with. The first step of a stream has none before it, and
// gives fewer frames.
const (
	sampleRate = 16000
	stepLen    = 1280
	overlap    = 480
	frameHop   = 160
	frameLen   = 512
	firstCount = (stepLen-frameLen)/frameHop + 1 // 5
)

// The embedding: it hears a window of frames, of so many bands, gives so many
// values, and windows are a hop of frames apart.
const (
	window = 76
	bands  = 32
	hop    = 8
	size   = 96
)

// A stream embeds one stream of audio.
type stream struct {
	samples []float32 // the newest, in the range of int16: those of the last step, and some before it
	frames  []float32 // of the mel spectrum, the newest hop
	mel     mel
	net     net
	heard   int // steps, up to warm
}

// warm is how many steps it takes until all that an embedding hears is audio.
const warm = 10

// Reset forgets the stream and wipes its audio.
func (s *stream) Reset() {
	clear(s.samples)
	for i := range s.frames {
		s.frames[i] = 1
	}
	s.net.reset()
	s.heard = 0
}

// Embed hears a step and writes the embedding that it completes.
func (s *stream) Embed(dst, step []float32) bool {
	v := s.push(step)
	if s.heard < warm {
		return false
	}
	copy(dst[:size], v)
	return true
}

// push hears a step and returns the embedding of the window that it ends, valid
// until the next push. Before the stream there were frames of ones.
func (s *stream) push(step []float32) []float32 {
	copy(s.samples, s.samples[stepLen:])
	for i, v := range step[:stepLen] {
		s.samples[overlap+i] = v * 32768
	}
	if s.heard == 0 { // frames of ones go before the first
		toSpectrum(s.mel, s.frames[(hop-firstCount)*bands:], s.samples[overlap:])
	} else {
		toSpectrum(s.mel, s.frames, s.samples)
	}
	s.heard = min(s.heard+1, warm)
	return s.net.push(s.frames)
}

// toSpectrum computes the frames of x, a tenth of their decibels plus 2, as the
// embedding takes them, and returns how many values these are.
func toSpectrum(m mel, dst, x []float32) int {
	m.decibels(dst, x)
	count := ((len(x)-frameLen)/frameHop + 1) * bands
	for i, v := range dst[:count] {
		dst[i] = v/10 + 2
	}
	return count
}
