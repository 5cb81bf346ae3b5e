package contacts

import "math"

// weights turn costs into log-odds. They are fitted by logistic regression on
// the development data of the contact benchmark: 1,895 spoken names, 1,010
// names of people not in the list and 13,458 pieces of background talk, one
// hypothesis each. Fitted on either half, split by what was said, they agree to
// about a fifth, the biases to about a half: facts of the channel and not of
// the names. The bias was then set so that the confidences come true on the
// names, with the costs that tell names apart.
//
// The lift of a contact c in a reading W of n sounds is the logarithm of the
// odds of c against talk:
//
//	talk·T(W) − (cost + costPer/n)·C(W|c) + length·√m + exact·e + word·k − size·ln N + bias
//
// T is the cost of W as talk, C that of W as a form of c of m sounds, both in
// nats; of the k words of the form e were heard exactly; N is the number of
// contacts. The lift of an outsider, the name of somebody
// who is not in the list, heard right, with the cost O(W), is
//
//	outTalk·T(W) − out·O(W) + outBias
//
// Perfect models of the channel, of talk and of names would have all factors 1
// and the rest 0. That they are below 1 says that the errors of neighbouring
// sounds come together, and so do words.
type weights struct {
	talk    float64
	cost    float64
	costPer float64
	length  float64
	exact   float64
	word    float64
	size    float64
	bias    float64

	outTalk, out, outBias float64
}

var fitted = weights{
	talk: 0.247, cost: 0.381, costPer: 1.740, length: 1.110, exact: 0.762, word: 0.765, size: 0.540, bias: 1.514,
	outTalk: 0.230, out: 0.150, outBias: -1.921,
}

// lift is the logarithm of how much likelier a reading is if the contact was
// named than in talk, but for size and bias.
func (w *weights) lift(h *heard, f *found) float64 {
	c := f.cost.nats()
	return float64(w.talk*h.talk.nats()) - float64((w.cost+w.costPer/float64(len(h.sounds)))*c) +
		float64(w.length*math.Sqrt(float64(f.sounds))) + float64(w.exact*float64(f.exact)) + float64(w.word*float64(f.words))
}

// outsider is the lift of somebody who is not in the list.
func (w *weights) outsider(m *model, h *heard) float64 {
	return float64(w.outTalk*h.talk.nats()) - float64(w.out*h.outsider(m).nats()) + w.outBias
}

// dearest is the highest cost at which a lift in a book of n contacts can reach
// floor, for a name up to four sounds longer than what was heard, of two words
// of which one was heard exactly.
func (w *weights) dearest(h *heard, n int, floor float64) cost {
	sounds := float64(len(h.sounds))
	room := float64(w.talk*h.talk.nats()) + float64(w.length*math.Sqrt(sounds+4)) + w.exact + float64(2*w.word) + w.base(n) - floor
	return max(0, nats(room/(w.cost+w.costPer/sounds)))
}

// base is what there is to add to every lift of a book of n contacts. A list
// shorter than any that the weights were tried on counts as one of those: few
// contacts make it no likelier that talk is a name.
func (w *weights) base(n int) float64 {
	return w.bias - float64(w.size*math.Log(float64(max(shortestList, n))))
}

// shortestList is the length of the shortest lists of the development data.
const shortestList = 50

// An operating point says which log-odds that somebody was named let through
// which share of background phrases.
type operatingPoint struct {
	rate float64 // share of background phrases answered with a match
	odds float64 // natural log-odds
}

// operatingPoints were measured on the 13,458 background rows of the
// development data, one hypothesis each: in 1, 2, 4, 7, 13, 40 and 134 of them
// one contact alone has the log-odds 1.8, 1.55, 1.1, 0.7, 0.2, -0.4 and -1.4 or
// more. The first points rest on very few rows. Fewer are matched, as some of
// them are questions: at the rates 0.00015, 0.0003, 0.0005, 0.001 and 0.01 it was
// 1, 3, 6, 9 and 73.
var operatingPoints = []operatingPoint{
	{0.0001, 1.8}, {0.00015, 1.55}, {0.0003, 1.1}, {0.0005, 0.55}, {0.001, 0.2}, {0.003, -0.4}, {0.01, -1.4},
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
