package wake_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// whistle is a Model of one word, "whistle": the louder, the likelier. A true
// one is words.Load("alexa").
type whistle struct{}

func (whistle) Info() wake.Info {
	return wake.Info{
		SampleRate: 16000,
		Step:       160, // 10 ms
		Words: []wake.Word{{
			Name: "whistle",
			Span: 200 * time.Millisecond,
			Calibration: wake.Calibration{
				Curve: []wake.CurvePoint{{Score: 0, Confidence: 0.001}, {Score: 1, Confidence: 0.99}},
				Rates: []wake.RatePoint{{Threshold: 0.5, FalseAccepts: 12}, {Threshold: 0.9, FalseAccepts: 2}},
				Hours: 10,
				Data:  "made up for this example",
			},
		}},
	}
}

func (whistle) NewScorer() wake.Scorer { return new(whistleScorer) }

type whistleScorer struct{ level float32 }

func (s *whistleScorer) Score(dst, step []float32) {
	for _, v := range step {
		s.level += 0.01 * (max(v, -v) - s.level)
	}
	dst[0] = s.level
}

func (s *whistleScorer) Reset() { s.level = 0 }

// tone is a square wave, 16 kHz.
func tone(level float32, seconds float64) []float32 {
	x := make([]float32, int(seconds*16000))
	for i := range x {
		x[i] = level * float32(1-i/8%2*2)
	}
	return x
}

func Example() {
	d, err := wake.New(whistle{}, wake.Config{Threshold: 0.9, DoubtThreshold: 0.5, PreRoll: time.Second})
	if err != nil {
		fmt.Println(err)
		return
	}
	var dets []wake.Detection
	for _, chunk := range [][]float32{tone(0, 1), tone(1, 0.2), tone(0, 1.5), tone(0.75, 0.2), tone(0, 1)} {
		dets = d.Append(dets[:0], chunk)
		for _, det := range dets {
			fmt.Printf("%.2f s: %s %v, confidence %.2f\n", float64(det.At)/16000, det.Word, det.Verdict, det.Confidence)
			audio, from := d.AppendAudio(nil, det.Start) // for the recogniser
			fmt.Printf("        audio from %.2f s on: %d samples\n", float64(from)/16000, len(audio))
		}
	}
	// Output:
	// 1.01 s: whistle accepted, confidence 0.91
	//         audio from 0.81 s on: 6240 samples
	// 2.98 s: whistle doubtful, confidence 0.85
	//         audio from 2.90 s on: 16000 samples
}

func ExampleDetector_Hear() {
	file := bytes.NewReader(wavFile(append(tone(0, 1), tone(1, 0.2)...)))
	w, err := wake.NewWAV(file)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := wake.New(whistle{}, wake.Config{SampleRate: w.SampleRate(), Channels: w.Channels()})
	if err != nil {
		fmt.Println(err)
		return
	}
	for det, err := range d.Hear(w) {
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Printf("%s %v at sample %d\n", det.Word, det.Verdict, det.At)
	}
	_, err = wake.NewWAV(bytes.NewReader([]byte("fLaC\x00\x00\x00\x22")))
	fmt.Println(err, errors.Is(err, wake.ErrWAV))
	// Output:
	// whistle accepted at sample 16160
	// wake: not a WAV that can be read: this is FLAC, not RIFF true
}

// Users think in nuisance: how often may it wake for nothing?
func ExampleConfig_falseAcceptsPerHour() {
	for _, perHour := range []float64{1, 0.2, 0.01} {
		d, err := wake.New(whistle{}, wake.Config{FalseAcceptsPerHour: perHour})
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%g an hour: threshold %.2f\n", perHour, d.Words()[0].Operating.Threshold)
	}
	// Output:
	// 1 an hour: threshold 0.56
	// 0.2 an hour: threshold 0.90
	// wake: calibration cannot say: Config.FalseAcceptsPerHour is 0.01, word "whistle": 0.01 false accepts per hour, want at least 0.1, one in the 10 h counted
}

// A Counter tries all thresholds at once on recordings of one's own.
func ExampleCounter() {
	c, err := wake.NewCounter(whistle{}, "whistle", wake.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, level := range []float32{0.5, 0.8, 1} {
		w, _ := wake.NewWAV(bytes.NewReader(wavFile(tone(level, 0.3))))
		if err := c.Utterance(w); err != nil {
			fmt.Println(err)
		}
	}
	w, _ := wake.NewWAV(bytes.NewReader(wavFile(append(tone(0.6, 0.3), tone(0, 36)...))))
	if err := c.Without(w); err != nil {
		fmt.Println(err)
	}
	for _, p := range c.Counts().DET() {
		low, high := wake.PoissonInterval(p.FalseAccepts)
		hours := c.Counts().Hours
		fmt.Printf("at %.3f: %d of 3 missed, %.0f false accepts an hour (95 %%: %.0f to %.0f)\n",
			p.Threshold, p.Misses, p.FalseAcceptsPerHour, low/hours, high/hours)
	}
	// Output:
	// at 0.000: 0 of 3 missed, 3669 false accepts an hour (95 %: 2584 to 5058)
	// at 0.001: 0 of 3 missed, 99 false accepts an hour (95 %: 3 to 553)
	// at 0.250: 1 of 3 missed, 99 false accepts an hour (95 %: 3 to 553)
	// at 0.500: 1 of 3 missed, 0 false accepts an hour (95 %: 0 to 366)
	// at 0.909: 2 of 3 missed, 0 false accepts an hour (95 %: 0 to 366)
	// at 0.990: 3 of 3 missed, 0 false accepts an hour (95 %: 0 to 366)
}

// wavFile is 16-bit mono at 16 kHz.
func wavFile(x []float32) []byte {
	le := binary.LittleEndian
	b := append([]byte("RIFF"), le.AppendUint32(nil, uint32(36+2*len(x)))...)
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x80\x3e\x00\x00\x00\x7d\x00\x00\x02\x00\x10\x00data"...)
	b = le.AppendUint32(b, uint32(2*len(x)))
	for _, v := range x {
		b = le.AppendUint16(b, uint16(int16(v*32767)))
	}
	return b
}
