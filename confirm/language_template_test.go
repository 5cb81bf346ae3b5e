package confirm

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// toRegexp writes a template as a regular expression over words that each end
// in a space, for the standard library's matcher as a reference.
func toRegexp(n node, classes map[string]node) string {
	parts := make([]string, len(n.kids))
	for i, k := range n.kids {
		parts[i] = toRegexp(k, classes)
	}
	switch n.op {
	case opWord:
		return n.text + " "
	case opValue:
		return "VALUE "
	case opClass:
		return toRegexp(classes[n.text], classes)
	case opAlt:
		return "(?:" + strings.Join(parts, "|") + ")"
	case opRepeat:
		return "(?:" + parts[0] + ")+"
	}
	return strings.Join(parts, "")
}

// drawTemplate draws the text of a template over the words a, b, c.
func drawTemplate(t *rapid.T, depth int) string {
	items := rapid.IntRange(1, 3).Draw(t, "items")
	var b strings.Builder
	for range items {
		switch op := rapid.IntRange(0, 6).Draw(t, "op"); {
		case op <= 2 || depth == 0:
			b.WriteString(rapid.SampledFrom([]string{"a", "b", "c", "@k"}).Draw(t, "word"))
		case op == 3:
			b.WriteString("[" + drawTemplate(t, depth-1) + "]")
		case op == 4:
			b.WriteString("(" + drawTemplate(t, depth-1) + "|" + drawTemplate(t, depth-1) + ")")
		case op == 5:
			b.WriteString("(" + drawTemplate(t, depth-1) + ")+")
		default:
			b.WriteString("<value>")
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// The automaton of any set of templates accepts what the regular expressions
// of the standard library accept.
func TestAutomatonAgainstRegexp(t *testing.T) {
	split := strings.Fields
	prop.Check(t, func(t *rapid.T) {
		class, err := parseTemplate("c a | b+", split)
		if err != nil {
			t.Fatal(err)
		}
		classes := map[string]node{"k": class}
		b := newNFA(classes)
		var res []*regexp.Regexp
		for range rapid.IntRange(1, 3).Draw(t, "templates") {
			text := drawTemplate(t, 2)
			n, err := parseTemplate(text, split)
			if err != nil {
				t.Fatalf("parseTemplate(%q): %v", text, err)
			}
			if err := b.add(n, verdict{actYes, 100}); err != nil {
				continue // everything optional, or a loop of values: refused before
			}
			res = append(res, regexp.MustCompile("^(?:"+toRegexp(n, classes)+")$"))
		}
		a, err := b.determinise()
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "VALUE"}), 1, 6).Draw(t, "input")
			checkAccepts(t, a, res, words)
		}
	})
}

func checkAccepts(t *rapid.T, a *automaton, res []*regexp.Regexp, words []string) {
	want := false
	for _, re := range res {
		want = want || re.MatchString(strings.Join(words, " ")+" ")
	}
	s := int32(0)
	for _, w := range words {
		sym, ok := a.words[w]
		if w == "VALUE" {
			sym, ok = valueWord, true
		}
		if s >= 0 && ok {
			s = a.next(s, sym)
		} else {
			s = -1
		}
	}
	got := s >= 0 && len(a.states[s].match) > 0
	if got != want {
		t.Fatalf("automaton of %v on %v: %v; the regular expressions say %v", res, words, got, want)
	}
}

// The strongest template of an act wins where several match the same words.
func TestStrongestVerdict(t *testing.T) {
	r, err := ParseReader("x", []byte("language: x\nyes 40: ja [doch]\nyes 90: ja\nno: nein\n"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]float64{"ja": 0.9, "ja doch": 0.4} {
		if got := r.Read(text, ReadContext{}).Score; got != want {
			t.Errorf("score of %q = %v; want %v", text, got, want)
		}
	}
}
