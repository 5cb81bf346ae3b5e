package confirm

import (
	"testing"
	"time"
)

// BenchmarkDialog plays a dialog of some seven events, Reader included, in a
// room that has been talking for a while.
func BenchmarkDialog(b *testing.B) {
	r := Request{Action: "send", Value: "Bob Smith", Evidence: trusted()}
	for i := range roomMemory {
		at := time.Duration(i-2*roomMemory) * time.Second
		r.Context = append(r.Context, Utterance{NBest: []Hypothesis{{Text: "and then they said so"}}, Start: at, End: at + 900*time.Millisecond})
	}
	b.ReportAllocs()
	events := 0
	for b.Loop() {
		b.StopTimer()
		s := newStage(b, Config{}, r)
		b.StartTimer()
		s.play()
		s.say(700*time.Millisecond, Known(0.9), "yes please send it")
		s.wait()
		s.play()
		s.say(100*time.Millisecond, Known(0.8), "oh well")
		s.wait()
		events += 7
		if s.m.phase == phaseIdle {
			b.Fatal("nothing happened")
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/decision")
}

// BenchmarkDay tells a machine what a day of talk would: its time for one
// utterance must not grow.
func BenchmarkDay(b *testing.B) {
	s := newStage(b, Config{Limit: 10 * time.Minute}, Request{Await: "send"})
	b.ReportAllocs()
	for b.Loop() {
		s.now += time.Microsecond
		s.step(Event{Kind: Heard, Utterance: Utterance{NBest: []Hypothesis{{Text: "and then they said so"}}, Start: s.now - time.Second, End: s.now}})
		if s.act.Kind == Finish {
			b.StopTimer()
			s = newStage(b, Config{Limit: 10 * time.Minute}, Request{Await: "send"})
			b.StartTimer()
		}
	}
}
