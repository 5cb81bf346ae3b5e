package enroll

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/hearsay-go/hearsay/wake"
)

// Learn learns the word from all that was added. What stands in the way of good
// service is told by the warnings, which come with a model all the same. It
// fails with fewer than MinRecordings, and with evidence too short to tell how
// rare a score is. The steps:
//
//  1. Copies of each recording are made: as it is, in rooms, in noise, in babble,
//     a little faster and slower.
//  2. The windows that end within 0.3 s after the word are the word; those of the
//     evidence, of jumbles of the recordings, and of the user's own negatives are
//     not.
//  3. Logistic regression tells them apart.
//  4. Each recording is left out in turn, of many several together, and each half
//     of the evidence, and scored by what is learnt without: that calibrates.
func (l *Learner) Learn() (*Model, []Warning, error) {
	if n := l.count(); n < MinRecordings {
		return nil, nil, fmt.Errorf("enroll: %q has %d recordings, want %d or more", l.config.Word, n, MinRecordings)
	}
	m := &Model{embedder: l.embedder, white: l.evidence.white}
	m.word = wake.Word{Name: l.config.Word, Span: l.span(), Delay: l.info.Delay + reach/2}
	if l.before != nil {
		m.window = l.before.window
		m.kept.takes = slices.Clone(l.before.kept.takes)
		m.kept.against = slices.Clone(l.before.kept.against)
	} else {
		m.window = l.window(m.word.Span)
	}
	l.record(m)
	for _, t := range m.kept.takes {
		if !t.heard(m.window, m.white.dim) {
			return nil, nil, fmt.Errorf("enroll: %s: the embedding gives no window that ends with the word", t.name)
		}
	}
	s := newStudy(m, l.evidence, l.room)
	m.head = fit(s.all(), s.prior, nil, steps)
	m.kept.against = append(m.kept.against, s.hardest(l.room)...)
	c, left := s.leaveOut(&m.head)
	if len(c.other) < 2 {
		return nil, nil, fmt.Errorf("enroll: evidence of %d windows in %v: too little to tell how rare a score is", len(s.other), l.evidence.Duration())
	}
	cal, threshold := calibrate(c, l.config.FalseAcceptsPerHour, dataOf(l.evidence, len(m.kept.takes)))
	m.word.Calibration = cal
	m.word.Operating = wake.Operating{
		Refractory: time.Second, Settle: 160 * time.Millisecond,
		Threshold: threshold, DoubtThreshold: threshold / 4,
	}
	if err := m.Info().Validate(); err != nil {
		return nil, nil, fmt.Errorf("enroll: %w", err)
	}
	return m, l.judge(m, c, left), nil
}

// reach is how long after the word a window may end and still be the word's.
const reach = 300 * time.Millisecond

// steps of minimisation at most; it mostly ends sooner.
const steps = 60

// span is the median duration of the recordings, or the model's before.
func (l *Learner) span() time.Duration {
	if l.before != nil {
		return l.before.word.Span
	}
	var all []time.Duration
	for _, p := range l.pending {
		all = append(all, p.take.Duration)
	}
	slices.Sort(all)
	return min(all[len(all)/2], 10*time.Second)
}

// window is how many vectors a window has: with what the first of them hears, it
// spans the word, the reach after it, and a little before.
func (l *Learner) window(word time.Duration) int {
	period := float64(hop(l.info)*l.info.Step) / float64(l.info.SampleRate)
	n := int(math.Ceil((word+600*time.Millisecond-l.info.Context).Seconds()/period)) + 1
	return max(8, min(n, 20))
}

// copiesOf is how many copies each of n recordings gets: about a hundred in all.
func copiesOf(n int) int { return max(5, min(len(settings), 100/n)) }

// record turns what is pending into takes, jumbles and mistakes.
func (l *Learner) record(m *Model) {
	mix, e := l.mixer(), newEar(l.embedder, m.white)
	n := copiesOf(l.count())
	for _, p := range l.pending {
		t := take{name: p.take.Name}
		for _, in := range settings[:n] {
			t.copies = append(t.copies, hearCopy(e, mix.copy(p.x, p.take.Span, in, lead(l.info, m.window, p.take.Duration)), m.window))
		}
		m.kept.takes = append(m.kept.takes, t)
	}
	for i := range jumbles(len(l.pending)) {
		p := l.pending[i%len(l.pending)]
		m.kept.against = append(m.kept.against, against{jumbled, code(hearJumble(e, mix, p, lead(l.info, m.window, p.take.Duration)))})
	}
	for _, t := range l.wrong {
		m.kept.against = append(m.kept.against, against{mistake, code(t)})
	}
}

// jumbles is how many jumbles n recordings give.
func jumbles(n int) int { return min(4*n, 40) }

// lead is how much audio before a word fills a window that ends with it.
func lead(in wake.EmbeddingInfo, window int, word time.Duration) time.Duration {
	period := time.Duration(hop(in)*in.Step) * time.Second / time.Duration(in.SampleRate)
	return max(300*time.Millisecond, in.Context+time.Duration(window+2)*period-word)
}

// hearCopy keeps the vectors of the windows that end within reach after the word.
func hearCopy(e *ear, c copied, window int) coded {
	t, heard := e.hear(c.x)
	delay := int(e.info.Delay.Seconds() * float64(e.info.SampleRate))
	after := int(reach.Seconds() * float64(e.info.SampleRate))
	first, last := -1, -1
	for i := range len(t) / e.dim {
		at := heard + i*e.period() - delay
		if at >= c.end && at <= c.end+after && i+1 >= window {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return nil
	}
	return code(t[(first+1-window)*e.dim : (last+1)*e.dim])
}

// hearJumble embeds a jumble of a recording, in a quiet or a loud place.
func hearJumble(e *ear, m *mixer, p pending, lead time.Duration) track {
	u := jumble(p.x[p.take.Span.Start:p.take.Span.End], m.rng)
	start := int(lead.Seconds() * float64(m.rate))
	x := make([]float32, start+len(u)+m.rate*2/5)
	copy(x[start:], u)
	in := settings[m.rng.IntN(len(settings))]
	g := float32(activeLevel(u, m.rate*frameMS/1000) * math.Pow(10, -in.snr/20))
	for i, v := range m.make(in.background, len(x)) {
		x[i] = max(-1, min(x[i]+g*v, 1))
	}
	t, _ := e.hear(x)
	return t
}
