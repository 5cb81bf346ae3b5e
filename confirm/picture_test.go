package confirm

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/internal/prop"
	"github.com/hearsay-go/hearsay/internal/svg/svgtest"
	"pgregory.net/rapid"
)

// TestPicture looks in the picture for everything that the dialog said, heard
// and weighed. PICTURE names a file to write it to, to be looked at.
func TestPicture(t *testing.T) {
	rec := eventful(t).Record
	file := rec.SVG()
	if path := os.Getenv("PICTURE"); path != "" {
		if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text := svgtest.Texts(t, file)
	for _, e := range rec.Entries {
		switch {
		case e.Prompt != nil && !strings.Contains(text, e.Prompt.Text):
			t.Errorf("the prompt %q is not in the picture", e.Prompt.Text)
		case e.Utterance != nil && !strings.Contains(text, e.Utterance.Best()):
			t.Errorf("%q was heard and is not in the picture", e.Utterance.Best())
		case e.Consent != nil:
			for _, p := range e.Consent.Parts {
				if !strings.Contains(text, p.Name) || !strings.Contains(text, fmt.Sprintf("%+.1f", p.Weight+0)) {
					t.Errorf("the part %q %+.1f of a proof is not in the picture", p.Name, p.Weight)
				}
			}
		}
	}
	for _, want := range []string{"no proof of consent", "consent is proven", "needed", "PROCEED · proof", "stakes private"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the picture:\n%s", want, text)
		}
	}
	if again := rec.SVG(); again != file {
		t.Error("a record drawn twice differs")
	}
}

// TestPictureWithoutWords draws what a log may show.
func TestPictureWithoutWords(t *testing.T) {
	text := strings.ToLower(svgtest.Texts(t, eventful(t).Record.WithoutWords().SVG()))
	for _, w := range []string{"ann lee", "bob", "smith", "zebra", "secretly"} {
		if strings.Contains(text, w) {
			t.Errorf("%q stands in the picture without words:\n%s", w, text)
		}
	}
	if !strings.Contains(text, "consent is proven") {
		t.Errorf("the proof is not in the picture without words:\n%s", text)
	}
}

// TestPictureOfLongRecord leaves the middle out and says how much that was.
func TestPictureOfLongRecord(t *testing.T) {
	rec := Record{Action: "send", LeftOut: 7, Entries: []Entry{{What: WhatNote, Note: "the first"}}}
	for i := range 3 * picRows {
		rec.Entries = append(rec.Entries, Entry{At: time.Duration(i) * time.Second, What: WhatNote, Note: "again"})
	}
	rec.Entries = append(rec.Entries, Entry{At: time.Hour, What: WhatNote, Note: "the last"})
	text := svgtest.Texts(t, rec.SVG())
	for _, want := range []string{"the first", "the last", fmt.Sprintf("… %d entries …", 2*picRows+2), "7 more", "NOT SENT"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the picture of a long record", want)
		}
	}
	if n := strings.Count(text, "again"); n > picRows {
		t.Errorf("%d rows, want at most %d", n, picRows)
	}
}

// TestPictureOfAnything draws records that no dialog wrote: a Record may come
// from a file.
func TestPictureOfAnything(t *testing.T) {
	svgtest.Texts(t, Record{}.SVG())
	wild := rapid.SampledFrom([]float64{0, -1, 3, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64})
	moment := rapid.Custom(func(t *rapid.T) time.Duration { return time.Duration(rapid.Int64().Draw(t, "ns")) })
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"<b>", "]]>", "\x00\xff", strings.Repeat("m", 5000)}))
	entry := rapid.Custom(func(t *rapid.T) Entry {
		e := Entry{At: moment.Draw(t, "at"), What: rapid.SampledFrom([]string{WhatEvidence, WhatPrompt, WhatSaid, WhatHeard, WhatReading, WhatProof, WhatNote, WhatEnd, "?"}).Draw(t, "what")}
		span := Span{moment.Draw(t, "start"), moment.Draw(t, "end")}
		switch rapid.IntRange(0, 6).Draw(t, "field") {
		case 0:
			e.Evidence = &Evidence{Step: text.Draw(t, "step"), Value: text.Draw(t, "value"), Start: span.Start, End: span.End}
		case 1:
			e.Prompt = &Prompt{Text: text.Draw(t, "prompt")}
		case 2:
			e.Span = &span
		case 3:
			e.Utterance = &Utterance{NBest: []Hypothesis{{Text: text.Draw(t, "heard")}}, Start: span.Start, End: span.End}
		case 4:
			e.Reading = &Reading{Why: text.Draw(t, "why")}
		case 5:
			e.Consent = &Consent{Nats: wild.Draw(t, "nats"), Needed: wild.Draw(t, "needed"), Missing: text.Draw(t, "missing"),
				Parts: []Part{{text.Draw(t, "part"), wild.Draw(t, "weight"), text.Draw(t, "because")}, {"second", wild.Draw(t, "weight"), ""}}}
		default:
			e.Note = text.Draw(t, "note")
		}
		return e
	})
	prop.Check(t, func(t *rapid.T) {
		rec := Record{Action: text.Draw(t, "action"), Value: text.Draw(t, "value"), Reason: Reason(text.Draw(t, "reason")), Entries: rapid.SliceOfN(entry, 0, 6).Draw(t, "entries")}
		file := rec.SVG()
		svgtest.Texts(t, file)
		for _, bad := range []string{`"NaN"`, `"+Inf"`, `"-Inf"`, `width="-`, `height="-`} {
			if strings.Contains(file, bad) {
				t.Fatalf("%s in the picture:\n%s", bad, file)
			}
		}
	})
}
