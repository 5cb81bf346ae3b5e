package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"

	"github.com/hearsay-go/hearsay/wake"
)

// A source is samples that tell their format.
type source interface {
	wake.SampleReader
	SampleRate() int
	Channels() int
}

type format struct{ rate, channels int }

// newStream reads standard input: WAV, or raw 16-bit PCM.
func newStream(in io.Reader, raw format) (source, error) {
	b := bufio.NewReader(in)
	head, err := b.Peek(4)
	if len(head) < 4 {
		return nil, errors.Join(errors.New("standard input: too short to be WAV or PCM"), err)
	}
	if s := string(head); s == "RIFF" || s == "RF64" || s == "BW64" {
		return wake.NewWAV(b)
	}
	return &pcm{in: b, format: raw}, nil
}

// pcm is raw 16-bit little-endian PCM.
type pcm struct {
	in *bufio.Reader
	format
}

func (p *pcm) SampleRate() int { return p.rate }
func (p *pcm) Channels() int   { return p.channels }

// Read waits for one sample only, so that a microphone is heard as it comes.
func (p *pcm) Read(dst []float32) (int, error) {
	if head, err := p.in.Peek(2); len(head) < 2 {
		if len(head) == 1 && err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return 0, err
	}
	n := min(len(dst), p.in.Buffered()/2)
	b, _ := p.in.Peek(2 * n) // buffered, so it cannot fail
	for i := range n {
		dst[i] = float32(int16(binary.LittleEndian.Uint16(b[2*i:]))) / (1 << 15)
	}
	_, err := p.in.Discard(2 * n)
	return n, err
}

// A cutter cuts a live stream into recordings of one utterance each, by level:
// sound that is loud against the quietest of the last seconds starts one, a pause
// ends it. What exactly is the word in it the library finds out.
type cutter struct {
	src    source
	block  []float32 // 10 ms as read, channels interleaved
	held   []float32 // mono, since the last utterance
	levels []float64 // dB of its blocks
}

const (
	above    = 12.0 // dB over the floor
	leadIn   = 100  // blocks kept before an utterance
	pause    = 70   // blocks of quiet that end it
	shortest = 12   // blocks of sound in it
	longest  = 500  // blocks of an utterance
	window   = 300  // blocks that the floor is looked for in
)

func newCutter(src source) *cutter {
	return &cutter{src: src, block: make([]float32, src.SampleRate()/100*src.Channels())}
}

// next returns the next utterance, with the pauses around it, or io.EOF.
func (c *cutter) next() ([]float32, error) {
	loud, quiet := 0, 0
	for {
		if err := c.read(); err != nil {
			return nil, err
		}
		n := len(c.levels)
		floor := slices.Min(c.levels[max(0, n-window):])
		switch {
		case n < 20: // not enough to tell a floor
		case c.levels[n-1] > floor+above:
			loud, quiet = loud+1, 0
		default:
			quiet++
		}
		switch {
		case loud >= shortest && (quiet >= pause || loud+quiet > longest):
			return c.take(), nil
		case loud > 0 && loud < shortest && quiet >= pause:
			loud = 0 // a click
		case loud == 0:
			c.keep(window)
		}
	}
}

// maxIdle is how often in a row a source may have nothing to read.
const maxIdle = 100

// read reads one block.
func (c *cutter) read() error {
	idle := 0
	for n := 0; n < len(c.block); {
		m, err := c.src.Read(c.block[n:])
		if n += m; n == len(c.block) {
			break // an error that came along comes again
		}
		if err != nil {
			return err
		}
		if idle++; m > 0 {
			idle = 0
		}
		if idle == maxIdle {
			return io.ErrNoProgress
		}
	}
	channels, sum := c.src.Channels(), 0.0
	for i := 0; i < len(c.block); i += channels {
		v := float32(0)
		for _, s := range c.block[i : i+channels] {
			v += s / float32(channels)
		}
		c.held = append(c.held, v)
		sum += float64(v) * float64(v)
	}
	c.levels = append(c.levels, 10*math.Log10(sum/float64(len(c.block)/channels)+1e-8))
	return nil
}

// keep forgets all but the newest blocks.
func (c *cutter) keep(blocks int) {
	if drop := len(c.levels) - blocks; drop > 0 {
		c.levels = c.levels[drop:]
		c.held = c.held[drop*len(c.block)/c.src.Channels():]
	}
}

// take hands out what is held, a second of lead at most, and starts anew.
func (c *cutter) take() []float32 {
	first := 0
	floor := slices.Min(c.levels)
	for first < len(c.levels) && c.levels[first] <= floor+above {
		first++
	}
	c.keep(len(c.levels) - max(0, first-leadIn))
	x := slices.Clone(c.held)
	c.held, c.levels = c.held[:0], c.levels[:0]
	return x
}
