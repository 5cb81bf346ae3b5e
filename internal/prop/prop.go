// Package prop checks properties of random inputs, for tests. Its draws come
// from a fixed seed: what passed passes again, on every machine. To draw anew,
// give a seed of your own and more draws:
//
//	go test ./contacts -rapid.seed=$RANDOM -rapid.checks=20000
//
// or set RAPID_SEED in the environment, for many packages at once, with -count=1:
// results that go test keeps do not know of it.
package prop

import (
	"flag"
	"strconv"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// Seed is where the draws start when nobody names another seed.
const Seed = 2018

const name = "rapid.seed"

var once sync.Once

// Check is [rapid.Check] with draws from Seed.
func Check(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	once.Do(func() {
		if err := fix(flag.CommandLine); err != nil {
			t.Fatal(err)
		}
	})
	rapid.Check(t, property)
}

// fix sets the seed, unless the command line or the environment has.
func fix(flags *flag.FlagSet) error {
	given := false
	flags.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	if f := flags.Lookup(name); given || f != nil && f.Value.String() != "0" {
		return nil
	}
	return flags.Set(name, strconv.Itoa(Seed))
}
