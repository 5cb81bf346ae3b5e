package enroll

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/internal/dsp"
)

// TestSoundsHaveUnitPower: all backgrounds are as loud as asked, finite, and the
// same for the same seed.
func TestSoundsHaveUnitPower(t *testing.T) {
	utterances := [][]float32{newVoice(1).say("simelo"), newVoice(2).say("ka"), {0.1, 0.2}}
	for _, n := range []int{1, 100, 3 * toyRate} {
		for name, made := range map[string]func(*rand.Rand) []float32{
			"pink":   func(r *rand.Rand) []float32 { return pink(n, toyRate, r) },
			"murmur": func(r *rand.Rand) []float32 { return murmur(n, toyRate, r) },
			"babble": func(r *rand.Rand) []float32 { return babble(n, toyRate, 5, utterances, r) },
		} {
			x := made(rand.New(rand.NewPCG(1, 2)))
			if rms := math.Sqrt(power(x)); len(x) != n || n > 100 && math.Abs(rms-1) > 1e-3 || math.IsNaN(rms) {
				t.Errorf("%s: %d samples at %v, want %d at 1", name, len(x), rms, n)
			}
			if !slices.Equal(x, made(rand.New(rand.NewPCG(1, 2)))) {
				t.Errorf("%s differs for one seed", name)
			}
		}
	}
}

// TestSpectra: pink noise falls by 3 dB an octave, murmur lies below 1 kHz.
func TestSpectra(t *testing.T) {
	bands := func(x []float32) (low, mid, high float64) { // 250-500, 1000-2000, 4000-8000 Hz
		fft, err := dsp.NewRealFFT(512)
		if err != nil {
			t.Fatal(err)
		}
		p, scratch := make([]float32, 257), make([]float32, fft.ScratchLen())
		for ; len(x) >= 512; x = x[512:] {
			fft.Power(p, x[:512], scratch)
			for k, v := range p {
				switch hz := k * toyRate / 512; {
				case hz >= 250 && hz < 500:
					low += float64(v)
				case hz >= 1000 && hz < 2000:
					mid += float64(v)
				case hz >= 4000:
					high += float64(v)
				}
			}
		}
		return low, mid, high
	}
	low, mid, high := bands(pink(8*toyRate, toyRate, rand.New(rand.NewPCG(3, 4))))
	if r := low / mid; r < 0.6 || r > 1.6 { // equal power in each octave
		t.Errorf("pink: %v times the power at 250 Hz as at 1 kHz, want about 1", r)
	}
	if r := mid / high; r < 0.5 || r > 2 {
		t.Errorf("pink: %v times the power at 1 kHz as at 4 kHz, want about 1", r)
	}
	if low, _, high := bands(murmur(8*toyRate, toyRate, rand.New(rand.NewPCG(3, 4)))); low < 3*high {
		t.Errorf("murmur: power %v at 250 Hz, %v from 4 kHz up; want far less up there", low, high)
	}
}

func TestJumble(t *testing.T) {
	u := newVoice(1).say(testWord)
	rng := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		j := jumble(u, rng)
		if len(j) == 0 || len(j) > len(u) || slices.Equal(j, u) || power(j) == 0 {
			t.Fatalf("a jumble of %d samples of %d, power %v", len(j), len(u), power(j))
		}
	}
}

// TestReverberate: a click rings on, and dies away; what came before it stays.
func TestReverberate(t *testing.T) {
	x := make([]float32, toyRate)
	x[1000] = 1
	reverberate(x, toyRate, rand.New(rand.NewPCG(5, 6)))
	early, late := power(x[1200:4200]), power(x[12000:15000])
	if power(x[:1000]) != 0 || x[1000] != 1 || early == 0 || late > early/30 {
		t.Errorf("before %v, click %v, then %v, half a second later %v", power(x[:1000]), x[1000], early, late)
	}
}

// TestCopies: the word ends where a copy says, at the ratio to the noise asked.
func TestCopies(t *testing.T) {
	x := recording(newVoice(4), "simelo")
	s, err := endpoint(x, toyRate)
	if err != nil {
		t.Fatal(err)
	}
	m := &mixer{rate: toyRate, utterances: [][]float32{x[s.Start:s.End]}, rng: rand.New(rand.NewPCG(1, 1)), speeds: map[int]*dsp.Resampler{}}
	for i, in := range settings {
		c := m.copy(x, s, in, 400*time.Millisecond)
		word, before := power(c.x[c.start:c.end]), power(c.x[:c.start-800])
		snr := 10 * math.Log10(max(1e-9, word-before)/(before+1e-12))
		if in.background == quiet {
			if snr < 25 {
				t.Errorf("copy %d: %.1f dB above the noise, want a quiet room", i, snr)
			}
		} else if math.Abs(snr-in.snr) > 7 {
			t.Errorf("copy %d: %.1f dB above the noise, want about %v", i, snr, in.snr)
		}
		if length := float64(c.end-c.start) / float64(s.End-s.Start); length < 0.94 || length > 1.07 || !in.changed && length != 1 {
			t.Errorf("copy %d: %.2f times as long", i, length)
		}
		if in.room || in.background != quiet {
			continue
		}
		if end, err := endpoint(c.x, toyRate); err != nil || abs(end.End-c.end) > 480 {
			t.Errorf("copy %d: the word ends at %d (%v), it says %d", i, end.End, err, c.end)
		}
	}
}

func abs(n int) int { return max(n, -n) }

