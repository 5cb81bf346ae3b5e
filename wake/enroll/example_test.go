package enroll_test

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"math"
	"time"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/enroll"
)

// A whistle is heard by how loud four tones are, every 80 ms: an embedding that
// is small enough for an example.
type whistle struct{}

var tones = []float64{400, 600, 900, 1350}

func (whistle) Embedding() wake.EmbeddingInfo {
	return wake.EmbeddingInfo{ID: "whistle v1", SampleRate: 8000, Step: 640, Size: 4}
}
func (whistle) NewEmbedding() wake.EmbeddingStream { return whistle{} }
func (whistle) Reset()                             {}
func (whistle) Embed(dst, step []float32) bool {
	for i, hz := range tones {
		var re, im float64
		for t, v := range step {
			s, c := math.Sincos(2 * math.Pi * hz * float64(t) / 8000)
			re, im = re+c*float64(v), im+s*float64(v)
		}
		dst[i] = float32(math.Log(1e-3 + math.Hypot(re, im)/320))
	}
	return true
}

// play whistles a tune, a digit for each tone and a dot for silence, with a hiss.
func play(tune string, offset int) []float32 {
	x := make([]float32, 4000+offset, 40000)
	for _, note := range tune {
		for t := range 1600 {
			v := 0.0
			if note != '.' {
				v = 0.3 * math.Sin(2*math.Pi*tones[note-'0']*float64(t)/8000) * math.Sin(math.Pi*float64(t)/1600)
			}
			x = append(x, float32(v))
		}
	}
	x = append(x, make([]float32, 4000)...)
	seed := uint32(offset)
	for i := range x {
		seed = seed*1664525 + 1013904223
		x[i] += (float32(seed>>8)/(1<<24) - 0.5) * 0.002
	}
	return x
}

// Evidence is made once for an embedding, of sound without the word.
func gathered() *enroll.Evidence {
	g, err := enroll.NewGatherer(whistle{}, enroll.GatherConfig{Data: "tunes at random, without the highest tone"})
	if err != nil {
		log.Fatal(err)
	}
	seed := uint32(1)
	for i := range 60 {
		tune := make([]byte, 20)
		for j := range tune {
			seed = seed*1664525 + 1013904223
			tune[j] = "012."[(seed>>16)%4]
		}
		if err := g.Hear(enroll.Samples(play(string(tune), i), 8000)); err != nil {
			log.Fatal(err)
		}
	}
	ev, err := g.Evidence()
	if err != nil {
		log.Fatal(err)
	}
	return ev
}

func Example() {
	l, err := enroll.New(whistle{}, gathered(), enroll.Config{Word: "door tune", FalseAcceptsPerHour: 3})
	if err != nil {
		log.Fatal(err)
	}
	for i := range 5 {
		if _, err := l.Add(fmt.Sprint("take ", i+1), enroll.Samples(play("0313", 37*i), 8000)); err != nil {
			log.Fatal(err)
		}
	}
	_, err = l.Add("take 6", enroll.Samples(make([]float32, 8000), 8000))
	fmt.Println(err, errors.Is(err, enroll.ErrNoUtterance))

	model, _, err := l.Learn()
	if err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer // one small file
	if _, err := model.WriteTo(&file); err != nil {
		log.Fatal(err)
	}
	if model, err = enroll.ReadModel(&file, whistle{}); err != nil {
		log.Fatal(err)
	}
	d, err := wake.New(model, wake.Config{})
	if err != nil {
		log.Fatal(err)
	}
	for _, tune := range []string{"..0313..", "..2012..", "..0121.."} {
		dets := d.Append(nil, play(tune, 99))
		for _, det := range d.Flush(dets) {
			fmt.Println(tune, det.Word, det.Verdict, d.Time(det.End).Round(time.Second))
		}
		d.Reset()
	}
	// Output:
	// enroll: take 6: no utterance can be told from the noise true
	// ..0313.. door tune accepted 2s
}

// A model that was wrong learns from it.
func ExampleResume() {
	evidence := gathered()
	l, err := enroll.New(whistle{}, evidence, enroll.Config{Word: "door tune"})
	if err != nil {
		log.Fatal(err)
	}
	for i := range 3 {
		if _, err := l.Add(fmt.Sprint("take ", i+1), enroll.Samples(play("0313", 37*i), 8000)); err != nil {
			log.Fatal(err)
		}
	}
	model, _, err := l.Learn()
	if err != nil {
		log.Fatal(err)
	}
	l, err = enroll.Resume(model, evidence, enroll.Config{})
	if err != nil {
		log.Fatal(err)
	}
	if err := l.Wrong("telephone", enroll.Samples(play("0303", 5), 8000)); err != nil {
		log.Fatal(err)
	}
	if _, err := l.Add("missed", enroll.Samples(play("0313", 7), 8000)); err != nil {
		log.Fatal(err)
	}
	better, _, err := l.Learn()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(better.Recordings())
	// Output: [take 1 take 2 take 3 missed]
}
