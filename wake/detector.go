package wake

import (
	"errors"
	"math"
	"time"

	"github.com/hearsay-go/hearsay/internal/dsp"
)

// blockLen is how many mono samples are mixed at once.
const blockLen = 256

// A Detector hears the words of one Model in one stream. It belongs to one
// goroutine.
type Detector struct {
	info   Info
	config Config // defaults filled in
	words  []decider

	mixer     mixer
	ring      ring
	resampler *dsp.Resampler
	scorer    Scorer

	mono   []float32 // [blockLen], at the stream's rate
	out    []float32 // what a block becomes at the model's rate
	step   []float32 // [info.Step], of which filled are heard
	filled int
	scores []float32 // [len(info.Words)]
	again  []float32 // what the Verifier hears; empty without one

	preRoll int64 // frames that AppendAudio reaches back

	heard int64 // frames of the stream
	steps int64 // scored
	ended bool  // Flush was called
}

// New returns a Detector that has heard nothing. It fails where a field of c
// is out of its range, where the model's Info breaks its own contract, and
// with [ErrCalibration] where the model cannot say which threshold gives
// c.FalseAcceptsPerHour.
func New(m Model, c Config) (*Detector, error) {
	if m == nil {
		return nil, errors.New("wake: New without a Model")
	}
	info := m.Info()
	if err := info.Validate(); err != nil {
		return nil, err
	}
	c, err := c.withDefaults(info)
	if err != nil {
		return nil, err
	}
	d := &Detector{
		info:      info,
		config:    c,
		mixer:     mixer{channels: c.Channels},
		resampler: dsp.NewResampler(c.SampleRate, info.SampleRate),
		scorer:    m.NewScorer(),
		mono:      make([]float32, blockLen),
		step:      make([]float32, info.Step),
		scores:    make([]float32, len(info.Words)),
		preRoll:   samples(c.PreRoll, c.SampleRate),
	}
	d.makeRing()
	d.out = make([]float32, 0, d.resampler.Outputs(blockLen))
	for _, w := range info.Words {
		o, err := c.operating(w, len(info.Words))
		if err != nil {
			return nil, err
		}
		d.words = append(d.words, newDecider(w, o, info))
	}
	return d, nil
}

// makeRing makes room for the pre-roll, for a Verifier as well: what it hears
// ends where the decision fell, up to a block before the newest sample.
func (d *Detector) makeRing() {
	size := d.preRoll
	if d.config.Verifier != nil && size > 0 {
		size += blockLen
		d.again = make([]float32, 0, size)
	}
	d.ring.buf = make([]float32, size)
}

// Append hears the next samples of the stream, each in [-1, 1] and channels
// interleaved, and appends what was detected to dets, in the order of
// Detection.At. A chunk may have any length, and may end within a frame. A
// sample that is NaN or infinite is heard as 0, one beyond full scale as full
// scale; [Detector.Stats] counts them. Append keeps neither slice.
func (d *Detector) Append(dets []Detection, samples []float32) []Detection {
	return push(d, dets, samples, 0, 1)
}

// AppendInt16 is Append for 16-bit samples; -32768 is -1.
func (d *Detector) AppendInt16(dets []Detection, samples []int16) []Detection {
	return push(d, dets, samples, 0, 1.0/(1<<15))
}

// push hears samples of any kind; see mix for zero and gain.
func push[T number](d *Detector, dets []Detection, src []T, zero, gain float64) []Detection {
	if d.ended {
		d.Reset()
	}
	for len(src) > 0 {
		taken, given := mix(&d.mixer, d.mono, src, zero, gain)
		src = src[taken:]
		mono := d.mono[:given]
		d.heard += int64(given)
		d.ring.write(mono)
		dets = d.hear(dets, mono)
	}
	return dets
}

// hear resamples at most blockLen mono samples and scores each step that they
// complete.
func (d *Detector) hear(dets []Detection, mono []float32) []Detection {
	d.out = d.resampler.Append(d.out[:0], mono)
	if d.config.SampleRate != d.info.SampleRate {
		for i, v := range d.out { // the filter may overshoot
			d.out[i] = max(-1, min(v, 1))
		}
	}
	for src := d.out; len(src) > 0; {
		n := copy(d.step[d.filled:], src)
		src = src[n:]
		if d.filled += n; d.filled == len(d.step) {
			d.filled = 0
			dets = d.score(dets)
		}
	}
	return dets
}

// score hands the full step to the model and decides about each word.
func (d *Detector) score(dets []Detection) []Detection {
	d.scorer.Score(d.scores, d.step)
	d.steps++
	end := d.steps * int64(len(d.step))
	at := min(d.resampler.Needed(end), d.heard) // less where Flush pads
	for i := range d.words {
		w := &d.words[i]
		f := Frame{Word: i, At: at}
		f.Score, f.Confidence = w.smooth(d.scores[i])
		if d.config.OnFrame != nil {
			d.config.OnFrame(f)
		}
		verdict, p := w.decide(peak{frame: f, end: d.resampler.Input(end)})
		dets = d.tell(dets, i, verdict, p, at)
	}
	return dets
}

