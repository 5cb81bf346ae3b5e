package words_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/words"
)

// hear returns what a Detector with all words makes of a WAV file, whose format
// it fills into c.
func hear(path string, c wake.Config) (dets []wake.Detection, err error) {
	model, err := words.Load()
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	recording, err := wake.NewWAV(file)
	if err != nil {
		return nil, err
	}
	c.SampleRate, c.Channels = recording.SampleRate(), recording.Channels()
	d, err := wake.New(model, c)
	if err != nil {
		return nil, err
	}
	for det, err := range d.Hear(recording) {
		if err != nil {
			return dets, err
		}
		dets = append(dets, det)
	}
	return dets, nil
}

func Example() {
	model, err := words.Load("alexa", "computer")
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := wake.New(model, wake.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := os.Open("testdata/computer.wav") // 16 kHz, mono, as wake.Config{} has it
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	recording, err := wake.NewWAV(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for det, err := range d.Hear(recording) {
		fmt.Println(det.Word, det.Verdict, err)
	}
	// Output: computer accepted <nil>
}

// Each word, said once by a synthesiser (testdata/README.md), is heard once,
// where it lies, and taken for no other word.
func TestWordsAreHeard(t *testing.T) {
	for _, word := range words.Names() {
		dets, err := hear("testdata/"+word+".wav", wake.Config{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range dets {
			got = append(got, d.Word+" "+d.Verdict.String())
		}
		if diff := cmp.Diff([]string{word + " accepted"}, got); diff != "" {
			t.Errorf("%s.wav (-want +got):\n%s", word, diff)
			continue
		}
		// The word lies between 0.4 s of silence before it and 0.6 s after it.
		if d := dets[0]; d.Start < 3200 || d.Start > 13000 || d.End < 14000 || d.End > 26000 || d.At > 28000 {
			t.Errorf("%s.wav: heard from %d to %d, at %d", word, d.Start, d.End, d.At)
		}
	}
}

// What is told is the peak of the word, not what crossed the threshold, and no
// word is accepted or lost by it.
func TestWordsAreToldAtTheirPeak(t *testing.T) {
	for i, word := range words.Names() {
		path := "testdata/" + word + ".wav"
		peak := 0.0
		settled, err := hear(path, wake.Config{OnFrame: func(f wake.Frame) {
			if f.Word == i {
				peak = max(peak, f.Confidence)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		hasty, err := hear(path, wake.Config{Settle: -1})
		if err != nil {
			t.Fatal(err)
		}
		if len(settled) != 1 || len(hasty) != 1 {
			t.Errorf("%s: %d detections, without settling %d; want one each", path, len(settled), len(hasty))
			continue
		}
		s, h := settled[0], hasty[0]
		if s.Confidence != peak || !(h.Confidence < peak) || s.At < h.At || s.At > h.At+3200 {
			t.Errorf("%s: told %.4f at %d, without settling %.4f at %d; want the peak of %.4f within 3200 samples", path, s.Confidence, s.At, h.Confidence, h.At, peak)
		}
	}
}
