package wake

import "math"

// PoissonInterval returns the exact 95 % confidence interval of the mean of a
// Poisson distribution of which n events were counted (Garwood 1936): divided
// by the hours heard, that of a rate of false accepts. For n = 0 it is 0 to
// 3.689; a negative n counts as 0.
func PoissonInterval(n int) (low, high float64) {
	n = max(n, 0)
	const tail = 0.025
	if n > 0 {
		low = meanWithTail(n-1, 1-tail)
	}
	return low, meanWithTail(n, tail)
}

// ShareInterval returns the 95 % confidence interval of a share that was counted
// as k of n: of a miss rate, say (Wilson 1927, the score interval; it holds for
// few cases and for shares near 0 and 1 too). For n = 0 it is 0 to 1; a k outside
// 0 to n counts as the nearer of the two.
func ShareInterval(k, n int) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	const z = 1.959963984540054 // 97.5 % of a normal distribution lie below
	p, m := float64(min(max(k, 0), n))/float64(n), float64(n)
	centre := p + z*z/(2*m)
	half := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (centre-half)/(1+z*z/m)), min(1, (centre+half)/(1+z*z/m))
}

// meanWithTail finds the mean at which at most n events have probability p.
// That probability falls as the mean rises, so bisection finds it.
func meanWithTail(n int, p float64) float64 {
	lo, hi := 0.0, float64(n)+10*math.Sqrt(float64(n)+1)+10
	for range 200 {
		mid := (lo + hi) / 2
		if mid == lo || mid == hi {
			break
		}
		if atMost(n, mid) > p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}

// atMost is the probability of at most n events of a Poisson distribution: its
// terms are summed from the largest down, so that none underflows first.
func atMost(n int, mean float64) float64 {
	if mean == 0 {
		return 1
	}
	lg, _ := math.Lgamma(float64(n) + 1)
	term := math.Exp(float64(n)*math.Log(mean) - mean - lg) // P(exactly n)
	if float64(n) <= mean {
		sum := 0.0
		for k := n; k >= 0 && term > sum*1e-17; k-- {
			sum += term
			term *= float64(k) / mean
		}
		return sum
	}
	sum := 0.0 // beyond n, where terms fall from here on
	for k := n + 1; ; k++ {
		term *= mean / float64(k)
		sum += term
		if term <= sum*1e-17 {
			return 1 - sum
		}
	}
}
