package confirm

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// tiny is a whole language in a few lines.
const tiny = `language: tt
name: Tiny
words: spaced
apostrophe: joins
fold: ß ss
prompt confirm: To {value}?
or: or
challenge: apple pear
@it = it | that
yes 80: ja | @it is [very] good
no: nein | @it is not good
cancel: halt
digit 1: eins
filler: uh
common: is | very
`

func TestParseReaderTiny(t *testing.T) {
	r, err := ParseReader("tiny.txt", []byte(tiny))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]Meaning{
		"ja": Yes, "it is good": Yes, "that is very good": Yes, "uh ja": Yes,
		"it is very very good": Unclear, "is good": Unclear, "it is not good": No, "ja halt": Cancel, "xyz zyx abc def": Unclear,
	} {
		if got := r.Read(text, ReadContext{}); got.Meaning != want {
			t.Errorf("Read(%q) = %v (%s); want %v", text, got.Meaning, got.Why, want)
		}
	}
	if got := r.Read("ja", ReadContext{}).Score; got != 0.8 {
		t.Errorf("strength 80 scores %v", got)
	}
}

// Every kind of mistake is reported with its file and line.
func TestParseReaderErrors(t *testing.T) {
	for _, c := range []struct{ name, add, want string }{
		{"no colon", "hello", `t.txt:17: "hello" is neither`},
		{"unknown key", "jes: ja", `t.txt:17: unknown key "jes"`},
		{"empty value", "yes:", "t.txt:17: yes: nothing after the colon"},
		{"unknown class", "yes: @nope", "t.txt:17: unknown class @nope"},
		{"class in itself", "@a = x @a\nyes: @a", "t.txt:18: class @a holds itself"},
		{"classes in each other", "@a = x @b\n@b = y @a\nyes: @b", "holds itself"},
		{"unclosed", "yes: (a | b", `t.txt:17: yes: missing ")"`},
		{"unopened", "yes: a ) b", `t.txt:17: yes: unexpected ")"`},
		{"wrong bracket", "yes: [a )", `t.txt:17: yes: missing "]"`},
		{"empty alternative", "yes: a | | b", "t.txt:17: yes: empty alternative"},
		{"empty brackets", "yes: a [] b", "t.txt:17: yes: empty alternative"},
		{"dangling plus", "yes: + a", "t.txt:17: yes: + follows nothing"},
		{"all optional", "yes: [a] [b]", "t.txt:17: everything in the template is optional"},
		{"all optional in a class", "@o = [a]\nyes: @o", "t.txt:18: everything in the template is optional"},
		{"looping value", "yes: <value>+", "t.txt:17: + after <value>"},
		{"unknown slot", "yes: <name>", `t.txt:17: yes: unknown slot "<name>"`},
		{"no word", "yes: ...", `t.txt:17: yes: "..." holds no word`},
		{"bare at", "yes: a @ b", "t.txt:17: yes: @ without a class name"},
		{"bad class name", "@a b = c", `t.txt:17: "@a b = c" is not`},
		{"strength", "yes 101: x", "t.txt:17: yes 101: the strength is a number from 1 to 100"},
		{"late flag", "words: runes", "t.txt:17: words must stand before the first template"},
		{"late fold", "fold: a b", "t.txt:17: fold must stand before the first template"},
		{"digit range", "digit 100: cent", "t.txt:17: digit 100: the number is 0 to 99"},
		{"digit twice", "digit 2: eins", `t.txt:17: digit 2: "eins" is 1 already`},
		{"digit of two words", "digit 2: zw ei", `t.txt:17: digit 2: "zw ei" is not one word`},
		{"unknown prompt", "prompt beg: please", `t.txt:17: unknown prompt "beg"`},
		{"unknown prompt slot", "prompt who: {name}?", "t.txt:17: prompt who: unknown slot"},
		{"deep", "yes: " + strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100), "nested too deep"},
		{"value is no act", "value: x", `t.txt:17: unknown key "value"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := ParseReader("t.txt", []byte(tiny+"\n"+c.add+"\n"))
			if r != nil || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v; want %q", err, c.want)
			}
			if err != nil && !strings.HasPrefix(err.Error(), "confirm: t.txt") {
				t.Errorf("error %q does not begin with the place", err)
			}
		})
	}
	for want, data := range map[string]string{
		"no language: line":        "name: x\nyes: ja\n",
		"no templates":             "language: x\n",
		"not UTF-8":                "language: x\nyes: \xff\n",
		"larger than":              tiny + strings.Repeat("#", maxLanguageBytes),
		"words is \"many\"":        "language: x\nwords: many\n",
		"fold has 3 parts":         "language: x\nfold: a b c\n",
		"too many states":          tiny + bomb(),
		"apostrophe is \"parts,\"": "language: x\napostrophe: parts,\n",
	} {
		if _, err := ParseReader("t.txt", []byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error = %v; want %q", err, want)
		}
	}
}

// bomb is a file of a few hundred bytes that would expand without end.
func bomb() string {
	var b strings.Builder
	b.WriteString("@c0 = a | b\n")
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&b, "@c%d = @c%d @c%d\n", i, i-1, i-1)
	}
	b.WriteString("yes: @c39\n")
	return b.String()
}

// The shipped files are complete, and a device that speaks them cannot answer
// itself: no prompt, and no end of a prompt, reads as a yes, and no end of one
// that waits for an answer reads as a denial.
func TestShippedLanguages(t *testing.T) {
	for _, lang := range Languages() {
		t.Run(lang, func(t *testing.T) {
			r := testReader(t, lang)
			if r.Language() != lang || r.lang.name == "" || r.lang.or == "" {
				t.Errorf("language %q, name %q, or %q", r.Language(), r.lang.name, r.lang.or)
			}
			for i, p := range r.lang.prompts {
				if p == "" {
					t.Errorf("no prompt %v", PromptKind(i))
				}
				testPromptIsNoAnswer(t, r, PromptKind(i))
			}
			for n := range 10 {
				if !hasDigit(r, n) {
					t.Errorf("no word for the digit %d", n)
				}
			}
		})
	}
}

func testPromptIsNoAnswer(t *testing.T, r *Reader, kind PromptKind) {
	t.Helper()
	ctx := ReadContext{Value: "Zzyzx Qwrtz"}
	words := strings.Fields(r.Prompt(kind, ctx.Value, "zebra"))
	if r.lang.runes {
		words = strings.Split(r.Prompt(kind, ctx.Value, "zebra"), "")
	}
	sep := " "
	if r.lang.runes {
		sep = ""
	}
	for i := range words {
		tail := strings.Join(words[i:], sep)
		got := r.Read(tail, ctx)
		if got.Meaning == Yes || (Prompt{Kind: kind}).WantsAnswer() && (got.Meaning == No || got.Meaning == Cancel) {
			t.Errorf("the end %q of prompt %v reads as %v (%s)", tail, kind, got.Meaning, got.Why)
		}
	}
}

func hasDigit(r *Reader, n int) bool {
	for _, v := range r.lang.digits {
		if v == n {
			return true
		}
	}
	return false
}

// A word drawn for a challenge must be no answer by itself, one word (or as
// many characters), and not be listed twice.
func TestChallengeWords(t *testing.T) {
	for _, lang := range Languages() {
		r := testReader(t, lang)
		words := r.ChallengeWords()
		if len(words) < leastDrawn {
			t.Errorf("%s: only %d challenge words", lang, len(words))
		}
		slices.Sort(words)
		if c := slices.Compact(slices.Clone(words)); len(c) != len(words) {
			t.Errorf("%s: a challenge word stands twice", lang)
		}
		for _, w := range words {
			got := r.Read(w, ReadContext{Kind: AskChallenge})
			if got.Meaning != Unclear {
				t.Errorf("%s: challenge word %q reads as %v (%s)", lang, w, got.Meaning, got.Why)
			}
			if n := len(r.Words(w)); n != 1 && !r.lang.runes || utf8.RuneCountInString(w) < 2 {
				t.Errorf("%s: challenge word %q has %d words", lang, w, n)
			}
			if r.Digits(w) != "" {
				t.Errorf("%s: challenge word %q is a number", lang, w)
			}
		}
	}
}

// FuzzParseReader: any file is read or refused with its name, never a panic,
// and what it makes can read.
func FuzzParseReader(f *testing.F) {
	f.Add([]byte(tiny))
	f.Add([]byte("language: x\nwords: runes\nyes: はい+ | [<value>] @a\n@a = (b | c)+\n"))
	f.Add([]byte(bomb()))
	f.Add([]byte("  continued\n#\n@=\n: \n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4<<10 {
			t.Skip("long files are slow, not different")
		}
		r, err := ParseReader("fuzz.txt", data)
		if err != nil {
			if r != nil || !strings.HasPrefix(err.Error(), "confirm: fuzz.txt") {
				t.Fatalf("error %v with reader %v", err, r)
			}
			return
		}
		r.Read("ja it is very good", ReadContext{Value: "good"})
	})
}
