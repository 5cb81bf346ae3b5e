package nick_test

import (
	"fmt"

	"github.com/hearsay-go/hearsay/contacts/internal/nick"
)

func ExampleNicknames() {
	for _, n := range nick.Nicknames("robert")[:3] {
		fmt.Printf("%s %.1f\n", n.Name, n.Weight)
	}
	full := nick.Nicknames("peggy")[0]
	fmt.Printf("peggy is %s: %.1f\n", full.Name, full.Weight)
	// Output:
	// bob 0.9
	// rob 0.8
	// bobby 0.7
	// peggy is margaret: 0.6
}
