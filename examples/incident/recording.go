package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// maxSamples bounds what a replay holds: more than an hour at 48 kHz, when its
// picture has long been of no use.
const maxSamples = 200_000_000

var errRecording = errors.New("not a recording to replay")

// recording is mono audio.
type recording struct {
	rate    int       // Hz
	samples []float32 // in [-1, 1]
}

// length is how long it is.
func (r *recording) length() time.Duration { return r.time(int64(len(r.samples))) }

// time is the moment of a sample, as wake.Detector.Time has it.
func (r *recording) time(sample int64) time.Duration {
	rate := int64(r.rate)
	return time.Duration(sample/rate)*time.Second + time.Duration(sample%rate)*time.Second/time.Duration(rate)
}

// readRecording reads a WAV file of any format that the library reads; several
// channels become their mean, and what is no number becomes silence.
func readRecording(in io.Reader) (*recording, error) {
	wav, err := wake.NewWAV(in)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errRecording, err)
	}
	channels := wav.Channels()
	rec := &recording{rate: wav.SampleRate()}
	buf := make([]float32, 4096)
	sum, part := float32(0), 0 // of the frame being read
	for err == nil {
		var n int
		n, err = wav.Read(buf)
		for _, s := range buf[:n] {
			if s >= -1 && s <= 1 { // not so: NaN, and what no converter gives
				sum += s
			}
			if part++; part == channels {
				rec.samples = append(rec.samples, sum/float32(channels))
				sum, part = 0, 0
			}
		}
		if len(rec.samples) > maxSamples {
			return nil, fmt.Errorf("%w: more than %d samples", errRecording, maxSamples)
		}
	}
	if err != io.EOF {
		return nil, fmt.Errorf("%w: %w", errRecording, err)
	}
	if len(rec.samples) == 0 {
		return nil, fmt.Errorf("%w: no samples in it", errRecording)
	}
	return rec, nil
}

// extremes cuts the first span of the recording into n parts and returns the
// highest and the lowest sample of each; parts beyond the end are silent.
func (r *recording) extremes(n int, span time.Duration) [][2]float32 {
	out := make([][2]float32, n)
	total := span.Seconds() * float64(r.rate)
	for i := range out {
		from := min(len(r.samples), int(total*float64(i)/float64(n)))
		to := min(len(r.samples), int(total*float64(i+1)/float64(n)))
		for _, s := range r.samples[from:to] {
			out[i][0] = max(out[i][0], s)
			out[i][1] = min(out[i][1], s)
		}
	}
	return out
}
