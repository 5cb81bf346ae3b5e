package dsp

import (
	"math"
	"strings"
	"testing"
)

func TestMelScale(t *testing.T) {
	// HTK book, section 5.4: 1000 Hz is 1000 mel, to four digits.
	if got := hzToMel(1000); math.Abs(got-999.9855) > 1e-3 {
		t.Errorf("mel(1000 Hz) = %v", got)
	}
	for f := 0.0; f < 8000; f += 123 {
		if back := melToHz(hzToMel(f)); math.Abs(back-f) > 1e-9*(1+f) {
			t.Errorf("%v Hz comes back as %v", f, back)
		}
	}
}

// Between the first and the last centre the triangles add up to 1, in every bin.
func TestMelBandsCoverTheSpectrum(t *testing.T) {
	m, err := NewMel(40, 512, 16000, 60, 7800)
	if err != nil {
		t.Fatal(err)
	}
	sum := make([]float64, 257)
	for _, b := range m.bands {
		for i, w := range b.weight {
			sum[b.first+i] += float64(w)
		}
	}
	step := (hzToMel(7800) - hzToMel(60)) / 41
	first, last := melToHz(hzToMel(60)+step), melToHz(hzToMel(7800)-step)
	for k, s := range sum {
		f := float64(k) * 31.25
		if f >= first && f <= last && math.Abs(s-1) > 1e-6 || (f <= 60 || f >= 7800) && s != 0 {
			t.Errorf("weights of bin %d (%.0f Hz) add up to %v", k, f, s)
		}
	}
}

// Apply is the sparse form of a product with the dense matrix.
func TestMelApplyEqualsDense(t *testing.T) {
	const bands, fft, rate, low, high = 40, 512, 16000, 60, 7800
	m, err := NewMel(bands, fft, rate, low, high)
	if err != nil {
		t.Fatal(err)
	}
	power := noise(7, fft/2+1)
	for i := range power {
		power[i] *= power[i]
	}
	got := make([]float32, bands)
	m.Apply(got, power)
	corner := func(i int) float64 {
		return melToHz(hzToMel(low) + (hzToMel(high)-hzToMel(low))*float64(i)/(bands+1))
	}
	for b := range bands {
		want := 0.0
		for k, p := range power {
			f := float64(k) * rate / fft
			w := min((f-corner(b))/(corner(b+1)-corner(b)), (corner(b+2)-f)/(corner(b+2)-corner(b+1)))
			want += max(0, w) * float64(p)
		}
		if math.Abs(float64(got[b])-want) > 1e-6*want {
			t.Errorf("band %d = %v, want %v", b, got[b], want)
		}
	}
}

func TestNewMelRefuses(t *testing.T) {
	for _, c := range []struct {
		name             string
		bands, fft, rate int
		low, high        float64
		want             string
	}{
		{"no band", 0, 512, 16000, 60, 7800, "no filterbank"},
		{"above half the rate", 40, 512, 16000, 60, 8001, "no filterbank"},
		{"negative frequency", 40, 512, 16000, -1, 7800, "no filterbank"},
		{"empty range", 40, 512, 16000, 500, 500, "no filterbank"},
		{"not a number", 40, 512, 16000, math.NaN(), 7800, "no filterbank"},
		{"rate of zero", 40, 512, 0, 60, 7800, "no filterbank"},
		{"bands narrower than bins", 128, 512, 16000, 20, 8000, "between two bins"},
	} {
		if _, err := NewMel(c.bands, c.fft, c.rate, c.low, c.high); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestDotEqualsPlainSum(t *testing.T) {
	for n := range 20 {
		w, x := noise(1, n), noise(2, n+3)
		want := 0.0
		for i := range w {
			want += float64(w[i]) * float64(x[i])
		}
		if got := dot(w, x); math.Abs(float64(got)-want) > 1e-5 {
			t.Errorf("dot of %d = %v, want %v", n, got, want)
		}
	}
}

func BenchmarkMel(b *testing.B) {
	m, err := NewMel(40, 512, 16000, 60, 7800)
	if err != nil {
		b.Fatal(err)
	}
	power, dst := noise(1, 257), make([]float32, 40)
	b.ReportAllocs()
	for b.Loop() {
		m.Apply(dst, power)
	}
}
