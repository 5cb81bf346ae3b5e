package contacts

import (
	"sync"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/internal/sweep"
)

const phones = phone.Count

// A model holds what is known of speech and of recognisers, as costs. It is
// immutable and shared by all books.
type model struct {
	sub          [phones][phones]cost // [meant][heard]
	del          [phones]cost         // [meant]
	ins, insEdge [phones]cost         // [heard]
	sweep        sweep.Costs          // the same costs, for the sieve
	before       carriers
	after        carriers
	tongue       *tongue
	talk         map[string]cost // of words of a language other than English
}

// theModel makes the model once, of the costs that tell names apart;
// contacts/train says how they were learnt and what they measured.
var theModel = sync.OnceValue(func() *model {
	m := &model{}
	costs := phone.Apart()
	for i := range phone.Phone(phones) {
		keep := float64(costs.Keep(i))
		m.del[i] = nats(keep + float64(costs.Del(i, false)))
		m.ins[i] = nats(float64(costs.Ins(i, false)))
		m.insEdge[i] = nats(float64(costs.Ins(i, true)))
		for j := range phone.Phone(phones) {
			m.sub[i][j] = nats(keep + float64(costs.Sub(i, j)))
		}
	}
	m.ins[0] = infinite // no sound is never heard
	for i := range phones {
		m.sub[i][0] = infinite
		m.sweep.Del[i], m.sweep.Ins[i] = int32(m.del[i]), int32(m.ins[i])
		for j := range phones {
			m.sweep.Sub[j][i] = int32(m.sub[i][j])
		}
	}
	m.speak(tongues[defaultLanguage])
	return m
})
