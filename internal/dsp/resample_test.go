package dsp

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// ratePairs are the rates that microphones and files have, and odd ones: one
// hertz off (too many positions for a table of their own), and both extremes.
var ratePairs = []struct{ in, out int }{
	{8000, 16000}, {11025, 16000}, {16000, 16000}, {22050, 16000}, {24000, 16000},
	{32000, 16000}, {44100, 16000}, {48000, 16000}, {96000, 16000}, {192000, 16000},
	{44099, 16000}, {16001, 16000}, {16000, 44100}, {192000, 8000}, {8000, 192000}, {191999, 8000},
}

// tone is n samples of a sine at full scale.
func tone(hz float64, rate, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(math.Sin(2 * math.Pi * math.Mod(hz*float64(i)/float64(rate), 1)))
	}
	return x
}

// middle drops the ends of y, where the filter sees the stream start or where
// it waits for more.
func middle(y []float32) []float32 { return y[len(y)/4 : len(y)*3/4] }

func rms(x []float32) float64 {
	var sum float64
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum / float64(len(x)))
}

// sine fits a sine at hz to x, whose first sample lies at time t0 in samples,
// and returns its amplitude, its delay in samples and the RMS of the rest.
func sine(x []float32, hz float64, rate, t0 int) (amplitude, delay, rest float64) {
	var s, c float64
	for i, v := range x {
		w := 2 * math.Pi * hz * float64(t0+i) / float64(rate)
		s += float64(v) * math.Sin(w)
		c += float64(v) * math.Cos(w)
	}
	s, c = 2*s/float64(len(x)), 2*c/float64(len(x))
	var sum float64
	for i, v := range x {
		w := 2 * math.Pi * hz * float64(t0+i) / float64(rate)
		e := float64(v) - s*math.Sin(w) - c*math.Cos(w)
		sum += e * e
	}
	delay = math.Atan2(-c, s) / (2 * math.Pi * hz) * float64(rate)
	return math.Hypot(s, c), delay, math.Sqrt(sum / float64(len(x)))
}

func TestResamplerPassesTonesUnmoved(t *testing.T) {
	for _, p := range ratePairs {
		nyquist := float64(min(p.in, p.out)) / 2
		r := NewResampler(p.in, p.out)
		for _, share := range []float64{0.03, 0.25, 0.5, 0.89} {
			// A whole number of periods in the 50 ms that are fitted.
			hz := math.Round(share*nyquist/20) * 20
			r.Reset()
			y := r.Append(nil, tone(hz, p.in, p.in/5))
			from, n := p.out/10, p.out/20
			amplitude, delay, rest := sine(y[from:from+n], hz, p.out, from)
			name := fmt.Sprintf("%d to %d Hz, tone at %g Hz", p.in, p.out, hz)
			if math.Abs(amplitude-1) > 0.002 {
				t.Errorf("%s: amplitude %.5f, want 1", name, amplitude)
			}
			if math.Abs(delay) > 1e-3 {
				t.Errorf("%s: moved by %.5f samples, want 0", name, delay)
			}
			if db := 20 * math.Log10(rest); db > -StopBandDB {
				t.Errorf("%s: what is not the tone is at %.1f dB, want below %d", name, db, -StopBandDB)
			}
		}
	}
}

func TestResamplerSuppressesWhatWouldAlias(t *testing.T) {
	for _, p := range ratePairs {
		if p.in <= p.out {
			continue
		}
		nyquist := float64(p.out) / 2
		r := NewResampler(p.in, p.out)
		for _, share := range []float64{1.0, 1.01, 1.1, 1.5, 2.01, 3.3, 10.7} {
			hz := share*nyquist + 7
			if hz >= float64(p.in)/2 {
				continue
			}
			r.Reset()
			y := middle(r.Append(nil, tone(hz, p.in, p.in/10)))
			if db := 20 * math.Log10(rms(y)*math.Sqrt2+1e-12); db > -StopBandDB {
				t.Errorf("%d to %d Hz: a tone at %g Hz comes through at %.1f dB, want at most %d", p.in, p.out, hz, db, -StopBandDB)
			}
		}
	}
}

func TestResamplerKeepsAConstant(t *testing.T) {
	for _, p := range ratePairs {
		x := make([]float32, p.in/10)
		for i := range x {
			x[i] = 0.5
		}
		for i, v := range middle(NewResampler(p.in, p.out).Append(nil, x)) {
			if math.Abs(float64(v)-0.5) > 2e-6 {
				t.Fatalf("%d to %d Hz: sample %d is %v, want 0.5", p.in, p.out, i, v)
			}
		}
	}
}

func TestResamplerEqualRatesTouchNothing(t *testing.T) {
	r := NewResampler(16000, 16000)
	x := tone(1234, 16000, 777)
	y := r.Append(nil, x)
	for i := range x {
		if x[i] != y[i] {
			t.Fatalf("sample %d: %v became %v", i, x[i], y[i])
		}
	}
	if got := r.Needed(10); got != 10 {
		t.Errorf("Needed(10) = %d, want 10", got)
	}
}

