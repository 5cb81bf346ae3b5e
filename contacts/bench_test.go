package contacts

import (
	"fmt"
	"runtime"
	"testing"
)

// syllables make names of no language, many of which share their beginnings.
var syllables = []string{"ba", "ren", "do", "mi", "kal", "ther", "sa", "lin", "vor", "eck", "na", "ru", "ste", "gor", "wy", "ann", "ol", "pe", "fri", "zu"}

func madeList(n int) []Contact {
	list := make([]Contact, n)
	for i := range list {
		g, f := i%397, i*7919/397%4001
		given := syllables[g%20] + syllables[g/20]
		family := syllables[f%20] + syllables[f/20%20] + syllables[f/400%11]
		list[i] = Contact{ID: fmt.Sprint(i), Given: given, Family: family}
	}
	return list
}

func BenchmarkMatch(b *testing.B) {
	heard := []Hypothesis{{"call karen vaulter sand", 0.4}, {"call kal ren the sun", 0.2}, {"call carry and for the sun", 0.2}, {"calker and for", 0.1}, {"all karen the sand", 0.1}}
	for _, n := range []int{200, 10_000} {
		book, err := New(madeList(n), Config{})
		if err != nil {
			b.Fatal(err)
		}
		for _, k := range []int{1, 5} {
			b.Run(fmt.Sprintf("contacts=%d/hypotheses=%d", n, k), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					book.Match(heard[:k])
				}
			})
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{200, 10_000} {
		list := madeList(n)
		b.Run(fmt.Sprintf("contacts=%d", n), func(b *testing.B) {
			for b.Loop() {
				New(list, Config{})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/contact")
		})
	}
	b.Run("memory", func(b *testing.B) {
		const n = 100_000
		list := madeList(n)
		var before, after runtime.MemStats
		for b.Loop() {
			runtime.GC()
			runtime.ReadMemStats(&before)
			book, _ := New(list, Config{})
			runtime.GC()
			runtime.ReadMemStats(&after)
			runtime.KeepAlive(book)
		}
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B/contact")
	})
}

// One more contact costs the same in a book of any size.
func BenchmarkWith(b *testing.B) {
	for _, n := range []int{200, 10_000, 100_000} {
		book, err := New(madeList(n), Config{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("contacts=%d", n), func(b *testing.B) {
			for b.Loop() {
				book.With(Contact{ID: "new", Name: "Quentin Abernathy"})
			}
		})
	}
}
