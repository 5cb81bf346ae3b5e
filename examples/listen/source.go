package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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

// containers are how files start that are no raw PCM, whatever they hold: WAV
// and its kin, AIFF, FLAC, Ogg, MP3, CAF, Sun audio.
var containers = []string{"RIFF", "RF64", "BW64", "RIFX", "riff", "FORM", "fLaC", "OggS", "ID3\x02", "ID3\x03", "ID3\x04", "caff", ".snd"}

// headLen is how much of standard input is looked at: 8 ms of raw PCM at 16 kHz.
const headLen = 256

// newStream reads standard input: WAV, or what else is known to be a container
// and so refused by its name, or text; all the rest is raw 16-bit PCM.
func newStream(in io.Reader, raw format) (source, error) {
	b := bufio.NewReader(in)
	head, err := b.Peek(headLen)
	switch {
	case len(head) == 0 && err == io.EOF:
		return nil, errors.New("nothing in it: want WAV or raw 16-bit PCM")
	case slices.Contains(containers, string(head[:min(4, len(head))])):
		return newFile(b)
	case len(head) > 0 && isText(head):
		return nil, errors.New("this is text: want WAV or raw 16-bit PCM")
	}
	return &pcm{in: b, format: raw}, nil
}

// isText says whether the start of a stream is UTF-8 without control
// characters but those of text. Silence is zeros, so no audio starts like that.
func isText(head []byte) bool {
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		if r == utf8.RuneError && n == 1 {
			return !utf8.FullRune(head) && len(head) < utf8.UTFMax // cut within a character
		}
		if unicode.IsControl(r) && !strings.ContainsRune("\t\n\r\f\x1b", r) {
			return false
		}
		head = head[n:]
	}
	return true
}

// newFile reads WAV and nothing else: heard as raw PCM, music in another format
// is noise that no one would be told of.
func newFile(in io.Reader) (source, error) {
	w, err := wake.NewWAV(in)
	if err != nil {
		return nil, err
	}
	return w, nil
}

// pcm is raw 16-bit little-endian PCM.
type pcm struct {
	in *bufio.Reader
	format
	over int // samples of a frame that is not complete
}

func (p *pcm) SampleRate() int { return p.rate }
func (p *pcm) Channels() int   { return p.channels }
func (p *pcm) Frames() int64   { return -1 }

// Read waits for one sample only, so that a microphone is heard as it comes.
func (p *pcm) Read(dst []float32) (int, error) {
	head, err := p.in.Peek(2)
	if len(head) < 2 {
		return 0, p.end(err, len(head))
	}
	n := min(len(dst), p.in.Buffered()/2)
	b, _ := p.in.Peek(2 * n) // buffered, so it cannot fail
	for i := range n {
		dst[i] = float32(int16(binary.LittleEndian.Uint16(b[2*i:]))) / (1 << 15)
	}
	p.over = (p.over + n) % p.channels
	_, err = p.in.Discard(2 * n)
	return n, err
}

// end is the error at the end of the stream, with rest bytes that make no
// sample.
func (p *pcm) end(err error, rest int) error {
	if bytes := 2*p.over + rest; err == io.EOF && bytes > 0 {
		return fmt.Errorf("ends within a frame, with %d of its %d bytes: %w", bytes, 2*p.channels, io.ErrUnexpectedEOF)
	}
	return err
}