// TestMinimise finds the least of a bent valley (Rosenbrock 1960) and of a bowl.
func TestMinimise(t *testing.T) {
	valley := func(grad, x []float64) float64 {
		a, b := 1-x[0], x[1]-x[0]*x[0]
		grad[0], grad[1] = -2*a-400*x[0]*b, 200*b
		return a*a + 100*b*b
	}
	x := []float64{-1.2, 1}
	minimise(valley, x, 500)
	if math.Hypot(x[0]-1, x[1]-1) > 1e-2 {
		t.Errorf("least of the valley at %v, want 1, 1", x)
	}
	bowl := func(grad, x []float64) (f float64) {
		for i := range x {
			d := x[i] - float64(i)
			grad[i] = 2 * d * float64(i+1)
			f += d * d * float64(i+1)
		}
		return f
	}
	y := make([]float64, 20)
	minimise(bowl, y, 100)
	for i, v := range y {
		if math.Abs(v-float64(i)) > 1e-2 {
			t.Errorf("least of the bowl at %v along %d", v, i)
		}
	}
}

// TestGradient compares the gradient of a problem with differences of its value.
func TestGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	var all []sample
	for i := range 60 {
		x := make([]float32, 12)
		for j := range x {
			x[j] = float32(rng.NormFloat64())
		}
		all = append(all, sample{x: x, gain: gain(x), weight: rng.Float64(), word: i%3 == 0})
	}
	p := newProblem(all, new(variation).prior(3, 4))
	theta, grad, scratch := make([]float64, 13), make([]float64, 13), make([]float64, 13)
	for i := range theta {
		theta[i] = 0.1 * rng.NormFloat64()
	}
	p.value(grad, theta)
	for i := range theta {
		const h = 1e-2
		at := theta[i]
		theta[i] = at + h
		up := p.value(scratch, theta)
		theta[i] = at - h
		down := p.value(scratch, theta)
		theta[i] = at
		if want := (up - down) / (2 * h); math.Abs(want-grad[i]) > 1e-3*max(1, math.Abs(want)) {
			t.Errorf("slope %v along %d, differences say %v", grad[i], i, want)
		}
	}
}

// TestEigen: the vectors are orthonormal, and give the matrix again.
func TestEigen(t *testing.T) {
	const n = 30
	rng := rand.New(rand.NewPCG(8, 9))
	a := make([]float64, n*n)
	for i := range n {
		for j := range i + 1 {
			a[i*n+j] = rng.NormFloat64()
			a[j*n+i] = a[i*n+j]
		}
	}
	values, vectors := eigen(a, n)
	if !slices.IsSortedFunc(values, func(x, y float64) int { return cmpFloat(y, x) }) {
		t.Errorf("values %v are not in order", values)
	}
	for i := range n {
		for j := range n {
			sum, unit := 0.0, 0.0
			for k := range n {
				sum += values[k] * vectors[k*n+i] * vectors[k*n+j]
				unit += vectors[i*n+k] * vectors[j*n+k]
			}
			want := 0.0
			if i == j {
				want = 1
			}
			if math.Abs(sum-a[i*n+j]) > 1e-9 || math.Abs(unit-want) > 1e-9 {
				t.Fatalf("at %d, %d: %v for %v, product of vectors %v", i, j, sum, a[i*n+j], unit)
			}
		}
	}
}

func TestDot(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 9))
	for n := range 40 {
		a, b, want := make([]float32, n), make([]float32, n), 0.0
		for i := range a {
			a[i], b[i] = float32(rng.NormFloat64()), float32(rng.NormFloat64())
			want += float64(a[i]) * float64(b[i])
		}
		if got := dot(a, b); math.Abs(float64(got)-want) > 1e-4 {
			t.Errorf("%d values: %v, want %v", n, got, want)
		}
		y := slices.Clone(b)
		addScaled(y, a, 0.5)
		for i := range y {
			if want := b[i] + 0.5*a[i]; y[i] != want {
				t.Errorf("value %d of %d: %v, want %v", i, n, y[i], want)
			}
		}
	}
}

func TestPeaks(t *testing.T) {
	got := peaks(nil, []float64{1, 5, 5, 2, 0, 0, 3, 4, 1}, 2)
	if want := []float64{5, 4}; !slices.Equal(got, want) {
		t.Errorf("peaks %v, want %v", got, want)
	}
}

// TestTail: of peaks that are exponential above a point, the tail tells the rate,
// also beyond what was seen.
func TestTail(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	c := counted{hours: 2}
	for range 4000 {
		c.other = append(c.other, 1.5*rng.ExpFloat64())
	}
	descending(c.other)
	tl := tailOf(c)
	s := tl.scoreFor(0.1)
	if want := 1.5 * math.Log(2000/0.1); math.Abs(s-want) > 4 || math.Abs(tl.perHour(s)-0.1) > 1e-9 {
		t.Errorf("0.1 an hour above %v, want about %v; back: %v", s, want, tl.perHour(s))
	}
}

// TestCalibrate: confidences rise from 0 to 1 across the gap, rates are counts.
func TestCalibrate(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 5))
	c := counted{hours: 0.5}
	for range 800 {
		c.other = append(c.other, -8+0.7*rng.ExpFloat64())
	}
	for range 60 {
		c.word = append(c.word, 5+rng.NormFloat64())
	}
	descending(c.other)
	cal, threshold := calibrate(c, 0.3, "test")
	if err := cal.Validate(); err != nil {
		t.Fatal(err)
	}
	low, high := cal.Confidence(-8), cal.Confidence(5)
	if low > 0.01 || high < 0.9 || threshold <= low || threshold >= high {
		t.Errorf("confidence %v of talk, %v of the word, threshold %v", low, high, threshold)
	}
	if n := cal.Rates[0].FalseAccepts; n == 0 || n > 800 || cal.Rates[len(cal.Rates)-1].FalseAccepts != 0 {
		t.Errorf("rates from %d to %d", n, cal.Rates[len(cal.Rates)-1].FalseAccepts)
	}
}
