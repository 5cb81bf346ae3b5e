package contacts

import (
	"fmt"
	"slices"
	"strings"
)

// A Book changes by the logarithmic method of Bentley and Saxe (1980): it is a
// short list of immutable indexes, each with a mark for every contact that was
// taken out of it. With builds an index of the new contacts alone and merges
// it with others of its size; so a change costs as much as what it brings,
// times the logarithm of the list in the long run, and a copy of one block of
// marks. The old book and the new share all the rest.

// A shard is an index and what was taken out of it.
type shard struct {
	*segment
	gone marks
	live int
}

// marks is a set of contacts of a segment in blocks that are copied when they
// change. A nil block is empty.
type marks [][]uint64

const markBlock = 64 * 64 // contacts a block

func (m marks) has(i int32) bool {
	b := int(i) / markBlock
	return b < len(m) && m[b] != nil && m[b][int(i)%markBlock/64]>>(i%64)&1 != 0
}

// add gives a set that has i, too.
func (m marks) add(i int32) marks {
	b := int(i) / markBlock
	out := make(marks, max(len(m), b+1))
	copy(out, m)
	block := make([]uint64, markBlock/64)
	copy(block, out[b])
	block[int(i)%markBlock/64] |= 1 << (i % 64)
	out[b] = block
	return out
}

// With gives a book that has the contacts given, too; those with an ID that
// the book knows take the place of what it has. The book itself stays as it
// is.
func (b *Book) With(list ...Contact) (*Book, error) {
	sorted, err := byID(list)
	if err != nil || len(sorted) == 0 {
		return b.copy(), err
	}
	out := b.copy()
	for i := range sorted {
		out.remove(sorted[i].ID)
	}
	out.shards = append(out.shards, newShard(sorted))
	out.size += len(sorted)
	out.merge()
	return out, nil
}

// Without gives a book that lacks the contacts with these IDs. An ID that the
// book does not know is an error that wraps [ErrUnknownID]; the book that
// comes with it lacks the others.
func (b *Book) Without(ids ...string) (*Book, error) {
	out := b.copy()
	var unknown []string
	for _, id := range ids {
		if !out.remove(id) && !slices.Contains(unknown, id) {
			unknown = append(unknown, id)
		}
	}
	out.merge()
	return out, unknownIDs(unknown)
}

// Only gives a book of the contacts with these IDs, for a question about some
// candidates. An ID that the book does not know is an error as in Without.
func (b *Book) Only(ids ...string) (*Book, error) {
	var list []*Contact
	var unknown []string
	ids = slices.Sorted(slices.Values(ids))
	for _, id := range slices.Compact(ids) {
		if c, ok := b.Contact(id); ok {
			list = append(list, &c)
		} else {
			unknown = append(unknown, id)
		}
	}
	out := b.copy()
	out.shards, out.size = nil, len(list)
	if len(list) > 0 {
		out.shards = []shard{newShard(list)}
	}
	return out, unknownIDs(unknown)
}

func unknownIDs(ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %.200q", ErrUnknownID, strings.Join(ids, ", "))
}

// Contact gives the contact with an ID.
func (b *Book) Contact(id string) (Contact, bool) {
	for _, s := range b.shards {
		if i := s.find(id); i >= 0 && !s.gone.has(int32(i)) {
			return s.contact(i), true
		}
	}
	return Contact{}, false
}

func newShard(sorted []*Contact) shard { return shard{segment: newSegment(sorted), live: len(sorted)} }

// copy gives a book that can be changed without changing b.
func (b *Book) copy() *Book {
	out := *b
	out.shards = slices.Clone(b.shards)
	if out.model == nil { // the zero Book
		fresh, _ := New(nil, Config{})
		out = *fresh
	}
	return &out
}

// remove takes a contact out of a book that is being made.
func (b *Book) remove(id string) bool {
	for k := range b.shards {
		s := &b.shards[k]
		i := int32(s.find(id))
		if i < 0 || s.gone.has(i) {
			continue
		}
		s.gone = s.gone.add(i)
		s.live--
		b.size--
		return true
	}
	return false
}

// merge drops shards of which nothing is left, and merges the smallest as long
// as there are two of a size or one that is mostly marks.
func (b *Book) merge() {
	b.shards = slices.DeleteFunc(b.shards, func(s shard) bool { return s.live == 0 })
	slices.SortStableFunc(b.shards, func(x, y shard) int { return y.live - x.live })
	for n := len(b.shards); n > 0; n = len(b.shards) {
		last := b.shards[n-1]
		switch {
		case n > 1 && b.shards[n-2].live < 2*last.live:
			b.shards = append(b.shards[:n-2], rebuilt(b.shards[n-2], last))
		case last.live < last.len()/2:
			b.shards[n-1] = rebuilt(last)
		default:
			return
		}
	}
}

// rebuilt indexes what is left of shards anew.
func rebuilt(shards ...shard) shard {
	var list []*Contact
	for _, s := range shards {
		for i := range s.len() {
			if !s.gone.has(int32(i)) {
				c := s.contact(i)
				list = append(list, &c)
			}
		}
	}
	slices.SortFunc(list, func(a, b *Contact) int { return strings.Compare(a.ID, b.ID) })
	return newShard(list)
}
