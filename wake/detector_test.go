package wake

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// hash is a Model whose scores depend on every bit of every sample so far, and
// which is often at or near its thresholds.
type hash struct{ info Info }

func newHash(rate, step int) *hash {
	return &hash{Info{SampleRate: rate, Step: step, Words: []Word{
		{Name: "a", Span: 300 * time.Millisecond, Delay: 20 * time.Millisecond, Operating: Operating{Refractory: 150 * time.Millisecond, Settle: 60 * time.Millisecond}},
		{Name: "b", Operating: Operating{Smoothing: 50 * time.Millisecond, MinDuration: 30 * time.Millisecond, Refractory: time.Nanosecond}},
	}}}
}

func (m *hash) Info() Info        { return m.info }
func (m *hash) NewScorer() Scorer { return new(hashScorer) }

type hashScorer struct{ state uint64 }

func (s *hashScorer) Score(dst, step []float32) {
	for _, v := range step {
		s.state = (s.state ^ uint64(math.Float32bits(v))) * 0x9E3779B97F4A7C15
		s.state ^= s.state >> 29
	}
	for i := range dst {
		dst[i] = float32(s.state>>(20*i)&0xFFFFF) / 0xFFFFF
	}
}

func (s *hashScorer) Reset() { s.state = 0 }

func noise(seed uint64, n int) []float32 {
	rng := rand.New(rand.NewPCG(seed, 7))
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(rng.NormFloat64() / 3)
	}
	return x
}

// mustNew makes a Detector of a good configuration.
func mustNew(t testing.TB, m Model, c Config) *Detector {
	t.Helper()
	d, err := New(m, c)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return d
}

// TestCutsDoNotMatter: any cuts, at any rate, with any number of channels, give
// the same detections, frames and pre-roll as one chunk does.
func TestCutsDoNotMatter(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		var frames []Frame
		c := Config{
			SampleRate: rapid.SampledFrom([]int{8000, 11025, 16000, 22050, 44099, 44100, 48000, 96000, 192000}).Draw(rt, "rate"),
			Channels:   rapid.IntRange(1, 3).Draw(rt, "channels"),
			PreRoll:    durationOf(rt, "pre-roll", 0, 20),
			OnFrame:    func(f Frame) { frames = append(frames, f) },
		}
		m := newHash(rapid.SampledFrom([]int{8000, 16000}).Draw(rt, "model rate"), rapid.IntRange(1, 700).Draw(rt, "step"))
		x := noise(rapid.Uint64().Draw(rt, "seed"), rapid.IntRange(0, c.SampleRate/6*c.Channels).Draw(rt, "length"))

		whole := mustNew(t, m, c)
		want := whole.Append(nil, x)
		wantAudio, wantFrom := whole.AppendAudio(nil, 0)
		want = whole.Flush(want)
		wantFrames := frames

		frames = nil
		d := mustNew(t, m, c)
		if rapid.Bool().Draw(rt, "used before") {
			d.Append(nil, noise(3, 5001))
			d.Reset()
			frames = nil
		}
		var got []Detection
		for rest := x; len(rest) > 0; {
			n := min(len(rest), rapid.OneOf(rapid.IntRange(0, 9), rapid.IntRange(0, 9999)).Draw(rt, "cut"))
			got = d.Append(got, rest[:n])
			rest = rest[n:]
		}
		gotAudio, gotFrom := d.AppendAudio(nil, 0)
		got = d.Flush(got)
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("detections (-whole +cut)\n%s", diff)
		}
		if !slices.Equal(wantFrames, frames) {
			rt.Fatalf("%d frames whole, %d cut, or other ones", len(wantFrames), len(frames))
		}
		if !slices.Equal(wantAudio, gotAudio) || wantFrom != gotFrom {
			rt.Fatalf("pre-roll of %d from %d whole, %d from %d cut", len(wantAudio), wantFrom, len(gotAudio), gotFrom)
		}
		if ws, gs := whole.Stats(), d.Stats(); ws != gs || gs.Frames != int64(len(x)/c.Channels) {
			rt.Fatalf("stats %+v whole, %+v cut, of %d samples", ws, gs, len(x))
		}
	})
}

