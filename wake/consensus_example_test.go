package wake_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/waketest"
)

// hiss is a second opinion on whistles, at another rate and step: it hears
// how often the wave swings and cares little for its level.
type hiss struct{}

func (hiss) Info() wake.Info {
	return wake.Info{SampleRate: 8000, Step: 200, Words: []wake.Word{{Name: "Whistle", Span: 200 * time.Millisecond}}}
}

func (hiss) NewScorer() wake.Scorer { return hissScorer{} }

type hissScorer struct{}

func (hissScorer) Score(dst, step []float32) {
	n := 0
	for i := range step[1:] {
		if step[i] > 0.2 != (step[i+1] > 0.2) {
			n++
		}
	}
	dst[0] = float32(n) / 60
}

func (hissScorer) Reset() {}

// A thump is as loud as a whistle, but only one of two models is taken in.
func ExampleConsensus() {
	thump := make([]float32, 3200)
	for i := range thump {
		thump[i] = 1
	}
	both, err := wake.NewConsensus(wake.ConsensusConfig{Gate: true}, whistle{}, hiss{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range []struct {
		name  string
		model wake.Model
	}{{"one model", whistle{}}, {"both", both}} {
		d, err := wake.New(c.model, wake.Config{})
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, sound := range [][]float32{tone(0, 1), thump, tone(0, 3), tone(1, 0.2), tone(0, 1)} {
			for _, det := range d.Append(nil, sound) {
				fmt.Printf("%s: %v at %.1f s\n", c.name, det.Verdict, d.Time(det.At).Seconds())
			}
		}
	}
	_, err = wake.NewConsensus(wake.ConsensusConfig{}, whistle{})
	fmt.Println(err)
	// Output:
	// one model: accepted at 1.0 s
	// one model: accepted at 4.2 s
	// both: accepted at 4.2 s
	// wake: consensus: 1 models, want 2 to 16
}

// The host knows what its own loudspeaker has just said.
func ExampleVerifier() {
	var playing []float32 // what is being played, on the stream's clock
	verifier := wake.VerifierFunc(func(det wake.Detection, audio []float32, from int64) (wake.Verdict, error) {
		if int64(len(playing)) < det.At {
			return wake.Nothing, errors.New("the playback buffer lags")
		}
		var own, heard float32
		for i, v := range playing[from:det.At] {
			own += v * v
			heard += audio[i] * audio[i]
		}
		if own > heard/10 {
			return wake.Nothing, nil // we said that
		}
		return wake.Accepted, nil
	})
	d, err := wake.New(whistle{}, wake.Config{PreRoll: time.Second, Verifier: verifier})
	if err != nil {
		fmt.Println(err)
		return
	}
	// The user whistles at 1 s, the loudspeaker at 3 s; at 5 s nobody can tell.
	sound := append(append(append(tone(0, 1), tone(1, 0.2)...), tone(0, 1.8)...), tone(1, 0.2)...)
	playing = append(append(append(playing, tone(0, 3)...), tone(1, 0.2)...), tone(0, 0.8)...)
	sound = append(append(append(sound, tone(0, 1.8)...), tone(1, 0.2)...), tone(0, 1)...)
	for _, det := range d.Flush(d.Append(nil, sound)) {
		fmt.Printf("%.0f s: %v\n", d.Time(det.At).Seconds(), det.Verdict)
	}
	fmt.Println(d.Stats().Unverified, "not verified")
	// Output:
	// 1 s: accepted
	// 5 s: doubtful
	// 1 not verified
}

// What was counted comes back to the model.
func ExampleTuned() {
	word := whistle{}.Info().Words[0]
	word.Calibration.Rates = []wake.RatePoint{{Threshold: 0.5, FalseAccepts: 3}, {Threshold: 0.8, FalseAccepts: 1}}
	m, err := wake.Tuned(whistle{}, word)
	if err != nil {
		fmt.Println(err)
		return
	}
	threshold, err := m.Info().Words[0].Calibration.ThresholdFor(0.1)
	fmt.Printf("%.2f %v\n", threshold, err)
	// Output: 0.80 <nil>
}

// A Consensus and a Tuned model keep the contract of a Model.
func TestContract(t *testing.T) {
	for _, c := range []wake.ConsensusConfig{{Agree: 1}, {Gate: true}} {
		m, err := wake.NewConsensus(c, whistle{}, hiss{})
		if err != nil {
			t.Fatal(err)
		}
		if err := waketest.TestModel(m); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
		again, err := wake.Tuned(m, m.Info().Words...)
		if err != nil {
			t.Fatal(err)
		}
		if err := waketest.TestModel(again); err != nil {
			t.Errorf("%+v, tuned: %v", c, err)
		}
	}
}
