package contacts_test

import (
	"errors"
	"fmt"

	"github.com/hearsay-go/hearsay/contacts"
)

var family = []contacts.Contact{
	{ID: "1", Name: "Keller, Ana", Organization: "Acme"},
	{ID: "2", Name: "Shaun Fairweather"},
	{ID: "3", Name: "Sean Doyle"},
	{ID: "4", Name: "Margaret Doyle", Relations: []string{"Mum"}},
}

func ExampleBook_Match() {
	book, err := contacts.New(family, contacts.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, heard := range []string{"send it to anna kellar please", "call sean", "call mum", "yeah right"} {
		m, err := book.Match([]contacts.Hypothesis{{Text: heard}})
		if amb, ok := errors.AsType[*contacts.AmbiguousError](err); ok {
			fmt.Printf("%s: which, %s or %s?\n", heard, amb.Candidates[0].Apart, amb.Candidates[1].Apart)
		} else if errors.Is(err, contacts.ErrNobody) {
			fmt.Printf("%s: nobody\n", heard)
		} else {
			fmt.Printf("%s: %s\n", heard, m.Contact.Name)
		}
	}
	// Output:
	// send it to anna kellar please: Keller, Ana
	// call sean: which, Doyle or Fairweather?
	// call mum: Margaret Doyle
	// yeah right: nobody
}

func ExampleBook_Learn() {
	book, _ := contacts.New(family, contacts.Config{})
	heard := []contacts.Hypothesis{{Text: "call the governor"}}
	_, err := book.Match(heard)
	fmt.Println(errors.Is(err, contacts.ErrNobody))
	book, _ = book.Learn(heard[0].Text, "2")
	m, err := book.Match(heard)
	fmt.Println(m.Contact.Name, m.Contact.Aliases, err)
	// Output:
	// true
	// Shaun Fairweather [governor] <nil>
}
