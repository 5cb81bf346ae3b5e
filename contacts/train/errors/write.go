package main

import (
	"bytes"
	"math"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

const (
	unit = 16 // costs are stored in 1/16 nat, as package phone reads them

	// leastSub sees to it that another sound never costs less than the one
	// that was meant, though UH is heard as AH oftener than as itself.
	leastSub = 0.25
)

// encode writes the costs in the form that phone.ReadErrors documents.
func encode(c *channel, words []junkWord) []byte {
	var b bytes.Buffer
	b.WriteString("HSER1\n")
	put := func(nats float64) { b.WriteByte(byte(min(max(math.Round(nats*unit), 0), 255))) }
	for m := 1; m < phone.Count; m++ {
		var lost float64
		for e := range 2 {
			lost += c.lost[e][m] / 2
		}
		put(-math.Log((1 - lost) * c.heard[m][m] * (1 - c.add[0])))
	}
	for m := 1; m < phone.Count; m++ {
		for h := 1; h < phone.Count; h++ {
			cost := math.Log(c.heard[m][m] / c.heard[m][h])
			if h != m {
				cost = max(cost, leastSub)
			}
			put(cost)
		}
	}
	for e := range 2 {
		for m := 1; m < phone.Count; m++ {
			put(math.Log((1 - c.lost[e][m]) * c.heard[m][m] / c.lost[e][m]))
		}
	}
	for e := range 2 {
		for h := 1; h < phone.Count; h++ {
			put(-math.Log(c.add[e] * c.added[e][h]))
		}
	}
	b.WriteByte(byte(len(words)))
	for _, w := range words {
		b.WriteByte(byte(len(w.text)))
		b.WriteString(w.text)
		put(w.before)
		put(w.after)
	}
	return b.Bytes()
}
