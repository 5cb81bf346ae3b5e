package main

import (
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/examples/internal/detplot"
	"github.com/hearsay-go/hearsay/examples/internal/models"
	"github.com/hearsay-go/hearsay/wake"
)

func put(t *testing.T, name, data string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const twoCurves = `# made up
# title: kettle
# caption: 20 words,
# caption: 4 hours.
panel,curve,misses,positives,false_accepts,hours
clean,mine,2,20,0,4
clean,mine,1,20,2,4
babble,mine,5,20,0,4
# a remark
clean,yours,10,20,1,4
`

func TestRead(t *testing.T) {
	mine := curve{"mine", "clean", []detplot.Point{{PerHour: 0, Miss: 0.1}, {PerHour: 0.5, Miss: 0.05}}}
	for _, c := range []struct {
		name, data string
		want       table
	}{
		{"all.csv", twoCurves, table{[]curve{mine, {"mine", "babble", []detplot.Point{{Miss: 0.25}}}, {"yours", "clean", []detplot.Point{{PerHour: 0.25, Miss: 0.5}}}}, "kettle", "20 words, 4 hours."}},
		{"det-their-alexa-babble10.csv", "point,misses,positives,miss_rate,fa_librispeech,fa_per_h,fa_picovoice\n0.5,3,4,0.75,2,0.4,\n",
			table{[]curve{{"their-alexa", "babble10", []detplot.Point{{PerHour: 0.4, Miss: 0.75}}}}, "", ""}},
		{"plain.csv", "fa_per_h,misses,positives\n1,0,4\n", table{[]curve{{"plain", "", []detplot.Point{{PerHour: 1}}}}, "", ""}},
	} {
		got, err := read(strings.NewReader(c.data), c.name)
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(table{}, curve{})); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", c.name, err, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"", "nothing in it"},
		{"# only a remark", "no line of column names"},
		{"misses,positives\n1,2\n", `no column "false_accepts"`},
		{"misses,fa_per_h\n1,2\n", `no column "positives"`},
		{"misses,positives,fa_per_h\n", "no operating points"},
		{"misses,positives,fa_per_h\n3,2,1\n", "3 of 2 missed"},
		{"misses,positives,fa_per_h\n0,0,1\n", "0 of 0 missed"},
		{"misses,positives,fa_per_h\n-1,2,1\n", `"misses" holds "-1"`},
		{"misses,positives,fa_per_h\n1,2,NaN\n", `"fa_per_h" holds "NaN"`},
		{"misses,positives,false_accepts,hours\n1,2,0,0\n", "0 hours"},
		{"misses,positives,fa_per_h\n1,2\n", "wrong number of fields"},
		{`{"counts": {}}`, "nothing was counted"},
		{`{"counts": {"hours": -1}}`, "-1 hours"},
		{"{", "unexpected EOF"},
	} {
		if _, err := read(strings.NewReader(c.data), "x.csv"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want an error with %q", c.data, err, c.want)
		}
	}
}

// TestRun draws a table and counts into one picture.
func TestRun(t *testing.T) {
	counts := wake.Counts{Word: "clean", Hours: 2, Utterances: 4, Found: make([]int, 241), FalseAccepts: make([]int, 241)}
	counts.Found[0], counts.FalseAccepts[0] = 4, 3
	tuned := filepath.Join(t.TempDir(), "ours.json")
	if err := (models.Tuning{Counts: counts}).Write(tuned); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run([]string{"-title", "A & B", "our own=" + tuned, put(t, "all.csv", twoCurves)}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"A &amp; B", "our own", "yours", "babble", "20 words, 4 hours."} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in the picture", want)
		}
	}
	if n := strings.Count(out.String(), "<path"); n != 4 {
		t.Errorf("%d curves, want 4", n)
	}
	if strings.Contains(out.String(), "kettle") {
		t.Error("-title does not outdo the file's")
	}
	file := filepath.Join(t.TempDir(), "x.svg")
	if err := run([]string{"-o", file, put(t, "all.csv", twoCurves)}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(b), "<svg ") || !strings.Contains(string(b), ">kettle<") {
		t.Errorf("-o wrote %.20q, %v", b, err)
	}
}

var update = flag.Bool("update", false, "draw alexa.svg anew")

// TestAlexa: the picture of the README is what its figures give.
func TestAlexa(t *testing.T) {
	var out strings.Builder
	if err := run([]string{"alexa.csv"}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("alexa.svg", []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("alexa.svg")
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Error("alexa.svg is not what alexa.csv gives: run the test with -update")
	}
	if len(want) > 200<<10 {
		t.Errorf("alexa.svg has %d bytes", len(want))
	}
}

func TestRunRefuses(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "no files"},
		{[]string{"nosuch.csv"}, "nosuch.csv"},
		{[]string{"name=nosuch.csv"}, "open nosuch.csv"},
		{[]string{put(t, "bad.csv", "a\n1\n")}, "bad.csv: no column"},
		{[]string{"-nosuch"}, "not defined"},
	} {
		if err := run(c.args, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want an error with %q", c.args, err, c.want)
		}
	}
	if err := run([]string{"-h"}, io.Discard, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(twoCurves)
	f.Add("misses,positives,fa_per_h\n1,2,3\n")
	f.Add(`{"counts":{"word":"a","hours":1}}`)
	f.Fuzz(func(t *testing.T, data string) {
		got, err := read(strings.NewReader(data), "det-a-b.csv")
		if err != nil {
			return
		}
		var p detplot.Plot
		for _, c := range got.curves {
			for _, q := range c.points {
				if !(q.PerHour >= 0 && q.Miss >= 0 && q.Miss <= 1) {
					t.Fatalf("point %+v", q)
				}
			}
			addTo(&p, c)
		}
		p.SVG()
	})
}
