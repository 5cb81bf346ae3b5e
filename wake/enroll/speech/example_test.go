package speech_test

import (
	"fmt"
	"log"
	"math"
	"time"

	"github.com/hearsay-go/hearsay/wake/enroll/speech"
)

// A vector for every 80 ms: the same sound twice gives the same vectors, and
// what a vector heard three quarters of a second ago it has forgotten.
func Example() {
	ear, err := speech.Load()
	if err != nil {
		log.Fatal(err)
	}
	info := ear.Embedding()
	fmt.Println(info.SampleRate, "Hz,", info.Size, "values for", info.Step, "samples")
	fmt.Println("hears", info.Context.Round(50*time.Millisecond))

	s, vector := ear.NewEmbedding(), make([]float32, info.Size)
	step := make([]float32, info.Step)
	for i := range step { // a tone
		step[i] = 0.1 * float32(math.Sin(2*math.Pi*440*float64(i)/float64(info.SampleRate)))
	}
	fmt.Println("a vector:", s.Embed(vector, step))
	// Output:
	// 16000 Hz, 96 values for 1280 samples
	// hears 750ms
	// a vector: true
}
