package dsp

import "fmt"

// FeatureSpec describes a front end in the metadata of a net's weights, as the
// training recipes write it. The sample rate stands beside it there.
type FeatureSpec struct {
	Frame  int      `json:"frame"`
	Hop    int      `json:"hop"`
	FFT    int      `json:"fft"`
	Scale  float64  `json:"scale"`
	Bands  int      `json:"bands"`
	LowHz  float64  `json:"low_hz"`
	HighHz float64  `json:"high_hz"`
	PCEN   PCENSpec `json:"pcen"`
}

// PCENSpec describes a [PCEN]. Its root has to be 0, the logarithmic limit.
type PCENSpec struct {
	S     float32 `json:"s"`
	Alpha float32 `json:"alpha"`
	Delta float32 `json:"delta"`
	Eps   float32 `json:"eps"`
	R     float32 `json:"r"`
}

// Build makes the front end for audio at sampleRate Hz.
func (s FeatureSpec) Build(sampleRate int) (*Features, error) {
	if s.PCEN.R != 0 {
		return nil, fmt.Errorf("dsp: PCEN with a root of %v, only the limit 0 is known", s.PCEN.R)
	}
	return NewFeatures(FeatureConfig{
		SampleRate: sampleRate, Frame: s.Frame, Hop: s.Hop, FFT: s.FFT, Scale: s.Scale,
		Bands: s.Bands, LowHz: s.LowHz, HighHz: s.HighHz,
		PCEN: PCEN{Smoothing: s.PCEN.S, Alpha: s.PCEN.Alpha, Delta: s.PCEN.Delta, Eps: s.PCEN.Eps},
	})
}
