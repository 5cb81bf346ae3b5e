package riff

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// ErrFormat is wrapped by the errors about what a stream holds, as opposed to
// those of reading it. It is wake.ErrWAV, and so it and all errors of this
// package name that one.
var ErrFormat = errors.New("wake: not a WAV that can be read")

const (
	bufferSize = 8192
	openEnded  = 0x7FFF0000 // 32-bit lengths from here on are rather none
	unlimited  = 1<<63 - 1
)

// A Reader hands out the samples of one WAV stream.
type Reader struct {
	src    *bufio.Reader
	at     int64 // bytes of the stream consumed
	format Format
	decode decoder

	dataAt  int64 // where the samples start
	claimed int64 // bytes of samples by the header
	open    bool  // the header leaves that open; claimed is unlimited
	left    int64 // of claimed
	err     error // sticky
}

// NewReader reads the header up to the first sample.
func NewReader(r io.Reader) (*Reader, error) {
	w := &Reader{src: bufio.NewReaderSize(r, bufferSize)}
	if err := w.readHeader(); err != nil {
		return nil, err
	}
	return w, nil
}

// Format describes the stream.
func (r *Reader) Format() Format { return r.format }

// Frames returns how many frames (samples of one channel) the header claims,
// or -1 where it leaves that open.
func (r *Reader) Frames() int64 {
	if r.open {
		return -1
	}
	return r.claimed / int64(r.format.frameBytes())
}

// Read writes the next samples to dst, channels interleaved, and returns how
// many. It waits for one sample only, so that a live stream is heard as it
// comes. Integers become [-1, 1), those of 32 bits rounded to a float32's 24 and
// so at most 1; floats are handed out as they are, also beyond full scale, NaN
// or infinite. At the end Read returns 0 and io.EOF, or,
// where the stream ended sooner than it should, an error that wraps ErrFormat
// and io.ErrUnexpectedEOF. It does not allocate.
func (r *Reader) Read(dst []float32) (int, error) {
	if r.err != nil || len(dst) == 0 {
		return 0, r.err
	}
	size := r.format.Bits / 8
	head, err := r.src.Peek(int(min(int64(size), r.left)))
	if len(head) < size {
		r.err = r.end(err, int64(len(head)))
		return 0, r.err
	}
	n := min(len(dst), r.src.Buffered()/size, int(min(r.left, bufferSize))/size)
	b, _ := r.src.Peek(n * size) // buffered, so it cannot fail
	r.decode(dst[:n], b)
	r.src.Discard(len(b))
	r.at += int64(len(b))
	r.left -= int64(len(b))
	return n, nil
}

// end says how the stream ended, with the error of the last read and rest bytes
// that make no sample.
func (r *Reader) end(err error, rest int64) error {
	if err != nil && err != io.EOF {
		return fmt.Errorf("wake: WAV at byte %d: %w", r.at, err)
	}
	if r.left > rest && !r.open {
		return r.truncated("data chunk at byte %d claims %d bytes, the stream ends after %d", r.dataAt-8, r.claimed, r.at+rest-r.dataAt)
	}
	if rest += (r.at - r.dataAt) % int64(r.format.frameBytes()); rest != 0 {
		return r.truncated("data chunk at byte %d ends within a frame, with %d of its %d bytes", r.dataAt-8, rest, r.format.frameBytes())
	}
	return io.EOF
}

// bad is an error about what the stream holds.
func bad(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrFormat}, args...)...)
}

// truncated is an error about what the stream lacks.
func (r *Reader) truncated(format string, args ...any) error {
	args = append(append([]any{ErrFormat}, args...), io.ErrUnexpectedEOF)
	return fmt.Errorf("%w: "+format+": %w", args...)
}
