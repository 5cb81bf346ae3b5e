package contacts

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Book is a list of contacts that names can be looked up in. It is
// immutable and safe for concurrent use without locks. The zero Book is empty:
// every Match on it is nobody.
type Book struct {
	config    Config
	model     *model
	weights   *weights
	threshold float64 // log-odds that somebody was named
	floor     float64 // lifts below it do not matter
	asked     float64 // log-odds more that somebody was named
	shards    []shard
	size      int
	pool      *sync.Pool // of *scratch
}

// A contact's lift from one reading may be floorGap below the threshold and
// still be looked at, and as low as askFloor: for the sum over readings and over
// namesakes. Lower floors find few more to ask about and take more time: at -1.45
// a tenth.
const (
	floorGap = 1
	askFloor = -0.45
)

// scratch is what one Match works in.
type scratch struct {
	says   *speaker
	heards []heard // [reading]
	limits []cost  // [reading]
	edge   misheard
	finder finder
	exacts exacts
	found  [][]found // [shard]
	ranked []ranked
	index  map[place]int
}

func newScratch() *scratch {
	return &scratch{
		says:   newSpeaker(),
		finder: finder{at: map[place]int32{}},
		exacts: exacts{units: map[unitAt]tally{}},
		index:  map[place]int{},
	}
}

// maxSaid bounds how many words a scratch remembers how to say.
const maxSaid = 1 << 12

// trim forgets words when there are too many: anything may be heard.
func (sc *scratch) trim() {
	if len(sc.says.words) > maxSaid {
		clear(sc.says.words)
	}
}

// New indexes a list of contacts. It copies the list; the strings in it are
// shared. The order of the list changes nothing. An error names the contact
// and wraps [ErrContact] or [ErrConfig].
func New(list []Contact, c Config) (*Book, error) {
	c, err := c.complete()
	if err != nil {
		return nil, err
	}
	odds := threshold(c.FalseAcceptRate)
	b := &Book{
		config: c, model: modelOf(c.Language), weights: &fitted, threshold: odds, floor: min(odds-floorGap, askFloor),
		pool: &sync.Pool{New: func() any { return newScratch() }},
	}
	sorted, err := byID(list)
	if err != nil {
		return nil, err
	}
	if len(sorted) > 0 {
		b.shards = []shard{newShard(sorted)}
		b.size = len(sorted)
	}
	return b, nil
}

// byID checks contacts and gives them in the order of their IDs.
func byID(list []Contact) ([]*Contact, error) {
	sorted := make([]*Contact, len(list))
	for i := range list {
		if err := list[i].check(); err != nil {
			return nil, fmt.Errorf("contacts: number %d of the list: %w", i+1, err)
		}
		sorted[i] = &list[i]
	}
	slices.SortFunc(sorted, func(a, b *Contact) int { return strings.Compare(a.ID, b.ID) })
	for i := 1; i < len(sorted); i++ {
		if a, b := sorted[i-1], sorted[i]; a.ID == b.ID {
			names := []string{a.display(), b.display()}
			slices.Sort(names)
			return nil, fmt.Errorf("contacts: ID %.40q is given twice, to %.40q and %.40q: %w", a.ID, names[0], names[1], ErrContact)
		}
	}
	return sorted, nil
}

// Asked gives the book for a room in which somebody was just asked for a name
// ("To whom?"): what is said there is a name more often than background talk
// is. It shares everything with b. The odds of a name of which a word was heard
// exactly grow by a fixed factor of 8, which lets a bare given name through;
// what is only near to a name is judged as strictly as ever. A host that asked
// a room in which nobody meant the device should not use it.
func (b *Book) Asked() *Book {
	out := b.copy()
	out.asked = askedOdds
	return out
}

// askedOdds is ln 8.
const askedOdds = 2.0794415416798357

// Len is the number of contacts.
func (b *Book) Len() int { return b.size }
