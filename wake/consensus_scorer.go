package wake

// A consensusScorer is one stream of a Consensus.
type consensusScorer struct {
	*Consensus
	streams []memberStream
	audio   ring      // for those behind the gate
	late    []float32 // a step out of the ring
	votes   []float32 // by member
	steps   int64     // heard
}

// NewScorer returns a Scorer that has heard nothing.
func (s *Consensus) NewScorer() Scorer {
	c := &consensusScorer{
		Consensus: s,
		audio:     ring{buf: make([]float32, s.ring)},
		late:      make([]float32, 0, s.info.Step),
		votes:     make([]float32, len(s.members)),
	}
	for i := range s.members {
		c.streams = append(c.streams, newMemberStream(&s.members[i]))
	}
	return c
}

// Score hears a step and writes a score for each word.
func (c *consensusScorer) Score(dst, step []float32) {
	c.steps++
	if !c.gate {
		for i := range c.streams {
			c.streams[i].hear(step, c.steps)
		}
	} else {
		c.audio.write(step)
		c.streams[0].hear(step, c.steps)
		if c.open() {
			for i := range c.streams[1:] {
				c.catchUp(&c.streams[1+i])
			}
		}
	}
	for w := range dst {
		dst[w] = c.agreed(w)
	}
}

// open says whether the gate is in doubt about any word.
func (c *consensusScorer) open() bool {
	for w, doubt := range c.doubt {
		if c.streams[0].words[w].best >= doubt {
			return true
		}
	}
	return false
}

// catchUp lets a model behind the gate hear what it has not heard: where it
// stopped, if that lies within what it needs, else from as far back as it needs.
func (c *consensusScorer) catchUp(m *memberStream) {
	length := int64(c.info.Step)
	if from := m.start(c.steps * length); m.heard < from {
		m.reset()
		m.heard = from
	}
	for m.heard < c.steps*length {
		n := m.heard / length // whole steps before
		c.late = c.audio.appendRange(c.late[:0], m.heard, (n+1)*length)
		m.hear(c.late, n+1)
	}
}

// agreed is the score of a word: that of the Agree-th surest model within the
// window, the gate being one, as far as any model still says so.
func (c *consensusScorer) agreed(word int) float32 {
	now := float32(lowest)
	for i := range c.streams {
		w := &c.streams[i].words[word]
		c.votes[i] = w.best
		now = max(now, w.now)
	}
	if !c.gate {
		return min(now, kthLargest(c.votes, c.agree))
	}
	if c.votes[0] < c.doubt[word] {
		return lowest // what the others would say is not known
	}
	score := min(now, c.votes[0], kthLargest(c.votes[1:], c.agree-1))
	if score < c.doubt[word] {
		return lowest
	}
	return score
}

// Reset forgets the stream and wipes its audio.
func (c *consensusScorer) Reset() {
	for i := range c.streams {
		c.streams[i].reset()
	}
	c.audio.reset()
	clear(c.late[:cap(c.late)])
	clear(c.votes)
	c.steps = 0
}
