package confirm

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// loaded keeps the Readers that tests share: making one is the dear part.
var loaded sync.Map // language to *Reader

// testReader gives the Reader of a language that must load.
func testReader(tb testing.TB, language string) *Reader {
	tb.Helper()
	if r, ok := loaded.Load(language); ok {
		return r.(*Reader)
	}
	r, err := NewReader(language)
	if err != nil {
		tb.Fatalf("NewReader(%q): %v", language, err)
	}
	loaded.Store(language, r)
	return r
}

// replyCase is one line of testdata/reader/*.txt.
type replyCase struct {
	line    int
	meaning string
	name    string // not compared when empty
	text    string
	ctx     ReadContext
}

// replyCases reads a file of cases; its format is described in en.txt.
func replyCases(tb testing.TB, file string) []replyCase {
	tb.Helper()
	f, err := os.Open(file)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var cases []replyCase
	var ctx ReadContext
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		text, _, _ := strings.Cut(sc.Text(), "#")
		text = strings.TrimSpace(text)
		switch {
		case text == "":
		case text[0] == '=':
			ctx.Value = strings.TrimSpace(text[1:])
		case text[0] == '!':
			i := slices.Index(promptNames[:], strings.TrimSpace(text[1:]))
			if i < 0 {
				tb.Fatalf("%s:%d: unknown prompt kind", file, n)
			}
			ctx.Kind = PromptKind(i)
		default:
			head, reply, ok := strings.Cut(text, ":")
			if !ok {
				tb.Fatalf("%s:%d: no colon", file, n)
			}
			meaning, name, _ := strings.Cut(head, " ")
			cases = append(cases, replyCase{n, meaning, name, strings.TrimSpace(reply), ctx})
		}
	}
	if err := sc.Err(); err != nil {
		tb.Fatal(err)
	}
	return cases
}

// TestReadTables reads every case of every language.
func TestReadTables(t *testing.T) {
	for _, lang := range Languages() {
		t.Run(lang, func(t *testing.T) {
			r := testReader(t, lang)
			file := filepath.Join("testdata", "reader", lang+".txt")
			cases := replyCases(t, file)
			seen := map[string]bool{}
			for _, c := range cases {
				got := r.Read(c.text, c.ctx)
				if got.Meaning.String() != c.meaning || c.name != "" && !strings.EqualFold(got.Name, c.name) {
					t.Errorf("%s:%d: Read(%q) = %v %q (%s); want %s %q", file, c.line, c.text, got.Meaning, got.Name, got.Why, c.meaning, c.name)
				}
				if got.Score < 0 || got.Score > 1 {
					t.Errorf("%s:%d: score %v of %q is outside [0,1]", file, c.line, got.Score, c.text)
				}
				if got.Why == "" {
					t.Errorf("%s:%d: no reason for %q", file, c.line, c.text)
				}
				seen[c.meaning] = true
			}
			for m := Unclear; m <= Correction; m++ {
				if !seen[m.String()] {
					t.Errorf("%s holds no case of %v", file, m)
				}
			}
		})
	}
}

// A plainer yes must rank higher: the Machine asks more of a weak one.
func TestScoreOrder(t *testing.T) {
	r := testReader(t, "en")
	last := 2.0
	for _, text := range []string{"yes bob smith", "yes", "right", "uh huh", "maybe"} {
		got := r.Read(text, ReadContext{Value: "Bob Smith"}).Score
		if got >= last {
			t.Errorf("score of %q = %v, not below the one before (%v)", text, got, last)
		}
		last = got
	}
	short, long := r.Read("no", ReadContext{}), r.Read("no the kids had soccer practice until late and then we drove home", ReadContext{})
	if long.Meaning != No || long.Score >= short.Score/2 {
		t.Errorf("a no that opens long talk scores %v (%v); a bare one %v", long.Score, long.Meaning, short.Score)
	}
}

func TestUnknownLanguageFailsClosed(t *testing.T) {
	for _, tag := range []string{"", "xx", "english", "../en", "en/..", "e n", "tlh", strings.Repeat("en", 1000)} {
		if r, err := NewReader(tag); !errors.Is(err, ErrLanguage) || r != nil {
			t.Errorf("NewReader(%.20q) = %v, %v; want nil, ErrLanguage", tag, r, err)
		}
	}
	for _, r := range []*Reader{nil, {}} {
		if got := r.Read("yes", ReadContext{}); got.Meaning != Unclear {
			t.Errorf("a Reader of no language read %v", got.Meaning)
		}
		if r.Prompt(AskConfirm, "x", "") != "" || r.Words("yes") != nil || r.Digits("one") != "" || r.ChallengeWords() != nil || r.Language() != "" {
			t.Errorf("a Reader of no language speaks")
		}
	}
}

func TestTagsWithRegion(t *testing.T) {
	for tag, want := range map[string]string{"en-US": "en", "de_AT": "de", "zh-Hant-TW": "zh", "PT-br": "pt"} {
		if got := testReader(t, tag).Language(); got != want {
			t.Errorf("NewReader(%q).Language() = %q; want %q", tag, got, want)
		}
	}
}

func TestMeaningString(t *testing.T) {
	if got := Meaning(200).String(); got != "Meaning(200)" {
		t.Errorf("String = %q", got)
	}
	if m := (Reading{}).Meaning; m != Unclear || m.String() != "unclear" {
		t.Errorf("the zero Reading means %v", m)
	}
}
