package speech

import (
	"testing"
	"time"
)

// The evidence is of these weights and no others: a word learnt over one
// embedding against the evidence of another would be learnt against nothing.
func TestEvidence(t *testing.T) {
	ev, err := Evidence()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ev.Embedding(), load(t).Embedding().ID; got != want {
		t.Errorf("evidence of %q, the embedding is %q", got, want)
	}
	if got := ev.Duration(); got < 15*time.Minute || got > 2*time.Hour {
		t.Errorf("evidence of %v", got)
	}
	if ev.Data() == "" {
		t.Error("evidence that does not say what it was made of")
	}
}

func TestStaysSmall(t *testing.T) {
	if len(weights) > 250_000 || len(evidence) > 450_000 {
		t.Errorf("weights take %d bytes, evidence %d, want at most 250 and 450 KB", len(weights), len(evidence))
	}
}

// Whoever listens waits for this once.
func TestStartUp(t *testing.T) {
	if testing.Short() {
		t.Skip("a figure of time")
	}
	best := time.Hour
	for range 5 {
		begin := time.Now()
		load(t)
		best = min(best, time.Since(begin))
	}
	t.Logf("Load takes %v", best)
	if best > time.Second { // 10 ms on a quiet machine
		t.Errorf("Load takes %v at best", best)
	}
}

func BenchmarkEvidence(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Evidence(); err != nil {
			b.Fatal(err)
		}
	}
}
