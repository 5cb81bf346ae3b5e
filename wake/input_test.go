package wake

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-audio/audio"
)

// heard is what a Detector makes of samples: the mono audio of its ring.
func heard(t *testing.T, channels int, push func(*Detector) error) ([]float32, Stats) {
	t.Helper()
	d := mustNew(t, newLevel(16000, "a"), Config{Channels: channels, PreRoll: time.Second})
	if err := push(d); err != nil {
		t.Fatal(err)
	}
	x, _ := d.AppendAudio(nil, 0)
	return x, d.Stats()
}

func TestSamples(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, c := range []struct {
		name     string
		channels int
		in, want []float32
		stats    Stats
	}{
		{"mono", 1, []float32{0, 0.5, -1, 1}, []float32{0, 0.5, -1, 1}, Stats{Frames: 4}},
		{"stereo is the mean", 2, []float32{1, 0, -0.5, 0.25, 0.5, 0.5}, []float32{0.5, -0.125, 0.5}, Stats{Frames: 3}},
		{"five channels", 5, []float32{1, 1, 1, 1, -1}, []float32{0.6}, Stats{Frames: 1}},
		{"half a frame waits", 2, []float32{1, 0, 1}, []float32{0.5}, Stats{Frames: 1}},
		{"not numbers are silence", 1, []float32{nan, inf, -inf, 0.5}, []float32{0, 0, 0, 0.5}, Stats{Frames: 4, Invalid: 3}},
		{"beyond full scale is full scale", 1, []float32{1.5, -7, math.MaxFloat32}, []float32{1, -1, 1}, Stats{Frames: 3, Clipped: 3}},
		{"each channel by itself", 2, []float32{3, nan, -3, 1}, []float32{0.5, 0}, Stats{Frames: 2, Invalid: 1, Clipped: 2}},
		{"the least number", 1, []float32{math.SmallestNonzeroFloat32}, []float32{math.SmallestNonzeroFloat32}, Stats{Frames: 1}},
	} {
		got, stats := heard(t, c.channels, func(d *Detector) error { d.Append(nil, c.in); return nil })
		if !slices.Equal(got, c.want) || stats != c.stats {
			t.Errorf("%s: %v became %v, %+v; want %v, %+v", c.name, c.in, got, stats, c.want, c.stats)
		}
	}
}

func TestBuffers(t *testing.T) {
	stereo := &audio.Format{NumChannels: 2, SampleRate: 16000}
	ints := func(bits int, data ...int) audio.Buffer {
		return &audio.IntBuffer{Format: stereo, Data: data, SourceBitDepth: bits}
	}
	want := []float32{0.5, -0.25}
	for _, c := range []struct {
		name string
		buf  audio.Buffer
	}{
		{"8 bits, unsigned", ints(8, 255-63, 255-63, 0, 192)},
		{"16 bits", ints(16, 1<<14, 1<<14, -1<<15, 1<<14)},
		{"24 bits", ints(24, 1<<22, 1<<22, -1<<23, 1<<22)},
		{"32 bits", ints(32, 1<<30, 1<<30, -1<<31, 1<<30)},
		{"float32", &audio.Float32Buffer{Format: stereo, Data: []float32{0.5, 0.5, -1, 0.5}}},
		{"float64", &audio.FloatBuffer{Format: stereo, Data: []float64{0.5, 0.5, -1, 0.5}}},
		{"PCM, int8", &audio.PCMBuffer{Format: stereo, DataType: audio.DataTypeI8, I8: []int8{64, 64, -128, 64}}},
		{"PCM, int16", &audio.PCMBuffer{Format: stereo, DataType: audio.DataTypeI16, I16: []int16{1 << 14, 1 << 14, -1 << 15, 1 << 14}}},
		{"PCM, int32", &audio.PCMBuffer{Format: stereo, DataType: audio.DataTypeI32, I32: []int32{1 << 30, 1 << 30, -1 << 31, 1 << 30}}},
		{"PCM, float32", &audio.PCMBuffer{Format: stereo, DataType: audio.DataTypeF32, F32: []float32{0.5, 0.5, -1, 0.5}}},
		{"PCM, float64", &audio.PCMBuffer{Format: stereo, DataType: audio.DataTypeF64, F64: []float64{0.5, 0.5, -1, 0.5}}},
		{"a host's own kind", struct{ audio.Buffer }{&audio.Float32Buffer{Format: stereo, Data: []float32{0.5, 0.5, -1, 0.5}}}},
	} {
		got, stats := heard(t, 2, func(d *Detector) error {
			_, err := d.AppendBuffer(nil, c.buf)
			return err
		})
		if !slices.Equal(got, want) || stats.Clipped+stats.Invalid != 0 {
			t.Errorf("%s: %v, %+v; want %v", c.name, got, stats, want)
		}
	}
	got, _ := heard(t, 2, func(d *Detector) error { d.AppendInt16(nil, []int16{1 << 14, 1 << 14, -1 << 15, 1 << 14}); return nil })
	if !slices.Equal(got, want) {
		t.Errorf("AppendInt16: %v, want %v", got, want)
	}
}

