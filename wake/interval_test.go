package wake

import (
	"math"
	"testing"
)

// TestPoissonInterval compares with the tables of Garwood 1936, as scipy 1.10.1
// prints them: chi2.ppf(0.025, 2n)/2 and chi2.ppf(0.975, 2n+2)/2.
func TestPoissonInterval(t *testing.T) {
	for _, c := range []struct {
		n         int
		low, high float64
	}{
		{-1, 0, 3.68887945411},
		{0, 0, 3.68887945411},
		{1, 0.0253178079843, 5.57164339094},
		{2, 0.242209278544, 7.22468766772},
		{5, 1.62348639012, 11.6683320793},
		{10, 4.79538869613, 18.390356042},
		{37, 26.0514145671, 50.9996261419},
		{100, 81.3639912509, 121.626793792},
		{1000, 938.973018408, 1063.95213602},
		{100000, 99381.1526637, 100621.74474},
	} {
		low, high := PoissonInterval(c.n)
		if math.Abs(low-c.low) > 1e-9*(1+c.low) || math.Abs(high-c.high) > 1e-9*(1+c.high) {
			t.Errorf("PoissonInterval(%d) = %.12g, %.12g; want %.12g, %.12g", c.n, low, high, c.low, c.high)
		}
	}
}

func TestPoissonIntervalGrows(t *testing.T) {
	var lastLow, lastHigh float64
	for n := range 3000 {
		low, high := PoissonInterval(n)
		if low > float64(n) || high < float64(n) || n > 0 && (low <= lastLow || high <= lastHigh) {
			t.Fatalf("PoissonInterval(%d) = %v, %v after %v, %v", n, low, high, lastLow, lastHigh)
		}
		lastLow, lastHigh = low, high
	}
}

// TestShareInterval compares with scipy 1.10.1, binomtest(k, n) and its
// proportion_ci(0.95, method="wilson"); 81 of 263 is also in Newcombe 1998,
// table I.
func TestShareInterval(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{
		{0, 0, 0, 1},
		{3, -1, 0, 1},
		{-2, 50, 0, 0.0713475991334},
		{0, 1, 0, 0.793450685623},
		{1, 1, 0.206549314377, 1},
		{2, 1, 0.206549314377, 1},
		{0, 50, 0, 0.0713475991334},
		{2, 100, 0.00550196755016, 0.0700117907285},
		{81, 263, 0.255288519878, 0.366209576983},
		{15, 148, 0.0623863995307, 0.160487241723},
		{263, 263, 0.985603965599, 1},
		{5000, 1000000, 0.00486364523113, 0.00514015779849},
	} {
		low, high := ShareInterval(c.k, c.n)
		if math.Abs(low-c.low) > 1e-11 || math.Abs(high-c.high) > 1e-11 {
			t.Errorf("ShareInterval(%d, %d) = %.12g, %.12g; want %.12g, %.12g", c.k, c.n, low, high, c.low, c.high)
		}
	}
}

// The share counted lies within, and the interval never leaves 0 to 1.
func TestShareIntervalHoldsTheShare(t *testing.T) {
	for n := 1; n < 200; n++ {
		for k := range n + 1 {
			low, high := ShareInterval(k, n)
			if p := float64(k) / float64(n); !(0 <= low && low <= p+1e-15 && p <= high+1e-15 && high <= 1) {
				t.Fatalf("ShareInterval(%d, %d) = %v, %v", k, n, low, high)
			}
		}
	}
}
