package wake

import (
	"fmt"
	"io"
	"testing"
	"time"
)

// realtime reports how many times as fast as it was spoken audio was heard.
func realtime(b *testing.B, perLoop time.Duration) {
	b.ReportMetric(perLoop.Seconds()*float64(b.N)/b.Elapsed().Seconds(), "x-realtime")
}

// BenchmarkDetector hears 100 ms a loop, in chunks of 10 ms, with a model that
// costs next to nothing: what remains is the Detector's own cost.
func BenchmarkDetector(b *testing.B) {
	for _, c := range []struct{ rate, channels int }{{16000, 1}, {48000, 1}, {48000, 2}, {44100, 2}, {8000, 1}} {
		b.Run(fmt.Sprintf("%dx%d", c.rate, c.channels), func(b *testing.B) {
			d := mustNew(b, newLevel(16000, "a", "b", "c"), Config{SampleRate: c.rate, Channels: c.channels, PreRoll: time.Second})
			chunk := noise(1, c.rate/100*c.channels)
			var dets []Detection
			b.ReportAllocs()
			for b.Loop() {
				for range 10 {
					dets = d.Append(dets[:0], chunk)
				}
			}
			realtime(b, 100*time.Millisecond)
		})
	}
}

// BenchmarkCounter counts at all thresholds.
func BenchmarkCounter(b *testing.B) {
	k, err := NewCounter(newLevel(8000, "a"), "a", Config{})
	if err != nil {
		b.Fatal(err)
	}
	x := noise(1, 8000)
	for b.Loop() {
		if err := k.Without(&recording{x: x, err: io.EOF}); err != nil {
			b.Fatal(err)
		}
	}
	realtime(b, time.Second)
}
