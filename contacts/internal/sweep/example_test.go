package sweep_test

import (
	"fmt"

	"github.com/hearsay-go/hearsay/contacts/internal/sweep"
)

// Two names, of the sounds 1 2 3 and 4 5 6, and what was heard: 1 2 9. That
// costs the first 120, and the second more than the limit.
func Example() {
	costs := &sweep.Costs{}
	for s := range costs.Del {
		costs.Del[s], costs.Ins[s] = 100, 100
		for meant := range costs.Sub[s] {
			if meant != s {
				costs.Sub[s][meant] = 120
			}
		}
	}
	names := sweep.New([]sweep.Entry{{Sounds: "\x01\x02\x03", Item: 7}, {Sounds: "\x04\x05\x06", Item: 8}})

	var heard sweep.Heard
	heard.Reset(false)
	sweep.Add(&heard, []uint8{1, 2, 9}, []int32{0, 100, 200, 300})
	var tables sweep.Tables
	tables.Limit(costs, 254) // no less than 256 is taken for it
	heard.Use(&tables)

	lanes := heard.Sweep(names, 0)
	rows := make([]uint8, sweep.Lanes*heard.Width())
	heard.Spread(rows, lanes)
	for lane := 0; lanes != 0; {
		lane, lanes = sweep.Lowest(lanes)
		fmt.Println("item", names.Items(0)[lane], "costs at least", rows[lane*heard.Width()+3], "behind all sounds")
	}
	// Output:
	// item 7 costs at least 119 behind all sounds
}
