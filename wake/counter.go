package wake

import (
	"errors"
	"fmt"
	"sort"
)

// A Counter hears recordings with and without one word of a model and counts at
// which thresholds it is found and falsely accepted: exactly what a Detector
// with that threshold would do. It belongs to one goroutine; several may share
// a model.
type Counter struct {
	model  Model
	config Config
	word   int
	counts Counts
	grid   []float64 // thresholds

	detector   *Detector // for the format of the last recording
	minimum    int64     // steps
	refractory int64     // steps
	step       int64     // of the recording
	recent     []int     // the last thresholds reached, a ring of minimum
	free       []int64   // by threshold: first step that may be accepted again
	accepts    []int     // by threshold
}

// NewCounter returns a Counter for a word of m. Of c it takes Smoothing,
// MinDuration and Refractory, and SampleRate and Channels for recordings that
// do not tell theirs. The Calibration that comes of the Counts holds for these.
func NewCounter(m Model, word string, c Config) (*Counter, error) {
	if m == nil {
		return nil, errors.New("wake: NewCounter without a Model")
	}
	k := &Counter{model: m, word: -1}
	for i, w := range m.Info().Words {
		if w.Name == word {
			k.word = i
		}
	}
	if k.word < 0 {
		return nil, fmt.Errorf("wake: the model has no word %q to count", word)
	}
	k.config = Config{
		SampleRate: c.SampleRate, Channels: c.Channels,
		Smoothing: c.Smoothing, MinDuration: c.MinDuration, Refractory: c.Refractory,
		DoubtThreshold: -1, OnFrame: k.frame,
	}
	var err error
	if k.detector, err = New(m, k.config); err != nil {
		return nil, err
	}
	k.config.SampleRate, k.config.Channels = k.detector.config.SampleRate, k.detector.config.Channels
	d := &k.detector.words[k.word]
	k.minimum, k.refractory = d.minimum, d.refractory
	k.counts = Counts{Word: word, Found: make([]int, gridLen), FalseAccepts: make([]int, gridLen)}
	k.recent = make([]int, k.minimum)
	k.free = make([]int64, gridLen)
	k.accepts = make([]int, gridLen)
	for i := range gridLen {
		k.grid = append(k.grid, gridThreshold(i))
	}
	return k, nil
}

// Utterance hears a recording in which the word is said once, all of it. A
// recording that fails is not counted.
func (k *Counter) Utterance(r SampleReader) error {
	if err := k.hear(r); err != nil {
		return err
	}
	k.counts.Utterances++
	for i, n := range k.accepts {
		k.counts.Found[i] += min(n, 1)
	}
	return nil
}

// Without hears a recording in which the word is not said. A recording that
// fails is not counted.
func (k *Counter) Without(r SampleReader) error {
	if err := k.hear(r); err != nil {
		return err
	}
	c := k.detector.config
	k.counts.Hours += float64(k.detector.Stats().Frames) / float64(c.SampleRate) / 3600
	for i, n := range k.accepts {
		k.counts.FalseAccepts[i] += n
	}
	return nil
}

// Counts returns what was counted so far.
func (k *Counter) Counts() Counts {
	c := k.counts
	c.Found = append([]int(nil), c.Found...)
	c.FalseAccepts = append([]int(nil), c.FalseAccepts...)
	return c
}

// hear runs a Detector over the recording; frame counts.
func (k *Counter) hear(r SampleReader) error {
	c := k.config
	if f, ok := r.(sourceFormat); ok {
		c.SampleRate, c.Channels = f.SampleRate(), f.Channels()
	}
	if had := k.detector.config; c.SampleRate != had.SampleRate || c.Channels != had.Channels {
		d, err := New(k.model, c)
		if err != nil {
			return err
		}
		k.detector = d
	}
	k.step = 0
	clear(k.free)
	clear(k.accepts)
	clear(k.recent)
	for _, err := range k.detector.Hear(r) {
		if err != nil {
			return err
		}
	}
	return nil
}

// frame counts one step as decide does, for all thresholds that it and the
// steps of the minimum duration before it reach.
func (k *Counter) frame(f Frame) {
	if f.Word != k.word {
		return
	}
	reached := sort.Search(gridLen, func(i int) bool { return k.grid[i] > f.Confidence })
	k.recent[k.step%k.minimum] = reached
	k.step++
	for _, n := range k.recent {
		reached = min(reached, n)
	}
	for i := range reached {
		if k.step >= k.free[i] {
			k.accepts[i]++
			k.free[i] = k.step + k.refractory
		}
	}
}
