package contacts

import "math"

// weights turn costs into log-odds. They are fitted by logistic regression on
// the development data of the contact benchmark: 1,895 spoken names, 1,010
// names of people not in the list and 13,458 pieces of background talk, one
// hypothesis each. Two halves split by what was said give weights that agree
// to about a tenth, so they are facts of the channel and not of the names.
//
// The lift of a contact c in a reading W of n sounds is
//
//	talk·T(W) − (cost + costPer/n)·C(W|c) + length·√m − size·ln N + bias
//
// T is the cost of W as talk, C that of W as a form of c of m sounds, both in
// nats, N the number of contacts. A perfect model of the channel and of talk
// would have talk = cost = size = 1 and the rest 0. That they are below 1 says
// that the errors of neighbouring sounds come together, and so do words.
type weights struct {
	talk    float64
	cost    float64
	costPer float64
	length  float64
	size    float64
	bias    float64
}

var fitted = weights{talk: 0.12, cost: 0.18, costPer: 3.17, length: 0, size: 0.26, bias: -1}

// lift is the logarithm of how much likelier a reading is if the contact was
// named than in talk, but for size and bias.
func (w *weights) lift(h *heard, f *found) float64 {
	c := f.cost.nats()
	return float64(w.talk*h.talk.nats()) - float64((w.cost+w.costPer/float64(len(h.sounds)))*c) +
		float64(w.length*math.Sqrt(float64(f.sounds)))
}

// base is what there is to add to every lift of a book of n contacts.
func (w *weights) base(n int) float64 {
	return w.bias - float64(w.size*math.Log(float64(max(1, n))))
}

// An operating point says which log-odds that somebody was named let through
// which share of background phrases.
type operatingPoint struct {
	rate float64 // share of background phrases answered with a match
	odds float64 // natural log-odds
}

// operatingPoints were measured on the 13,458 background rows of the
// development data.
var operatingPoints = []operatingPoint{
	{0.0001, 4}, {0.001, 2}, {0.01, 0}, {0.1, -2},
}

// threshold gives the log-odds for a rate, between the points by the
// logarithm of the rate.
func threshold(rate float64) float64 {
	p := operatingPoints
	i := 1
	for i < len(p)-1 && rate > p[i].rate {
		i++
	}
	a, b := p[i-1], p[i]
	t := (math.Log(rate) - math.Log(a.rate)) / (math.Log(b.rate) - math.Log(a.rate))
	return a.odds + float64(t*(b.odds-a.odds))
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
