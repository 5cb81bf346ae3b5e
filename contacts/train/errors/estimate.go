package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// shipped are the priors that did best on the utterances kept apart.
var shipped = priors{slope: 5, sub: 5, rate: 5}

const rounds = 8

// estimate learns from three quarters of the utterances, measures on the last
// quarter, learns again from all and writes the table.
func estimate(pairs []pair, o options) error {
	var train, test []pair
	for i, x := range pairs {
		if apart := pairs[min(len(pairs)*3/4, len(pairs)-1)].id; x.id >= apart {
			train, test = pairs[:i], pairs[i:]
			break
		}
	}
	fmt.Printf("%d hypotheses to learn from, %d kept apart; nats a sound:\n", len(train), len(test))
	fmt.Printf("  before learning     %.3f\n", newChannel().surprise(test))
	for _, p := range []priors{shipped, {5, 0.01, 0.01}, {5, 50, 50}, {0, 5, 5}} {
		c := learn(train, p, rounds)
		fmt.Printf("  slope %g prior %-5g  %.4f, on its own data %.4f\n", p.slope, p.sub, c.surprise(test), c.surprise(train))
	}
	two := learnStates(train, shipped, rounds)
	fmt.Printf("  two states           %.4f, on its own data %.4f, %.2f clear\n", two.surprise(test), two.surprise(train), two.share)
	two = learnStates(pairs, shipped, rounds)
	c := learn(pairs, shipped, rounds)
	words := c.junk(pairs).common(8)
	fmt.Println("all utterances:")
	c.print()
	fmt.Println("those heard clearly:")
	two.clear.print()
	fmt.Println("junk, nats before and after:", loudest(words))
	if o.out == "" {
		return nil
	}
	return errors.Join(write(o.out, encode(c, words)), write(o.clear, encode(two.clear, words)))
}

// write checks that the table can be read before it writes it.
func write(file string, table []byte) error {
	if _, err := phone.ReadErrors(table); err != nil {
		return err
	}
	return os.WriteFile(file, table, 0o644)
}

// print shows the channel's rates and the commonest errors of each sound.
func (c *channel) print() {
	for m := 1; m < phone.Count; m++ {
		fmt.Printf("  %-3v kept %.2f lost %.2f/%.2f (inside, edge); heard as", phone.Phone(m), c.heard[m][m], c.lost[0][m], c.lost[1][m])
		for h := 1; h < phone.Count; h++ {
			if h != m && c.heard[m][h] > 0.04 {
				fmt.Printf(" %v %.2f", phone.Phone(h), c.heard[m][h])
			}
		}
		fmt.Println()
	}
	fmt.Printf("  added in a slot: %.3f inside, %.3f at an edge\n", c.add[0], c.add[1])
}