// TestResamplerNeeded feeds one sample at a time: outputs must appear exactly
// when Needed says, and never more at once than Outputs allows.
func TestResamplerNeeded(t *testing.T) {
	for _, p := range ratePairs {
		r := NewResampler(p.in, p.out)
		x := tone(440, p.in, 3000)
		out := make([]float32, 0, r.Outputs(1))
		var n int64
		for i := range x {
			out = r.Append(out[:0], x[i:i+1])
			if len(out) > r.Outputs(1) {
				t.Fatalf("%d to %d Hz: one input gave %d outputs, Outputs(1) = %d", p.in, p.out, len(out), r.Outputs(1))
			}
			if len(out) > 0 && (r.Needed(n+1) != int64(i+1) || r.Needed(n+int64(len(out))) != int64(i+1)) {
				t.Fatalf("%d to %d Hz: outputs %d to %d appeared after %d inputs, Needed says %d and %d", p.in, p.out,
					n, n+int64(len(out))-1, i+1, r.Needed(n+1), r.Needed(n+int64(len(out))))
			}
			n += int64(len(out))
			if r.Needed(n+1) <= int64(i+1) {
				t.Fatalf("%d to %d Hz: output %d is missing after %d inputs", p.in, p.out, n, i+1)
			}
		}
		if got := r.Needed(0); got != 0 {
			t.Errorf("Needed(0) = %d, want 0", got)
		}
	}
}

func TestResamplerInput(t *testing.T) {
	r := NewResampler(48000, 16000)
	const year = int64(3600 * 24 * 365)
	if got := r.Input(16000 * year); got != 48000*year {
		t.Errorf("after a year Input = %d, want %d", got, 48000*year)
	}
	r = NewResampler(44100, 16000)
	for n, want := range map[int64]int64{0: 0, 1: 2, 160: 441, 161: 443, 16000: 44100} {
		if got := r.Input(n); got != want {
			t.Errorf("Input(%d) = %d, want %d", n, got, want)
		}
	}
}

func TestResamplerCutsDoNotMatter(t *testing.T) {
	used := map[int]*Resampler{} // by pair
	prop.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(0, len(ratePairs)-1).Draw(t, "rates")
		p := ratePairs[k]
		x := tone(rapid.Float64Range(20, 4000).Draw(t, "hz"), p.in, rapid.IntRange(0, 3000).Draw(t, "length"))
		if used[k] == nil {
			used[k] = NewResampler(p.in, p.out)
		}
		r := used[k]
		r.Reset()
		want := r.Append(nil, x)
		r.Reset()
		var got []float32
		for len(x) > 0 {
			n := min(len(x), rapid.IntRange(0, 1500).Draw(t, "cut"))
			limit := r.Outputs(n)
			before := len(got)
			got = r.Append(got, x[:n])
			if len(got)-before > limit {
				t.Fatalf("Append of %d gave %d, Outputs says at most %d", n, len(got)-before, limit)
			}
			x = x[n:]
		}
		if len(got) != len(want) {
			t.Fatalf("%v: %d samples cut, %d whole", p, len(got), len(want))
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%v: sample %d is %v cut, %v whole", p, i, got[i], want[i])
			}
		}
	})
}

func TestResamplerResetWipes(t *testing.T) {
	for _, p := range ratePairs {
		r := NewResampler(p.in, p.out)
		r.Append(nil, tone(440, p.in, 5000))
		r.Reset()
		kept := [][]float32{r.buf, r.halved[0], r.halved[1]}
		for i := range r.halvers {
			kept = append(kept, r.halvers[i].even, r.halvers[i].odd)
		}
		for k, b := range kept {
			for i, v := range b[:cap(b)] {
				if v != 0 {
					t.Fatalf("%v: buffer %d holds %v at %d after Reset", p, k, v, i)
				}
			}
		}
	}
}

func TestResamplerAllocatesNothing(t *testing.T) {
	for _, p := range ratePairs {
		r := NewResampler(p.in, p.out)
		x := tone(440, p.in, p.in/10)
		dst := make([]float32, 0, r.Outputs(len(x)))
		if n := testing.AllocsPerRun(20, func() { dst = r.Append(dst[:0], x) }); n != 0 {
			t.Errorf("%v: %v allocations per Append, want 0", p, n)
		}
	}
}

func TestResamplerTableIsBounded(t *testing.T) {
	for _, p := range ratePairs {
		if r := NewResampler(p.in, p.out); len(r.table) > maxTable+2*r.half {
			t.Errorf("%d to %d Hz: table of %d, want at most %d", p.in, p.out, len(r.table), maxTable+2*r.half)
		}
	}
}

// TestResamplerIsTheSameEverywhere compares with the bits computed on amd64:
// other machines, with their own kernels and their own fused multiply-adds, have
// to give them too.
func TestResamplerIsTheSameEverywhere(t *testing.T) {
	for _, c := range []struct {
		in, out int
		want    uint64
	}{
		{8000, 16000, 0x797fc772efed0da9},
		{44100, 16000, 0x4123d2be7bf3ef96},
		{48000, 16000, 0xe1a6ae595dcbb80f},
		{192000, 8000, 0xcc77d53981ee2d0a},
		{44099, 16000, 0xb494017940423b66},
	} {
		h := fnv.New64a()
		for _, v := range NewResampler(c.in, c.out).Append(nil, noise(1, 6000)) {
			var b [4]byte
			binary.LittleEndian.PutUint32(b[:], math.Float32bits(v))
			h.Write(b[:])
		}
		if got := h.Sum64(); got != c.want {
			t.Errorf("%d to %d Hz: output hashes to %#x, want %#x", c.in, c.out, got, c.want)
		}
	}
}

func BenchmarkResampler(b *testing.B) {
	for _, p := range []struct{ in, out int }{{8000, 16000}, {44100, 16000}, {48000, 16000}, {192000, 16000}, {44099, 16000}} {
		b.Run(fmt.Sprintf("%d-%d", p.in, p.out), func(b *testing.B) {
			r := NewResampler(p.in, p.out)
			x := tone(440, p.in, p.in/10)
			dst := make([]float32, 0, r.Outputs(len(x)))
			b.ReportAllocs()
			for b.Loop() {
				dst = r.Append(dst[:0], x)
			}
			b.ReportMetric(0.1*float64(b.N)/b.Elapsed().Seconds(), "x-realtime")
		})
	}
}
