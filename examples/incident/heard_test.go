package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay-go/hearsay/confirm"
)

// ms makes durations readable in tables.
func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// one is an utterance with a single wording, its words evenly spaced.
func one(startMS, endMS int, confidence float64, text string) utterance {
	u := utterance{Start: ms(startMS), End: ms(endMS), Confidence: confirm.Known(confidence)}
	w := wording{Text: text, Confidence: confirm.Known(1)}
	texts := strings.Fields(text)
	step := (u.End - u.Start) / time.Duration(len(texts))
	for i, t := range texts {
		w.Words = append(w.Words, word{Text: t, Start: u.Start + time.Duration(i)*step, End: u.Start + time.Duration(i+1)*step})
	}
	u.NBest = []wording{w}
	return u
}

func TestReadHeard(t *testing.T) {
	got, err := readHeard(strings.NewReader(`{
	  "recogniser": "a test",
	  "said": [{"start": 0.5, "end": 1, "voice": "slt", "text": "Ask  Alexis."}],
	  "utterances": [
	    {"start": 0.5, "end": 1.25, "confidence": 0.4, "nbest": [
	      {"text": " ask\talexis ", "confidence": 0.75, "words": [
	        {"text": "ask", "start": 0.5, "end": 0.8, "confidence": 0},
	        {"text": "alexis", "start": 0.8, "end": 1.25}]},
	      {"text": "ask a lexus"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := &heard{
		Recogniser: "a test",
		Said:       []said{{Start: ms(500), End: ms(1000), Voice: "slt", Text: "Ask Alexis."}},
		Utterances: []utterance{{
			Start: ms(500), End: ms(1250), Confidence: confirm.Known(0.4),
			NBest: []wording{
				{Text: "ask alexis", Confidence: confirm.Known(0.75), Words: []word{
					{Text: "ask", Start: ms(500), End: ms(800), Confidence: confirm.Known(0)},
					{Text: "alexis", Start: ms(800), End: ms(1250)}, // absent is unknown, not zero
				}},
				{Text: "ask a lexus"},
			},
		}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(confirm.Confidence{})); diff != "" {
		t.Errorf("readHeard (-want +got):\n%s", diff)
	}
}

// A file that is wrong is refused with the place where it is.
func TestReadHeardErrors(t *testing.T) {
	utterance := `{"utterances": [{"start": 1, "end": 2, "nbest": [{"text": "a"}]}, %s]}`
	tests := []struct{ name, in, want string }{
		{"empty", ``, "EOF"},
		{"not JSON", `hello`, "byte 1"},
		{"cut off", `{"utterances": [`, "unexpected EOF"},
		{"another shape", `[1, 2]`, "cannot unmarshal array"},
		{"two values", `{} {}`, "more text after the JSON"},
		{"unknown field", `{"uterances": []}`, `unknown field "uterances"`},
		{"text for a number", `{"utterances": [{"start": "1"}]}`, "cannot unmarshal string"},
		{"number out of range", `{"utterances": [{"start": 1e999}]}`, "cannot unmarshal number"},
		{"negative time", fmt.Sprintf(utterance, `{"start": -1, "end": 2, "nbest": [{"text": "a"}]}`), "utterance 1: from -1 s"},
		{"ends before it starts", fmt.Sprintf(utterance, `{"start": 5, "end": 4, "nbest": [{"text": "a"}]}`), "utterance 1: from 5 s to 4 s"},
		{"next week", fmt.Sprintf(utterance, `{"start": 5, "end": 604800, "nbest": [{"text": "a"}]}`), "utterance 1: from 5 s"},
		{"overlaps", fmt.Sprintf(utterance, `{"start": 1.5, "end": 4, "nbest": [{"text": "a"}]}`), "utterance 1 starts at 1.5s"},
		{"no wordings", fmt.Sprintf(utterance, `{"start": 3, "end": 4, "nbest": []}`), "utterance 1: no nbest"},
		{"no text", fmt.Sprintf(utterance, `{"start": 3, "end": 4, "nbest": [{"text": " "}]}`), "utterance 1: nbest 0: no text"},
		{"confidence above 1", fmt.Sprintf(utterance, `{"start": 3, "end": 4, "confidence": 97, "nbest": [{"text": "a"}]}`), "utterance 1: confidence 97"},
		{"confidence below 0", fmt.Sprintf(utterance, `{"start": 3, "end": 4, "nbest": [{"text": "a"}, {"text": "b", "confidence": -0.1}]}`), "utterance 1: nbest 1: confidence -0.1"},
		{"word confidence", fmt.Sprintf(utterance, `{"start": 3, "end": 4, "nbest": [{"text": "a", "words": [{"text": "a", "start": 3, "end": 4, "confidence": 2}]}]}`), `word 0 ("a"): confidence 2`},
		{"words out of order", fmt.Sprintf(utterance, `{"start": 3, "end": 4, "nbest": [{"text": "a b", "words": [{"text": "a", "start": 3.5, "end": 4}, {"text": "b", "start": 3, "end": 3.5}]}]}`), `word 1 ("b") starts before`},
		{"said", `{"said": [{"start": 2, "end": 1}]}`, "said 0: from 2 s to 1 s"},
		{"too large", strings.Repeat(" ", maxHeardBytes+1), "more than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h, err := readHeard(strings.NewReader(tt.in))
			if !errors.Is(err, errHeard) || !strings.Contains(fmt.Sprint(err), tt.want) {
				t.Errorf("readHeard(%.60q) = %v, %v; want errHeard with %q", tt.in, h, err, tt.want)
			}
		})
	}
}

// What a file says must not steer the terminal it is printed on.
func TestHeardIsClean(t *testing.T) {
	in := `{"recogniser": "x\u001b[31m", "utterances": [{"start": 0, "end": 1, "nbest": [{"text": "a\u0007 \u202eb"}]}]}`
	h, err := readHeard(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if h.Recogniser != "x·[31m" || h.Utterances[0].best() != "a· ·b" {
		t.Errorf("heard %q by %q; want control and direction signs replaced", h.Utterances[0].best(), h.Recogniser)
	}
}

func TestUtteranceAfter(t *testing.T) {
	whole := one(1000, 5000, 0.8, "ask alexis send it")
	whole.NBest = append(whole.NBest, wording{Text: "ask a lexus", Words: []word{{Text: "ask", Start: ms(1000)}, {Text: "a", Start: ms(1500)}, {Text: "lexus", Start: ms(1700)}}})
	untimed := utterance{Start: ms(1000), End: ms(5000), NBest: []wording{{Text: "ask alexis send it"}}}
	tests := []struct {
		name  string
		u     utterance
		t     int
		want  string // empty: nothing left
		start int
	}{
		{"all of it", whole, 0, "ask alexis send it", 1000},
		{"from its start", whole, 1000, "ask alexis send it", 1000},
		{"the rest", whole, 3000, "send it", 3000},
		{"a word cut in two belongs to what was before", whole, 2500, "send it", 3000},
		{"nothing begins later", whole, 4500, "", 0},
		{"over", whole, 5000, "", 0},
		{"without times it is kept whole", untimed, 3000, "ask alexis send it", 1000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := tt.u.after(ms(tt.t))
			if !ok {
				if tt.want != "" {
					t.Errorf("after(%d) = nothing; want %q", tt.t, tt.want)
				}
				return
			}
			if got.best() != tt.want || got.Start != ms(tt.start) || got.End != tt.u.End {
				t.Errorf("after(%d) = %q from %v to %v; want %q from %d ms", tt.t, got.best(), got.Start, got.End, tt.want, tt.start)
			}
			for _, w := range got.NBest {
				if tt.t > 1700 && strings.Contains(w.Text, "lexus") {
					t.Errorf("after(%d) keeps the wording %q, all of which was earlier", tt.t, w.Text)
				}
			}
		})
	}
}

// The parser takes any bytes without a panic, and what it lets through keeps
// the promises that the chains rely on.
func FuzzReadHeard(f *testing.F) {
	for _, s := range scenarios {
		data, err := recordings.ReadFile("testdata/" + s.Name + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(`{"utterances": [{"start": 0, "end": 1e4, "confidence": null, "nbest": [{"text": "right"}]}]}`)
	f.Add(`{"said": null, "utterances": null}`)
	f.Fuzz(func(t *testing.T, in string) {
		h, err := readHeard(strings.NewReader(in))
		if err != nil {
			if !errors.Is(err, errHeard) {
				t.Fatalf("error %v is no errHeard", err)
			}
			return
		}
		var end time.Duration
		for i, u := range h.Utterances {
			if u.Start < end || u.End < u.Start || len(u.NBest) == 0 || u.best() == "" {
				t.Fatalf("utterance %d breaks the promises: %+v", i, u)
			}
			end = u.End
			for _, at := range []time.Duration{0, u.Start, (u.Start + u.End) / 2, u.End} {
				if rest, ok := u.after(at); ok && (len(rest.NBest) == 0 || rest.best() == "" || rest.Start < u.Start) {
					t.Fatalf("after(%v) of %+v = %+v", at, u, rest)
				}
			}
			toConfirm(u)
		}
	})
}
