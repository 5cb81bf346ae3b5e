package openwakeword

import (
	"path/filepath"
	"testing"
)

// BenchmarkScore scores speech-like sound by the made-up model, whose net is much
// smaller than openWakeWord's, and where there is a corpus by alexa.
func BenchmarkScore(b *testing.B) {
	b.Run("made up", func(b *testing.B) {
		m, err := New(madeEmbedder(b), Head{"one", file(newMadeHead(1, 16, 1).model())})
		if err != nil {
			b.Fatal(err)
		}
		benchmarkScore(b, m)
	})
	b.Run("alexa", func(b *testing.B) {
		m, err := Open(filepath.Join(corpus(b), "models", "openwakeword", "alexa_v0.1.onnx"))
		if err != nil {
			b.Fatal(err)
		}
		benchmarkScore(b, m)
	})
}

func benchmarkScore(b *testing.B, m *Model) {
	s, x, at := m.NewScorer(), sound(1, 20), 0
	scores := make([]float32, len(m.Info().Words))
	b.ReportAllocs()
	for b.Loop() {
		s.Score(scores, x[at:at+stepLen])
		if at += stepLen; at == len(x) {
			at = 0
		}
	}
	audio := float64(b.N) * stepLen / sampleRate
	b.ReportMetric(audio/b.Elapsed().Seconds(), "x-realtime")
}
