package enroll

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"
	"unicode/utf8"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/wake"
)

// How many recordings a word is learnt from. One from three people each is worth
// more than three from one, for a word that a family will use.
const (
	MinRecordings = 3
	MaxRecordings = 60 // over the life of a model, those learnt later included
)

// maxRecording bounds a recording: nobody takes so long to say a word.
const maxRecording = 30 * time.Second

// maxRoom bounds all that is heard of the user's own negatives.
const maxRoom = time.Hour

// Config says what is learnt.
type Config struct {
	// Word is how the word is written, 1 to 100 bytes. Resume takes the model's
	// where it is empty.
	Word string
	// FalseAcceptsPerHour is what the threshold is set for, by the evidence: 0.01
	// to 100. Zero means 0.3, about one in three hours of talk; what the evidence
	// is too short to show is extrapolated.
	FalseAcceptsPerHour float64
	// Others are words that will be listened for beside this one, over the same
	// embedding: a word that sounds like one of them gives a warning.
	Others []*Model
	// Seed of the noise that recordings are mixed with. The same recordings with
	// the same seed give the same model on the same kind of machine.
	Seed uint64
}

// A Learner takes recordings and learns a Model. It belongs to one goroutine.
type Learner struct {
	embedder wake.Embedder
	info     wake.EmbeddingInfo
	evidence *Evidence
	config   Config
	before   *Model // what it goes on from, or nil
	pending  []pending
	room     []track
	roomLen  time.Duration
	wrong    []track
}

// pending is a recording not yet learnt from.
type pending struct {
	take Take
	x    []float32
}

// New starts to learn a word over an embedding, against evidence that belongs to
// it. It fails where they do not belong together, with [ErrEmbedding], and
// where c is out of range.
func New(e wake.Embedder, ev *Evidence, c Config) (*Learner, error) {
	if e == nil || ev == nil {
		return nil, errors.New("enroll: want an embedder and its evidence")
	}
	in := e.Embedding()
	if err := ev.check(in); err != nil {
		return nil, err
	}
	if c.FalseAcceptsPerHour == 0 {
		c.FalseAcceptsPerHour = 0.3
	}
	switch {
	case c.Word == "" || len(c.Word) > 100 || !utf8.ValidString(c.Word):
		return nil, fmt.Errorf("enroll: Word is %q, want 1 to 100 bytes of UTF-8", c.Word)
	case !(c.FalseAcceptsPerHour >= 0.01 && c.FalseAcceptsPerHour <= 100):
		return nil, fmt.Errorf("enroll: FalseAcceptsPerHour is %v, want 0.01 to 100", c.FalseAcceptsPerHour)
	}
	for _, m := range c.Others {
		if id := m.embedder.Embedding().ID; id != in.ID {
			return nil, fmt.Errorf("%w: Others: %q is over %q, not %q", ErrEmbedding, m.word.Name, id, in.ID)
		}
	}
	return &Learner{embedder: e, info: in, evidence: ev, config: c}, nil
}

// Resume starts from a model that exists: what is added improves it, and what it
// learnt from counts as before, so that nothing is forgotten. That is how a model
// learns from its mistakes: [Learner.Add] a recording that was missed,
// [Learner.Wrong] what was falsely accepted.
func Resume(m *Model, ev *Evidence, c Config) (*Learner, error) {
	if c.Word == "" {
		c.Word = m.word.Name
	}
	l, err := New(m.embedder, ev, c)
	if err != nil {
		return nil, err
	}
	if !m.white.equal(&ev.white) {
		return nil, fmt.Errorf("%w: %q was learnt against different evidence", ErrEmbedding, m.word.Name)
	}
	l.before = m
	return l, nil
}

// A Take is what was made of one recording.
type Take struct {
	Name     string
	Span     Span
	Duration time.Duration // of the utterance
	Warnings []Warning     // of it alone; Learn says what only the others can tell
}

