package microwakeword_test

import (
	"fmt"
	"log"
	"math"
	"strings"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/microwakeword"
)

func Example() {
	model, err := microwakeword.Open("testdata/tiny.json")
	if err != nil {
		log.Fatal(err)
	}
	d, err := wake.New(model, wake.Config{SampleRate: 16000})
	if err != nil {
		log.Fatal(err)
	}
	for _, w := range d.Words() {
		fmt.Printf("%q at %.2f, averaged over %v\n", w.Name, w.Operating.Threshold, w.Operating.Smoothing)
	}
	// Two seconds of a tone. The word of this model, whose weights were drawn at
	// random, is not in it.
	tone := make([]float32, 32000)
	for i := range tone {
		tone[i] = float32(0.1 * math.Sin(float64(i)/10))
	}
	for _, det := range d.Flush(d.Append(nil, tone)) {
		if det.Verdict == wake.Accepted {
			fmt.Println("heard", det.Word)
		}
	}
	// Output:
	// "tiny word" at 0.97, averaged over 100ms
}

// A manifest of version 1 is refused: its models are of another make.
func ExampleReadManifest() {
	old := `{"type": "micro", "wake_word": "Alexa", "model": "alexa.tflite", "version": 1,
		"micro": {"probability_cutoff": 0.66, "sliding_window_average_size": 10}}`
	_, err := microwakeword.ReadManifest(strings.NewReader(old))
	fmt.Println(err)
	// Output:
	// microwakeword: manifest: type "micro" of version 1, want micro of version 2: unsupported operation
}
