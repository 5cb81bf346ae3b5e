package confirm

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/states.txt")

// TestStates walks the machine and writes down which state each event led to
// from each state: testdata/states.txt is the state diagram that the package
// documentation tells in words. After a change, run with -update and read the
// difference.
func TestStates(t *testing.T) {
	seen := map[[2]string]map[string]bool{}
	for _, r := range []Request{
		{Value: "Bob Smith", Evidence: trusted()},
		{Value: "Bob Smith", Evidence: doubtful(), Context: []Utterance{{Start: -3e9, End: -1e8}}},
		{Evidence: trusted()},
		{Evidence: trusted(), Await: "send"},
		{Value: "Bob Smith", Evidence: trusted(), Stakes: Critical},
		{Value: "Bob Smith", Evidence: trusted(), Stakes: Reversible},
	} {
		c, err := Config{Resolver: people("Bob Smith", "Mary Jones"), SecondChannel: true}.withDefaults()
		if err != nil {
			t.Fatal(err)
		}
		r.Action = "send"
		x := &explorer{t: t, letters: alphabet(), stakes: r.Stakes, seen: seen}
		w := &walk{m: newMachine(c, r, &remembering{Reader: english()})}
		w.took(w.m.Step(Event{Kind: Begin}))
		x.keep(phaseIdle, "begin", w.m.phase)
		if r.Stakes != Reversible { // where silence may be enough, the laws are others
			x.explore(w, 4)
		}
	}
	var got strings.Builder
	got.WriteString("# state, event: the states that follow. Written by go test -run TestStates -update.\n")
	for _, p := range phaseNames {
		for _, l := range append(alphabet(), letter{name: "begin"}) {
			if to := seen[[2]string{p, l.name}]; len(to) > 0 {
				fmt.Fprintf(&got, "%s, %s: %s\n", p, l.name, strings.Join(slices.Sorted(maps.Keys(to)), " "))
			}
		}
	}
	const path = "testdata/states.txt"
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Errorf("the states have changed (-want +got):\n%s", d)
	}
}
