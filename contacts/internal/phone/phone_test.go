package phone

import "testing"

func TestParse(t *testing.T) {
	for p := AA; int(p) < Count; p++ {
		for _, s := range []string{p.String(), p.String() + "1"} {
			if got, ok := Parse(s); !ok || got != p {
				t.Errorf("Parse(%q) = %v, %v; want %v", s, got, ok, p)
			}
		}
	}
	for _, s := range []string{"", "-", "A", "AH3", "ah", "?"} {
		if got, ok := Parse(s); ok {
			t.Errorf("Parse(%q) = %v; want none", s, got)
		}
	}
}

func TestDistanceIsGraded(t *testing.T) {
	near := [][2]Phone{{P, B}, {M, N}, {IH, EH}, {AA, AO}, {S, Z}, {TH, F}, {IY, IH}}
	for _, c := range near {
		if d := Distance(c[0], c[1]); d <= 0 || d > 0.35 {
			t.Errorf("Distance(%v, %v) = %v; want near", c[0], c[1], d)
		}
		if Distance(c[0], c[1]) != Distance(c[1], c[0]) {
			t.Errorf("Distance(%v, %v) is not symmetric", c[0], c[1])
		}
	}
	for _, c := range [][2]Phone{{P, S}, {AA, IY}, {K, AA}, {M, SH}} {
		if d := Distance(c[0], c[1]); d < 0.5 {
			t.Errorf("Distance(%v, %v) = %v; want far", c[0], c[1], d)
		}
	}
}
