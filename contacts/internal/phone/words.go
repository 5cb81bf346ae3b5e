package phone

import "math"

// Lexicon holds common words and names: how often they come in talk and as
// names, and how they are said. It saves the search through the
// letter-to-sound model for the words that are heard most, and knows the
// exceptions of English spelling among them. It is immutable and safe for
// concurrent use.
type Lexicon struct {
	text   string   // all words end to end
	starts []uint32 // where each begins in text, and where the last ends
	slots  []uint32 // hash table: index of a word plus one
	talk   []uint8  // costs in 1/lexiconUnit nat plus one; 0 is unknown
	given  []uint8
	family []uint8
	ways   []uint32 // first way of each word, and the end of the last
	prons  []Pron   // ways of all words
}

const lexiconUnit = 12

// find gives the index of a word.
func (l *Lexicon) find(word string) (int, bool) {
	if len(l.slots) == 0 {
		return 0, false
	}
	mask := uint32(len(l.slots) - 1)
	for i := hash(word) & mask; l.slots[i] != 0; i = (i + 1) & mask {
		if w := int(l.slots[i] - 1); l.word(w) == word {
			return w, true
		}
	}
	return 0, false
}

func (l *Lexicon) word(i int) string { return l.text[l.starts[i]:l.starts[i+1]] }

// hash is FNV-1a.
func hash(word string) uint32 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
}

// index fills the hash table, at most half full.
func (l *Lexicon) index() {
	size := 8
	for size < 2*len(l.talk) {
		size *= 2
	}
	l.slots = make([]uint32, size)
	for w := range l.talk {
		i := hash(l.word(w)) & uint32(size-1)
		for l.slots[i] != 0 {
			i = (i + 1) & uint32(size-1)
		}
		l.slots[i] = uint32(w + 1)
	}
}

// Pronounce appends to dst at most n stored ways to say the word, likeliest
// first; ok is false where it has none. The sounds are shared and must not be
// changed.
func (l *Lexicon) Pronounce(dst []Pron, word string, n int) (out []Pron, ok bool) {
	w, ok := l.find(word)
	if !ok || l.ways[w] == l.ways[w+1] {
		return dst, false
	}
	all := l.prons[l.ways[w]:l.ways[w+1]]
	if n >= len(all) {
		return append(dst, all...), true
	}
	var sum float64
	at := len(dst)
	for _, p := range all[:max(n, 0)] {
		sum += math.Exp(float64(p.LogProb))
		dst = append(dst, p)
	}
	for i := at; i < len(dst); i++ {
		dst[i].LogProb -= float32(math.Log(sum))
	}
	return dst, true
}

// Chances that stand for words the lexicon does not hold: a word of talk the
// less likely the longer it is, as the rarest 40,000 words of the language
// model that the table was taken from are; a name at the end of the census
// list.
const (
	rareTalk    = -12.6
	rarePerChar = -0.12
	rareName    = -15.5
)

func chance(cost uint8) float32 { return -float32(cost-1) / lexiconUnit }

// TalkLogProb is the natural logarithm of the chance of a word of talk.
func (l *Lexicon) TalkLogProb(word string) float32 {
	if w, ok := l.find(word); ok && l.talk[w] > 0 {
		return chance(l.talk[w])
	}
	return rareTalk + float32(rarePerChar*float32(len(word)))
}

// GivenLogProb is the natural logarithm of the share of people who have the
// given name.
func (l *Lexicon) GivenLogProb(word string) float32 {
	if w, ok := l.find(word); ok && l.given[w] > 0 {
		return chance(l.given[w])
	}
	return rareName
}

// FamilyLogProb is the natural logarithm of the share of people who have the
// surname.
func (l *Lexicon) FamilyLogProb(word string) float32 {
	if w, ok := l.find(word); ok && l.family[w] > 0 {
		return chance(l.family[w])
	}
	return rareName
}
