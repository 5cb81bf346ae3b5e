package phone_test

import (
	"fmt"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

func ExamplePronounce() {
	for _, word := range []string{"shaun", "sean", "gearhart"} {
		for _, way := range phone.Pronounce(nil, word, 2) {
			fmt.Printf("%s %v %.1f\n", word, way.Phones, way.LogProb)
		}
	}
	// Output:
	// shaun [SH AO N] 0.0
	// sean [SH AO N] -0.4
	// sean [S IY N] -1.1
	// gearhart [G IH R HH AA R T] -0.5
	// gearhart [G IY R HH AA R T] -0.9
}

// A name that sounds alike costs less than one that does not.
func ExampleSub() {
	fmt.Println(phone.Sub(phone.M, phone.N) < phone.Sub(phone.M, phone.K))
	fmt.Println(phone.Sub(phone.M, phone.M))
	// Output:
	// true
	// 0
}

// Talk tells itself by what follows what.
func ExamplePairLogProb() {
	fmt.Printf("%.1f %.1f\n", phone.WordLogProb("know"), phone.PairLogProb("you", "know"))
	// Output: -5.0 -1.8
}
