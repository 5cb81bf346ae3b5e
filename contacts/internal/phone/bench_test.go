package phone

import "testing"

func BenchmarkSearch(b *testing.B) {
	l := letters()
	list := []string{"gearhart", "krzysztof", "pemberton", "okonkwo", "szymanski", "haverty"}
	var dst []Pron
	b.ReportAllocs()
	for b.Loop() {
		for _, w := range list {
			dst = l.Pronounce(dst[:0], w, 3)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(list)), "µs/word")
}

func BenchmarkStored(b *testing.B) {
	words()
	list := []string{"john", "catherine", "really", "martinez", "send", "it"}
	var dst []Pron
	b.ReportAllocs()
	for b.Loop() {
		for _, w := range list {
			dst = Pronounce(dst[:0], w, 3)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(list)), "ns/word")
}

func BenchmarkPairs(b *testing.B) {
	pairs()
	b.ReportAllocs()
	for b.Loop() {
		PairLogProb("you", "know")
		PairLogProb("lily", "really")
	}
}

func BenchmarkLoad(b *testing.B) {
	b.Run("letters", func(b *testing.B) {
		for b.Loop() {
			load(lettersBin, ReadLetters)
		}
	})
	b.Run("words", func(b *testing.B) {
		for b.Loop() {
			load(wordsBin, ReadLexicon)
		}
	})
}