// TestPositionsFollowTheStream says a word, a burst of level, at a known time
// at several rates: its end must be found there, and not before it was heard.
func TestPositionsFollowTheStream(t *testing.T) {
	for _, rate := range []int{8000, 11025, 16000, 44100, 48000, 192000} {
		for _, channels := range []int{1, 2} {
			d := mustNew(t, newLevel(16000, "a"), Config{SampleRate: rate, Channels: channels, Threshold: 0.3, DoubtThreshold: -1})
			x := make([]float32, rate/2*channels)
			from, to := rate/5*2-rate/100, rate/5*2 // 10 ms up to 0.4 s: one step
			for i := from * channels; i < to*channels; i++ {
				x[i] = 0.6
			}
			dets := d.Flush(d.Append(nil, x))
			if len(dets) != 1 {
				t.Fatalf("%d Hz: %v, want one detection", rate, dets)
			}
			det := dets[0]
			if off := math.Abs(float64(det.End-int64(to))) / float64(rate); off > 0.0002 {
				t.Errorf("%d Hz, %d channels: ends at %d, want %d", rate, channels, det.End, to)
			}
			if want := samples(100*time.Millisecond, rate); det.End-det.Start != want {
				t.Errorf("%d Hz: spans %d, want the word's 100 ms, %d", rate, det.End-det.Start, want)
			}
			if wait := float64(det.At-det.End) / float64(rate); wait < 0 || wait > 0.012 || rate == 16000 && wait != 0 {
				t.Errorf("%d Hz: told %.4f s after the end, want at most 12 ms, none without resampling", rate, wait)
			}
		}
	}
}

// Time is exact where products of samples and nanoseconds overflow, and where
// float64 has no digits left.
func TestTime(t *testing.T) {
	const year = int64(365 * 24 * time.Hour / time.Second)
	for _, c := range []struct {
		rate  int
		frame int64
		want  time.Duration
	}{
		{44100, 0, 0},
		{44100, 1, 22675 * time.Nanosecond}, // 22675.7
		{44100, -1, -22675 * time.Nanosecond},
		{16000, 16000*3725 + 4000, time.Hour + 2*time.Minute + 5*time.Second + 250*time.Millisecond},
		{44100, 44100*59*3600 + 441, 59*time.Hour + 10*time.Millisecond}, // 58 h and more overflow an int64
		{192000, 192000*200*year + 3, time.Duration(200*year)*time.Second + 15625*time.Nanosecond},
		{8000, 8000*300*year + 1, math.MaxInt64},
		{8000, -8000 * 300 * year, math.MinInt64},
		{8000, math.MaxInt64, math.MaxInt64},
	} {
		d, err := New(newLevel(16000, "a"), Config{SampleRate: c.rate})
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Time(c.frame); got != c.want {
			t.Errorf("frame %d at %d Hz: %v, want %v", c.frame, c.rate, got, c.want)
		}
	}
}

func TestDelayPlacesTheEnd(t *testing.T) {
	m := newLevel(8000, "a")
	m.info.Words[0].Delay = 50 * time.Millisecond
	d := mustNew(t, m, Config{})
	dets := d.Append(nil, steps(8000, concat(repeat(0, 30), []float64{0.9})...))
	want := []Detection{{Word: "a", Verdict: Accepted, Confidence: float64(dets[0].Score), Score: dets[0].Score, Start: 31*80 - 400 - 800, End: 31*80 - 400, At: 31 * 80}}
	if diff := cmp.Diff(want, dets); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	d.Reset()
	dets = d.Append(dets[:0], steps(8000, 0.9))
	if dets[0].Start != 0 || dets[0].End != 0 {
		t.Errorf("before the start of the stream: %+v, want positions held at 0", dets[0])
	}
}

func TestFlush(t *testing.T) {
	m := newLevel(16000, "a")
	d := mustNew(t, m, Config{SampleRate: 48000, Threshold: 0.3})
	// The last step is not complete, and the resampler still waits.
	x := steps(48000, concat(repeat(0, 20), []float64{0.9})...)
	x = x[:len(x)-100]
	if dets := d.Append(nil, x); len(dets) != 0 {
		t.Fatalf("before Flush: %v", dets)
	}
	dets := d.Flush(nil)
	if len(dets) != 1 || dets[0].Verdict != Accepted || dets[0].At != int64(len(x)) || dets[0].End > int64(len(x)) {
		t.Fatalf("Flush = %+v, want one acceptance within %d samples", dets, len(x))
	}
	if again := d.Flush(nil); len(again) != 0 {
		t.Errorf("second Flush = %v, want nothing", again)
	}
	if s := d.Stats(); s.Frames != int64(len(x)) {
		t.Errorf("after Flush %d frames, want %d", s.Frames, len(x))
	}
	if dets := d.Flush(d.Append(nil, x)); len(dets) != 1 || dets[0].At != int64(len(x)) {
		t.Errorf("Append after Flush = %+v, want a new stream with the same detection", dets)
	}
	if dets := mustNew(t, m, Config{}).Flush(nil); len(dets) != 0 {
		t.Errorf("Flush of nothing = %v", dets)
	}
}

