package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/hearsay-go/hearsay/wake"
)

// A source is samples that tell their format; Frames is -1 where the length is
// not known.
type source interface {
	wake.SampleReader
	SampleRate() int
	Channels() int
	Frames() int64
}

type format struct{ rate, channels int }

// newSource reads WAV if in starts as WAV does, else raw 16-bit PCM.
func newSource(in io.Reader, raw format) (source, error) {
	b := bufio.NewReader(in)
	if head, _ := b.Peek(4); string(head) == "RIFF" || string(head) == "RF64" || string(head) == "BW64" {
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
func (p *pcm) Frames() int64   { return -1 }

// Read waits for one sample only, so that a microphone is heard as it comes.
func (p *pcm) Read(dst []float32) (int, error) {
	head, err := p.in.Peek(2)
	if len(head) < 2 {
		if len(head) == 1 && err == io.EOF {
			return 0, fmt.Errorf("ends within a sample: %w", io.ErrUnexpectedEOF)
		}
		return 0, err
	}
	n := min(len(dst), p.in.Buffered()/2)
	b, _ := p.in.Peek(2 * n) // buffered, so it cannot fail
	for i := range n {
		dst[i] = float32(int16(binary.LittleEndian.Uint16(b[2*i:]))) / (1 << 15)
	}
	_, err = p.in.Discard(2 * n)
	return n, err
}
