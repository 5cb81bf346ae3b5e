package microwakeword

import "math"

// warmUp is how many windows of features are heard before the first score: until
// then the states of the graph still hold what they started with. The runtime
// that the models are made for waits as long.
const warmUp = 74

// A quantizer turns what the front end gives, at most 1,420, into what a graph
// counts in.
type quantizer [2048]int8

// Features stand for feature/25.6, and the models are trained on 0 to 26. The
// firmware they are for turns that into bytes in integers, with 666 for
// 25.6*26, and not with the scale that the graph states, which is a part in 256
// coarser.
const (
	featureUnit  = 1 / 25.6
	usualScale   = 26.0 / 255
	usualFactor  = 256
	usualDivisor = 666
)

// newQuantizer makes the table of a graph whose input has a scale and a zero
// point: that of the firmware where they are the usual ones, otherwise by what
// they mean.
func newQuantizer(scale float64, zero int32) *quantizer {
	q := new(quantizer)
	usual := zero == math.MinInt8 && math.Abs(scale-usualScale) < usualScale/100
	for v := range q {
		n := math.RoundToEven(float64(v)*featureUnit/scale) + float64(zero)
		if usual {
			n = float64((v*usualFactor+usualDivisor/2)/usualDivisor + math.MinInt8)
		}
		q[v] = int8(min(max(n, math.MinInt8), math.MaxInt8))
	}
	return q
}

// of is the byte for a feature.
func (q *quantizer) of(feature uint16) int8 { return q[min(int(feature), len(q)-1)] }

// scorer is one stream.
type scorer struct {
	model    *Model
	front    frontend
	state    *state
	samples  [windowSize]int16 // the newest
	heard    int               // samples, up to windowSize
	features []int8            // of the windows since the last inference
	filled   int               // of features
	windows  int               // heard, up to more than warmUp
	score    float32
}

// Reset forgets all audio.
func (s *scorer) Reset() {
	s.front.reset()
	s.model.graph.reset(s.state)
	clear(s.samples[:])
	clear(s.features)
	s.heard, s.filled, s.windows, s.score = 0, 0, 0, 0
}

// Score hears the next step. The score stays as it is until the next inference.
func (s *scorer) Score(dst, step []float32) {
	hop := s.model.info.Step
	copy(s.samples[:], s.samples[hop:])
	tail := s.samples[windowSize-hop:]
	for i, x := range step[:hop] {
		tail[i] = toInt16(x)
	}
	if s.heard = min(s.heard+hop, windowSize); s.heard == windowSize {
		s.window()
	}
	dst[0] = s.score
}

// toInt16 takes full scale for 32768, so that audio of 16 bits comes out as it
// was.
func toInt16(x float32) int16 {
	return int16(min(max(math.RoundToEven(float64(x)*(1<<15)), math.MinInt16), math.MaxInt16))
}

// window adds the features of the newest window, and infers when there are
// enough.
func (s *scorer) window() {
	var out [channels]uint16
	s.front.frame(&out, &s.samples)
	for _, v := range out {
		s.features[s.filled] = s.model.features.of(v)
		s.filled++
	}
	s.windows = min(s.windows+1, warmUp+1)
	if s.filled < len(s.features) {
		return
	}
	s.filled = 0
	q := s.model.graph.infer(s.state, s.features)
	if s.windows > warmUp {
		s.score = min(max(float32(q-s.model.least)*s.model.unit, 0), 1)
	}
}
