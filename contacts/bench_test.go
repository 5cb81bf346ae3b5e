package contacts

import (
	"fmt"
	"runtime"
	"testing"
)

// syllables make names of no language, many of which share their beginnings.
var syllables = []string{"ba", "ren", "do", "mi", "kal", "ther", "sa", "lin", "vor", "eck", "na", "ru", "ste", "gor", "wy", "ann", "ol", "pe", "fri", "zu"}

// madeList makes n people with 397 given and 4,001 family names.
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

// sizes of the books to measure; a million only if there is time.
func sizes() []int {
	if testing.Short() {
		return []int{200, 10_000}
	}
	return []int{200, 10_000, 1_000_000}
}

// queries are what a recogniser makes of a name that is in the books and of one
// that is not, with a carrier and without.
var queries = []struct {
	name  string
	nbest []Hypothesis
}{
	{"near", []Hypothesis{{"call karen vaulter sand", 0.4}, {"call kal ren the sun", 0.2}, {"call carry and for the sun", 0.2}, {"calker and for", 0.1}, {"all karen the sand", 0.1}}},
	{"exact", []Hypothesis{{"baba renbaren", 0.5}, {"baba ren barren", 0.2}, {"papa renbaren", 0.1}, {"bob a ren baron", 0.1}, {"barber wren bar in", 0.1}}},
	{"far", []Hypothesis{{"hilda montgomery", 0.3}, {"hill the montgomery", 0.3}, {"hill damn gum ree", 0.2}, {"ill da montgomery", 0.1}, {"hilda mont gum", 0.1}}},
}

func BenchmarkMatch(b *testing.B) {
	for _, n := range sizes() {
		book, err := New(madeList(n), Config{})
		if err != nil {
			b.Fatal(err)
		}
		for _, q := range queries {
			for _, k := range []int{1, 5} {
				b.Run(fmt.Sprintf("contacts=%d/%s/hypotheses=%d", n, q.name, k), func(b *testing.B) {
					book.Match(q.nbest[:k]) // makes the memory of a search
					b.ReportAllocs()
					for b.Loop() {
						book.Match(q.nbest[:k])
					}
				})
			}
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for _, n := range sizes() {
		list := madeList(n)
		b.Run(fmt.Sprintf("contacts=%d", n), func(b *testing.B) {
			for b.Loop() {
				New(list, Config{})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/contact")
		})
	}
}

// What a book takes beyond the list it was made of.
func BenchmarkMemory(b *testing.B) {
	const n = 100_000
	list := madeList(n)
	New(list[:1], Config{}) // the models of speech are there once for all books
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		book, _ := New(list, Config{})
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(book)
	}
	runtime.KeepAlive(list)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B/contact")
}

// One more contact, or one less, costs about the same in a book of any size.
func BenchmarkWith(b *testing.B) {
	for _, n := range []int{200, 10_000, 100_000} {
		book, err := New(madeList(n), Config{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("contacts=%d/with", n), func(b *testing.B) {
			for b.Loop() {
				book.With(Contact{ID: "new", Name: "Quentin Abernathy"})
			}
		})
		b.Run(fmt.Sprintf("contacts=%d/without", n), func(b *testing.B) {
			for b.Loop() {
				book.Without("7")
			}
		})
	}
}
