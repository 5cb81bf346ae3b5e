package openwakeword

// A stream embeds one stream of audio.
type stream struct {
	embedder *Embedder
	samples  []float32 // the newest, in the range of int16: those of the last step, and some before it
	frames   []float32 // of the mel spectrum, the newest hop
	net      *chainState
	scratch  melScratch
	heard    int // steps, up to warm
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
	// The first step has no samples before it, and so fewer frames.
	x, frames := s.samples, s.frames
	if s.heard == 0 {
		x, frames = x[overlap:], frames[(hop-firstCount)*bands:]
	}
	s.embedder.mel.spectrum(frames, x, len(frames)/bands, s.scratch)
	s.heard = min(s.heard+1, warm)
	return s.net.push(s.frames)
}
