package prop

import (
	"flag"
	"testing"

	"pgregory.net/rapid"
)

func TestFix(t *testing.T) {
	for name, c := range map[string]struct {
		environment uint64
		line        []string
		want        uint64
	}{
		"nothing said":      {0, nil, Seed},
		"command line":      {0, []string{"-rapid.seed=7"}, 7},
		"anew each time":    {0, []string{"-rapid.seed=0"}, 0},
		"environment":       {9, nil, 9},
		"other flags alone": {0, []string{"-rapid.checks=5"}, Seed},
	} {
		t.Run(name, func(t *testing.T) {
			var seed uint64
			flags := flag.NewFlagSet("", flag.ContinueOnError)
			flags.Uint64Var(&seed, "rapid.seed", c.environment, "")
			flags.Int("rapid.checks", 100, "")
			if err := flags.Parse(c.line); err != nil {
				t.Fatal(err)
			}
			if err := fix(flags); err != nil {
				t.Fatal(err)
			}
			if seed != c.want {
				t.Errorf("seed %d, want %d", seed, c.want)
			}
		})
	}
	if fix(flag.NewFlagSet("", flag.ContinueOnError)) == nil {
		t.Error("no flag to set, and no error")
	}
}

func TestCheckDrawsTheSame(t *testing.T) {
	seed := flag.Lookup(name)
	if s := seed.Value.String(); s != "0" && s != "2018" {
		t.Skipf("the seed is %s", s)
	}
	draws := func() (all []int) {
		Check(t, func(t *rapid.T) { all = append(all, rapid.Int().Draw(t, "n")) })
		return all
	}
	first, second := draws(), draws()
	if len(first) != len(second) || len(first) == 0 {
		t.Fatalf("%d draws, then %d", len(first), len(second))
	}
	for i := range first {
		if first[i] != second[i] {
			t.Fatalf("draw %d: %d, then %d", i, first[i], second[i])
		}
	}
}