func TestBuffersRefused(t *testing.T) {
	format := &audio.Format{NumChannels: 1, SampleRate: 16000}
	for _, c := range []struct {
		name string
		buf  audio.Buffer
		want string
	}{
		{"nil", nil, "buffer is nil"},
		{"nil of a type", (*audio.IntBuffer)(nil), "buffer is nil"},
		{"nil float32s", (*audio.Float32Buffer)(nil), "buffer is nil"},
		{"nil float64s", (*audio.FloatBuffer)(nil), "buffer is nil"},
		{"nil PCM", (*audio.PCMBuffer)(nil), "buffer is nil"},
		{"no format", &audio.FloatBuffer{}, "no format"},
		{"rate", &audio.FloatBuffer{Format: &audio.Format{NumChannels: 1, SampleRate: 8000}}, "buffer of 8000 Hz, Config.SampleRate is 16000"},
		{"channels", &audio.IntBuffer{Format: &audio.Format{NumChannels: 2, SampleRate: 16000}}, "buffer of 2 channels, Config.Channels is 1"},
		{"no bit depth", &audio.IntBuffer{Format: format, Data: []int{1}}, "SourceBitDepth is 0, want 8, 16, 24 or 32"},
		{"odd bit depth", &audio.IntBuffer{Format: format, Data: []int{1}, SourceBitDepth: 12}, "SourceBitDepth is 12"},
		{"no data type", &audio.PCMBuffer{Format: format}, "data type 0"},
	} {
		d := mustNew(t, newLevel(16000, "a"), Config{})
		dets, err := d.AppendBuffer([]Detection{{Word: "kept"}}, c.buf)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error that says %q", c.name, err, c.want)
		}
		if len(dets) != 1 || d.Stats().Frames != 0 {
			t.Errorf("%s: %d detections, %d frames heard after an error", c.name, len(dets), d.Stats().Frames)
		}
	}
}

// scorerFunc is a Model and Scorer in one, for what a broken model may do.
type scorerFunc func(dst, step []float32)

func (f scorerFunc) Info() Info                { return newLevel(16000, "a").info }
func (f scorerFunc) NewScorer() Scorer         { return f }
func (f scorerFunc) Score(dst, step []float32) { f(dst, step) }
func (f scorerFunc) Reset()                    {}

func TestScorersHearSamplesInRange(t *testing.T) {
	for _, rate := range []int{8000, 16000, 48000} {
		d := mustNew(t, scorerFunc(func(dst, step []float32) {
			for _, v := range step {
				if !(v >= -1 && v <= 1) {
					t.Fatalf("%d Hz: a scorer hears %v", rate, v)
				}
			}
		}), Config{SampleRate: rate})
		x := make([]float32, rate)
		for i := range x {
			x[i] = float32(3 - i/50%2*6) // square wave, clipped: filters overshoot
		}
		d.Append(nil, x)
	}
}

// A score that is not a number is never evidence.
func TestBrokenScoresAreNothing(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		d := mustNew(t, scorerFunc(func(dst, _ []float32) { dst[0] = float32(v) }), Config{Threshold: 1e-9, OnFrame: func(f Frame) {
			if f.Confidence != 0 {
				t.Errorf("score %v has confidence %v, want 0", v, f.Confidence)
			}
		}})
		if dets := d.Flush(d.Append(nil, make([]float32, 16000))); len(dets) != 0 {
			t.Errorf("scores of %v: %v, want nothing", v, dets)
		}
	}
}
