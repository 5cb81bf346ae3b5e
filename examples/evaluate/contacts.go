package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/hearsay-go/hearsay/contacts"
)

// contactsUsage explains the line formats of runContacts.
const contactsUsage = `usage: evaluate contacts [-far RATE] < cases > answers

Each line of the input is a case:

	{"id":"1","contacts":"list.jsonl","nbest":[{"text":"ana keller","conf":0.6}]}

where the list holds a contact a line:

	{"id":"7","name":"Keller, Ana","given":"Ana","family":"Keller","aliases":["Boss"]}

Each line of the output is the answer, in order; decision is match, ambiguous
or nomatch, score the probability that contact (if ambiguous: one of the
candidates) is the one meant, us the microseconds of processor time it took:

	{"id":"1","decision":"match","contact":"7","score":0.93,"candidates":[…],"us":41.5}

Flags:
`

type heardCase struct {
	ID       string `json:"id"`
	Contacts string `json:"contacts"`
	NBest    []struct {
		Text string  `json:"text"`
		Conf float64 `json:"conf"`
	} `json:"nbest"`
}

type listedContact struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Given   string   `json:"given"`
	Family  string   `json:"family"`
	Aliases []string `json:"aliases"`
}

type contactScore struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`
}

type contactAnswer struct {
	ID         string         `json:"id"`
	Decision   string         `json:"decision"`
	Contact    string         `json:"contact,omitempty"`
	Score      float64        `json:"score"`
	Candidates []contactScore `json:"candidates,omitempty"`
	Micros     float64        `json:"us"`
}

// runContacts answers cases with the decisions of contacts.Book.
func runContacts(args []string, in io.Reader, out, errw io.Writer) error {
	flags := flag.NewFlagSet("evaluate contacts", flag.ContinueOnError)
	flags.SetOutput(errw)
	flags.Usage = func() { fmt.Fprint(errw, contactsUsage); flags.PrintDefaults() }
	far := flags.Float64("far", 0, "wanted share of background phrases answered with a match (0: the default of the package)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	runtime.LockOSThread() // so that the thread's processor time is the case's
	defer runtime.UnlockOSThread()
	books := map[string]*contacts.Book{}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), 1<<24)
	w := bufio.NewWriter(out)
	for n := 1; lines.Scan(); n++ {
		answer, err := answerContact(lines.Bytes(), books, contacts.Config{FalseAcceptRate: *far})
		if err != nil {
			return errors.Join(fmt.Errorf("line %d: %w", n, err), w.Flush())
		}
		if err := json.NewEncoder(w).Encode(answer); err != nil {
			return err
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return lines.Err()
}

// answerContact answers one line; books holds the lists read so far, by path.
func answerContact(line []byte, books map[string]*contacts.Book, config contacts.Config) (contactAnswer, error) {
	var c heardCase
	if err := json.Unmarshal(line, &c); err != nil {
		return contactAnswer{}, err
	}
	book := books[c.Contacts]
	if book == nil {
		var err error
		if book, err = readBook(c.Contacts, config); err != nil {
			return contactAnswer{}, err
		}
		books[c.Contacts] = book
	}
	var nbest []contacts.Hypothesis
	for _, h := range c.NBest {
		nbest = append(nbest, contacts.Hypothesis{Text: h.Text, Confidence: h.Conf})
	}
	begin := processorTime()
	m, err := book.Match(nbest)
	us := float64((processorTime() - begin).Nanoseconds()) / 1e3
	a, err := contactDecision(m, err)
	a.ID, a.Micros = c.ID, us
	return a, err
}

// contactDecision turns what Match gave into an answer; an error that is
// neither an ambiguity nor nobody comes back.
func contactDecision(m contacts.Match, err error) (contactAnswer, error) {
	if err == nil {
		a := contactAnswer{Decision: "match", Contact: m.Contact.ID, Score: m.Confidence}
		a.Candidates = append(a.Candidates, contactScore{m.Contact.ID, m.Confidence})
		if m.RunnerUp.Contact.ID != "" {
			a.Candidates = append(a.Candidates, contactScore{m.RunnerUp.Contact.ID, m.RunnerUp.Confidence})
		}
		return a, nil
	}
	if amb, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
		a := contactAnswer{Decision: "ambiguous", Score: amb.Confidence}
		for _, c := range amb.Candidates {
			a.Candidates = append(a.Candidates, contactScore{c.Contact.ID, c.Confidence})
		}
		return a, nil
	}
	if nobody, ok := errors.AsType[*contacts.NobodyError](err); ok {
		return contactAnswer{Decision: "nomatch", Contact: nobody.Rival.Contact.ID, Score: nobody.Rival.Confidence}, nil
	}
	return contactAnswer{}, err
}

// readBook reads a list of contacts, one JSON object a line.
func readBook(path string, config contacts.Config) (*contacts.Book, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var list []contacts.Contact
	d := json.NewDecoder(bufio.NewReader(f))
	for {
		var c listedContact
		if err := d.Decode(&c); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("%s: contact %d: %w", path, len(list)+1, err)
		}
		list = append(list, contacts.Contact{ID: c.ID, Name: c.Name, Given: c.Given, Family: c.Family, Relations: c.Aliases})
	}
	return contacts.New(list, config)
}