// Add takes a recording of the word, said once, with a little silence around it;
// name is for warnings. At most 30 s are read. It fails with [ErrNoUtterance]
// where nothing, or nothing but noise, can be heard, with [ErrSeveral] where
// several utterances are there that could be the word, and as reading does; the
// recording is then left out.
func (l *Learner) Add(name string, r Audio) (Take, error) {
	if l.count() >= MaxRecordings {
		return Take{}, fmt.Errorf("enroll: %s: there are %d recordings already", name, MaxRecordings)
	}
	x, err := readAll(r, l.info.SampleRate, maxRecording)
	if err != nil {
		return Take{}, fmt.Errorf("enroll: %s: %w", name, err)
	}
	s, err := endpoint(x, l.info.SampleRate)
	if err != nil {
		return Take{}, fmt.Errorf("enroll: %s: %w", name, err)
	}
	if s.Others > 0 {
		return Take{}, fmt.Errorf("enroll: %s: %w: %d of them", name, ErrSeveral, s.Others+1)
	}
	t := Take{Name: name, Span: s, Duration: seconds(s.End-s.Start, l.info.SampleRate)}
	t.Warnings = t.judge()
	l.pending = append(l.pending, pending{t, x})
	return t, nil
}

// count is how many recordings there are, those of the model before included.
func (l *Learner) count() int {
	n := len(l.pending)
	if l.before != nil {
		n += len(l.before.kept.takes)
	}
	return n
}

// Without hears a recording of the place where the word will be listened for, in
// which it is not said: ten minutes of a living room with its television teach
// much. At most an hour in all is heard.
func (l *Learner) Without(name string, r Audio) error {
	x, err := readAll(r, l.info.SampleRate, maxRoom-l.roomLen)
	if err != nil {
		return fmt.Errorf("enroll: %s: %w", name, err)
	}
	l.roomLen += seconds(len(x), l.info.SampleRate)
	t, _ := newEar(l.embedder, l.evidence.white).hear(x)
	l.room = append(l.room, code(t).decode())
	return nil
}

// Wrong hears what was falsely accepted: some seconds, of which the end, or any
// part, was taken for the word.
func (l *Learner) Wrong(name string, r Audio) error {
	x, err := readAll(r, l.info.SampleRate, maxRecording)
	if err != nil {
		return fmt.Errorf("enroll: %s: %w", name, err)
	}
	// A window reaches back before what was recorded; silence stands there.
	lead := l.info.SampleRate * 2
	t, _ := newEar(l.embedder, l.evidence.white).hear(append(make([]float32, lead), x...))
	l.wrong = append(l.wrong, code(t).decode())
	return nil
}

// errLong is wrapped where a recording goes on too long.
var errLong = errors.New("recording too long")

// readAll reads a recording, mixed to mono, at a rate.
func readAll(r Audio, rate int, limit time.Duration) ([]float32, error) {
	m, err := newMono(r, rate)
	if err != nil {
		return nil, err
	}
	var x []float32
	block := make([]float32, 160)
	for {
		err := m.fill(block)
		if err == io.EOF {
			return x, nil
		}
		if err != nil {
			return nil, err
		}
		if x = append(x, block...); seconds(len(x), rate) > limit {
			return nil, fmt.Errorf("%w: more than %v", errLong, limit)
		}
	}
}

// seconds is how long samples last.
func seconds(n, rate int) time.Duration {
	return time.Duration(float64(n) / float64(rate) * float64(time.Second))
}

// mixer makes the mixer of what is pending.
func (l *Learner) mixer() *mixer {
	m := &mixer{rate: l.info.SampleRate, speeds: map[int]*dsp.Resampler{}}
	m.rng = rand.New(rand.NewPCG(l.config.Seed, 2))
	for _, p := range l.pending {
		m.utterances = append(m.utterances, p.x[p.take.Span.Start:p.take.Span.End])
	}
	return m
}
