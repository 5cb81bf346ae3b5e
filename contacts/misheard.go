package contacts

// Carriers may be known by their sounds alone: "sent it do". They are aligned
// with what was heard from its beginning, or its end, by the dynamic program of
// Wagner and Fischer (1974), in a band of a few cells of each row (Sakoe and
// Chiba 1978): carriers are short, and one of which more is lost, or to which
// more is added, is not known by its sounds.
const (
	bandLost  = 3 // sounds of a carrier, up to any of them, that were not heard
	bandAdded = 1 // sounds that were added to it
	bandWidth = bandLost + 1 + bandAdded
)

// A band holds the cells of the row behind d sounds of a carrier: cell k is of
// d-bandLost+k sounds heard.
type band [bandWidth]cost

// misheard aligns carriers. It belongs to one goroutine.
type misheard struct {
	bands  []band  // [depth]
	sounds []uint8 // those heard, bandLost zeros before them and some behind
}

// lower makes row, by the sounds heard, at most what it costs to have said one
// of the carriers up to there and to have it misheard.
func (s *misheard) lower(row []cost, m *model, c *carriers, sounds []uint8) {
	t := &c.sounds
	s.prepare(sounds, t.depth)
	for i := 0; i < len(t.nodes); {
		n := &t.nodes[i]
		d := int(n.depth)
		b := &s.bands[d]
		if !b.follow(&s.bands[d-1], m, n.phone, (*[bandWidth]uint8)(s.sounds[d-1:])) {
			i = int(n.skip)
			continue
		}
		for _, l := range t.leaves[n.leaf : n.leaf+int32(n.ends)] {
			for k, v := range b {
				if j := d - bandLost + k; v+l.cost <= misheardMax && j < len(row) {
					row[j] = min(row[j], v+l.cost+misheardCost+c.costs[l.unit])
				}
			}
		}
		i++
	}
}

// prepare makes the band before the first sound of a carrier of at most depth,
// which begins where what was heard begins.
func (s *misheard) prepare(sounds []uint8, depth int) {
	s.bands = grow(s.bands, depth+1)
	s.sounds = grow(s.sounds, bandLost+max(len(sounds), depth)+bandWidth)
	clear(s.sounds)
	copy(s.sounds[bandLost:], sounds)
	b := &s.bands[0]
	for k := range b {
		b[k] = infinite
	}
	b[bandLost] = 0
}

// follow fills the band behind one more sound, from the band before it; heard
// are the sounds that lead to its cells. It reports whether any of them costs
// misheardMax or less.
func (b *band) follow(prev *band, m *model, phone uint8, heard *[bandWidth]uint8) bool {
	sub, del := &m.sub[phone], m.del[phone]
	left, low := infinite, infinite
	for k := range bandWidth - 1 {
		h := heard[k]
		left = min(prev[k]+sub[h], prev[k+1]+del, left+m.ins[h])
		b[k] = left
		low = min(low, left)
	}
	h := heard[bandWidth-1]
	left = min(prev[bandWidth-1]+sub[h], left+m.ins[h])
	b[bandWidth-1] = left
	return min(low, left) <= misheardMax
}
