package wake

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/hearsay-go/hearsay/internal/riff"
)

// ErrWAV is wrapped by the errors of a WAV about what the stream holds, as
// opposed to those of reading it. Where the stream ended too soon they wrap
// [io.ErrUnexpectedEOF] too.
var ErrWAV = riff.ErrFormat

// A WAV hands out the samples of a WAV stream: PCM of 8, 16, 24 or 32 bits,
// float of 32 or 64, A-law, µ-law, WAVE_FORMAT_EXTENSIBLE, RF64, and streams
// whose length was left open. It trusts no length that the stream merely
// claims: its memory is a buffer of 8 KB, whatever it reads. A WAV belongs to
// one goroutine.
type WAV struct{ r *riff.Reader }

// NewWAV reads a WAV header. It reads ahead in r, never seeks, and does not
// close it.
func NewWAV(r io.Reader) (*WAV, error) {
	w, err := riff.NewReader(r)
	if err != nil {
		return nil, err // it names package wake
	}
	return &WAV{w}, nil
}

// SampleRate of the stream in Hz, 1 to 1,000,000.
func (w *WAV) SampleRate() int { return w.r.Format().SampleRate }

// Channels that are interleaved in the stream, 1 to 64.
func (w *WAV) Channels() int { return w.r.Format().Channels }

// Frames is how many frames the header claims, or -1 where it leaves that open.
func (w *WAV) Frames() int64 { return w.r.Frames() }

// Read writes the next samples to dst, channels interleaved, and returns how
// many: at least one, as soon as there is one. Integers become [-1, 1], of 8 to
// 24 bits exactly; floats are handed out as they are. At the end it returns 0 and io.EOF; a stream that
// ends sooner than its header promises, or within a frame, ends with an error
// instead. Read does not allocate.
func (w *WAV) Read(dst []float32) (int, error) {
	return w.r.Read(dst)
}

// A SampleReader is a source of samples: channels interleaved, each in [-1, 1].
// Read writes at most len(dst) of them to dst, returns how many, and io.EOF
// after the last; it may block rather than return none. A SampleReader that has
// the methods SampleRate and Channels of a [WAV] is checked against the
// Detector.
type SampleReader interface {
	Read(dst []float32) (int, error)
}

// maxEmptyReads is how often in a row a SampleReader may give neither samples
// nor an error: as often as package bufio lets an io.Reader.
const maxEmptyReads = 100

// Hear starts a new stream, reads all of r, and yields each detection as it
// comes. A read that fails ends the sequence: what was heard until then is
// decided as by Flush, then the error comes, with a zero Detection. A loop that
// breaks leaves the rest of r unread.
//
//	w, err := wake.NewWAV(file)
//	d, err := wake.New(model, wake.Config{SampleRate: w.SampleRate(), Channels: w.Channels()})
//	for det, err := range d.Hear(w) {
func (d *Detector) Hear(r SampleReader) iter.Seq2[Detection, error] {
	return func(yield func(Detection, error) bool) {
		if err := d.checkSource(r); err != nil {
			yield(Detection{}, err)
			return
		}
		d.Reset()
		var dets []Detection
		buf := make([]float32, 2048)
		for empty := 0; ; empty++ {
			n, err := read(r, buf)
			if n > 0 {
				empty = 0
			} else if err == nil && empty == maxEmptyReads {
				err = fmt.Errorf("wake: hearing a source: %w", io.ErrNoProgress)
			}
			dets = d.Append(dets[:0], buf[:n])
			if err != nil {
				dets = d.Flush(dets)
			}
			for _, det := range dets {
				if !yield(det, nil) {
					return
				}
			}
			if err != nil {
				if err != io.EOF {
					yield(Detection{}, err)
				}
				return
			}
		}
	}
}

// read reads from r, and refuses a count that cannot be.
func read(r SampleReader, dst []float32) (int, error) {
	n, err := r.Read(dst)
	if n < 0 || n > len(dst) {
		return 0, fmt.Errorf("wake: hearing a source: %d samples read into room for %d", n, len(dst))
	}
	return n, err
}

// sourceFormat is what a SampleReader may tell of itself.
type sourceFormat interface {
	SampleRate() int
	Channels() int
}

// checkSource compares the format of r, where it tells, with the Detector's.
func (d *Detector) checkSource(r SampleReader) error {
	if f, ok := r.(sourceFormat); ok && (f.SampleRate() != d.config.SampleRate || f.Channels() != d.config.Channels) {
		return d.mismatch("source", f.SampleRate(), f.Channels())
	}
	return nil
}

// mismatch is the error about what has another format than the Detector hears.
func (d *Detector) mismatch(what string, rate, channels int) error {
	var fields []string
	if rate != d.config.SampleRate {
		fields = append(fields, fmt.Sprintf("%d Hz, Config.SampleRate is %d", rate, d.config.SampleRate))
	}
	if channels != d.config.Channels {
		fields = append(fields, fmt.Sprintf("%d channels, Config.Channels is %d", channels, d.config.Channels))
	}
	return fmt.Errorf("wake: %s of %s", what, strings.Join(fields, ", and of "))
}