// tell appends what was decided about a word, if the Verifier leaves any of it.
func (d *Detector) tell(dets []Detection, word int, v Verdict, p peak, at int64) []Detection {
	if v == Nothing {
		return dets
	}
	det := d.detection(word, v, p, at)
	if v == Accepted && d.config.Verifier != nil {
		if det.Verdict = d.verify(det); det.Verdict == Nothing {
			return dets
		}
	}
	return append(dets, det)
}

func (d *Detector) detection(word int, v Verdict, p peak, at int64) Detection {
	w := &d.info.Words[word]
	end := max(0, min(p.end-samples(w.Delay, d.config.SampleRate), at))
	return Detection{
		Word:       w.Name,
		Verdict:    v,
		Confidence: p.frame.Confidence,
		Score:      p.frame.Score,
		Start:      max(0, end-samples(w.Span, d.config.SampleRate)),
		End:        end,
		At:         at,
	}
}

// Flush ends the stream: it lets silence follow for as long as what was heard
// last needs to be scored and decided, and appends what was detected,
// near misses that waited included. No position lies beyond the stream's end.
// A frame that is not complete is dropped. An Append after Flush starts a new
// stream, as after Reset.
func (d *Detector) Flush(dets []Detection) []Detection {
	if d.ended {
		return dets
	}
	d.ended = true
	if d.heard == 0 {
		return dets
	}
	clear(d.mono)
	for pad := d.resampler.Needed(d.lastOutput()) - d.heard; pad > 0; pad -= blockLen {
		dets = d.hear(dets, d.mono[:min(pad, blockLen)])
	}
	for i := range d.words {
		verdict, p := d.words[i].release()
		dets = d.tell(dets, i, verdict, p, d.heard)
	}
	return dets
}

// lastOutput is how many samples at the model's rate the scores need to speak
// of the stream's end: the stream's length there, the longest delay, smoothing
// and minimum duration, in whole steps.
func (d *Detector) lastOutput() int64 {
	var after int64
	for i := range d.words {
		o := d.words[i].operating
		wait := d.info.Words[i].Delay + max(o.Smoothing, 0) + max(o.MinDuration, 0)
		after = max(after, samples(wait, d.info.SampleRate))
	}
	length := ceil(d.heard*int64(d.info.SampleRate), int64(d.config.SampleRate))
	step := int64(len(d.step))
	return ceil(length+after, step) * step
}

// ceil is a/b, rounded up.
func ceil(a, b int64) int64 { return (a + b - 1) / b }

// Reset wipes all audio and starts a new stream at position 0.
func (d *Detector) Reset() {
	d.mixer.reset()
	d.ring.reset()
	d.resampler.Reset()
	d.scorer.Reset()
	clear(d.mono)
	clear(d.out[:cap(d.out)])
	clear(d.step)
	clear(d.scores)
	clear(d.again[:cap(d.again)])
	for i := range d.words {
		d.words[i].reset()
	}
	d.filled, d.heard, d.steps, d.ended = 0, 0, 0, false
}

// AppendAudio appends to dst the mono audio of the stream from position from up
// to now, at the stream's rate, so that what is pushed next joins without a
// seam: what a recogniser wants of the time around a Detection. It reaches back
// Config.PreRoll at most; the second result is the position of the first
// sample appended, later than from where the audio is gone.
func (d *Detector) AppendAudio(dst []float32, from int64) ([]float32, int64) {
	return d.ring.appendFrom(dst, max(from, d.ring.end-d.preRoll))
}

// Time is when a position of the stream is, in frames as a [Detection] has
// them: exact, and rounded towards zero to a nanosecond. What lies beyond the
// 292 years of a Duration is at its end.
func (d *Detector) Time(frame int64) time.Duration {
	rate := int64(d.config.SampleRate)
	seconds, rest := frame/rate, frame%rate
	const most = math.MaxInt64/int64(time.Second) - 1 // and a second less, for the rest
	switch {
	case seconds > most:
		return math.MaxInt64
	case seconds < -most:
		return math.MinInt64
	}
	return time.Duration(seconds*int64(time.Second) + rest*int64(time.Second)/rate)
}

// Stats returns what was heard since New or Reset.
func (d *Detector) Stats() Stats {
	s := d.mixer.stats
	s.Frames = d.heard
	return s
}

// Words returns the words that the Detector hears, each with the operating
// point in force: no field is left to a default, negative ones mean none. Times
// are as they were set, not yet rounded to steps.
func (d *Detector) Words() []Word {
	words := append([]Word(nil), d.info.Words...)
	for i := range words {
		words[i].Operating = d.words[i].operating
	}
	return words
}
