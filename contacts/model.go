package contacts

import (
	"sync"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

const phones = phone.Count

// A model holds what is known of speech and of recognisers, as costs. It is
// immutable and shared by all books.
type model struct {
	sub          [phones][phones]cost // [meant][heard]
	del          [phones]cost         // [meant]
	ins, insEdge [phones]cost         // [heard]
	before       carriers
	after        carriers
}

// theModel makes the model once.
var theModel = sync.OnceValue(func() *model {
	m := &model{}
	for i := range phone.Phone(phones) {
		m.del[i] = nats(float64(phone.Del(i, false)))
		m.ins[i] = nats(float64(phone.Ins(i, false)))
		m.insEdge[i] = nats(float64(phone.Ins(i, true)))
		for j := range phone.Phone(phones) {
			m.sub[i][j] = nats(float64(phone.Sub(i, j)))
		}
	}
	says := newSpeaker()
	m.before = newCarriers(before, says, false)
	m.after = newCarriers(after, says, true)
	return m
})