// A stream that ends within its first frame is a stream all the same: what
// follows begins with the first channel, not with the rest of that frame.
func TestFlushDropsHalfAFrame(t *testing.T) {
	d := mustNew(t, newLevel(16000, "a"), Config{Channels: 2, PreRoll: time.Second})
	d.Flush(d.Append(nil, []float32{0.9}))
	d.Append(nil, []float32{0.5, 0.1, 0.5, 0.1})
	if got, _ := d.AppendAudio(nil, 0); !slices.Equal(got, []float32{0.3, 0.3}) {
		t.Errorf("after Flush: mono audio %v, want [0.3 0.3]", got)
	}
}

// TestFlushHearsTheWholeStream: a score that comes late, after a delay, is
// not lost.
func TestFlushHearsTheWholeStream(t *testing.T) {
	m := newLevel(8000, "a")
	m.info.Words[0].Delay = 200 * time.Millisecond
	m.info.Words[0].Operating.Smoothing = 100 * time.Millisecond
	n := 0
	d := mustNew(t, m, Config{OnFrame: func(f Frame) { n++ }})
	d.Flush(d.Append(nil, make([]float32, 1)))
	if n < 1+20+10 {
		t.Errorf("%d steps scored, want the stream's, 20 for the delay and 10 for smoothing", n)
	}
}

func TestAppendAudio(t *testing.T) {
	d := mustNew(t, newLevel(16000, "a"), Config{SampleRate: 8000, Channels: 2, PreRoll: 100 * time.Millisecond})
	if got, from := d.AppendAudio(nil, 0); len(got) != 0 || from != 0 {
		t.Errorf("before any audio: %d samples from %d", len(got), from)
	}
	var x, mono []float32
	for i := range 3000 {
		v := float32(i) / 4096
		x = append(x, v, v/2)
		mono = append(mono, (v+v/2)/2)
	}
	d.Append(nil, x)
	for _, c := range []struct{ from, want int64 }{{0, 2200}, {-5, 2200}, {2200, 2200}, {2201, 2201}, {2999, 2999}, {3000, 3000}, {9999, 3000}} {
		prefix := []float32{42}
		got, from := d.AppendAudio(prefix, c.from)
		if from != c.want || !slices.Equal(got, append([]float32{42}, mono[c.want:]...)) {
			t.Errorf("AppendAudio from %d = %d samples from %d, want the stream from %d", c.from, len(got)-1, from, c.want)
		}
	}
	none := mustNew(t, newLevel(16000, "a"), Config{})
	none.Append(nil, x)
	if got, from := none.AppendAudio(nil, 0); len(got) != 0 || from != 6000 {
		t.Errorf("without PreRoll: %d samples from %d, want none, from the end", len(got), from)
	}
}

func TestResetWipesAllAudio(t *testing.T) {
	d := mustNew(t, newHash(16000, 333), Config{SampleRate: 44100, Channels: 2, PreRoll: time.Second})
	d.Append(nil, noise(1, 100_001))
	d.Reset()
	for name, buf := range map[string][]float32{
		"ring": d.ring.buf, "mono": d.mono, "out": d.out[:cap(d.out)], "step": d.step, "scores": d.scores, "window": d.words[1].window,
	} {
		for i, v := range buf {
			if v != 0 {
				t.Fatalf("%s[%d] = %v after Reset", name, i, v)
			}
		}
	}
	if d.mixer.sum != 0 || d.Stats() != (Stats{}) {
		t.Errorf("after Reset: half a frame of %v, stats %+v", d.mixer.sum, d.Stats())
	}
}

func TestAppendAllocatesNothing(t *testing.T) {
	for _, rate := range []int{16000, 44100, 48000} {
		d := mustNew(t, newHash(16000, 160), Config{SampleRate: rate, Channels: 2, PreRoll: time.Second, OnFrame: func(Frame) {}})
		x := noise(1, 2*rate/20+1)
		dets := make([]Detection, 0, 100)
		audio := make([]float32, 0, rate)
		if n := testing.AllocsPerRun(50, func() {
			dets = d.Append(dets[:0], x)
			audio, _ = d.AppendAudio(audio[:0], d.heard-int64(rate))
		}); n != 0 {
			t.Errorf("%d Hz: %v allocations per chunk, want 0", rate, n)
		}
		if n := testing.AllocsPerRun(5, func() {
			d.Append(dets[:0], x)
			d.Flush(dets[:0])
			d.Reset()
		}); n != 0 {
			t.Errorf("%d Hz: %v allocations per stream, want 0", rate, n)
		}
	}
}
