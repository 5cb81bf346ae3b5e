package riff

import (
	"encoding/binary"
	"fmt"
	"io"
)

const maxChunks = 512 // before the samples; a stream of headers has to end

// A chunk is the head of one: what it is, where it starts, what it claims.
type chunk struct {
	id   string
	at   int64
	size int64
}

// readHeader reads the stream's form and walks its chunks up to the samples.
func (r *Reader) readHeader() error {
	riffSize, wide, err := r.readForm()
	if err != nil {
		return err
	}
	dataSize := int64(-1) // by ds64
	for range maxChunks {
		c, err := r.readChunk()
		if err != nil {
			return err
		}
		switch {
		case c.id == "ds64" && wide:
			if riffSize, dataSize, err = r.readSizes(c); err != nil {
				return err
			}
		case c.id == "fmt ":
			if r.decode != nil {
				return bad("second fmt chunk at byte %d", c.at)
			}
			if err := r.readFormat(c); err != nil {
				return err
			}
		case c.id == "data":
			if r.decode == nil {
				return bad("data chunk at byte %d comes before any fmt chunk", c.at)
			}
			r.startData(c, riffSize, dataSize)
			return nil
		default:
			if err := r.skip(c, c.size); err != nil {
				return err
			}
		}
		if err := r.skipPadding(c); err != nil {
			return err
		}
	}
	return bad("no data chunk among the first %d", maxChunks)
}

// readForm reads the first 12 bytes. The form is wide where 64-bit lengths may
// follow.
func (r *Reader) readForm() (riffSize int64, wide bool, err error) {
	var head [12]byte
	n, err := r.read(head[:])
	if n == 0 && err == io.EOF {
		return 0, false, r.truncated("empty stream")
	}
	if name := otherFormat(head[:n]); name != "" {
		return 0, false, bad("this is %s, not RIFF", name)
	}
	if err != nil {
		return 0, false, r.broken(err, "%d bytes, less than a RIFF header", n)
	}
	id, form := string(head[:4]), string(head[8:])
	wide = id == "RF64" || id == "BW64"
	if id != "RIFF" && !wide {
		return 0, false, bad("starts with %q, want RIFF or RF64", id)
	}
	if form != "WAVE" {
		return 0, false, bad("RIFF holds %q, want WAVE", form)
	}
	return int64(binary.LittleEndian.Uint32(head[4:])), wide, nil
}

// otherFormat names formats that people take for WAV, by how they start.
func otherFormat(head []byte) string {
	for _, f := range []struct{ start, name string }{
		{"RIFX", "big-endian RIFX"}, {"riff", "Sony Wave64"}, {"FORM", "AIFF"}, {"fLaC", "FLAC"},
		{"OggS", "Ogg"}, {"ID3", "MP3"}, {"caff", "Core Audio"}, {".snd", "Sun audio"},
	} {
		if len(head) >= len(f.start) && string(head[:len(f.start)]) == f.start {
			return f.name
		}
	}
	return ""
}

func (r *Reader) readChunk() (chunk, error) {
	c := chunk{at: r.at}
	var head [8]byte
	n, err := r.read(head[:])
	if n == 0 && err == io.EOF {
		return c, r.truncated("no data chunk, the stream ends at byte %d", r.at)
	}
	if err != nil {
		return c, r.broken(err, "chunk at byte %d: %d bytes of its head", c.at, n)
	}
	if !isID(head[:4]) {
		return c, bad("chunk at byte %d: %q cannot be a chunk's name", c.at, head[:4])
	}
	c.id = string(head[:4])
	c.size = int64(binary.LittleEndian.Uint32(head[4:]))
	return c, nil
}

// isID reports whether b can be a chunk's name: four printable ASCII bytes.
func isID(b []byte) bool {
	for _, v := range b {
		if v < ' ' || v > '~' {
			return false
		}
	}
	return len(b) == 4
}

// readSizes reads what a ds64 chunk says of the RIFF and data chunks. A data
// length beyond all bounds is as good as none.
func (r *Reader) readSizes(c chunk) (riffSize, dataSize int64, err error) {
	var b [24]byte
	if c.size < int64(len(b)) {
		return 0, 0, bad("ds64 chunk at byte %d of %d bytes, want at least %d", c.at, c.size, len(b))
	}
	if n, err := r.read(b[:]); err != nil {
		return 0, 0, r.broken(err, "ds64 chunk at byte %d: %d bytes", c.at, n)
	}
	riffSize = int64(min(binary.LittleEndian.Uint64(b[:]), unlimited))
	dataSize = int64(min(binary.LittleEndian.Uint64(b[8:]), unlimited))
	return riffSize, dataSize, r.skip(c, c.size-int64(len(b)))
}

// startData settles how many bytes of samples there are; see the package's
// documentation. A dataSize of -1 means that no ds64 chunk gave one.
func (r *Reader) startData(c chunk, riffSize, dataSize int64) {
	r.dataAt = r.at
	size, open := c.size, c.size == 0 || c.size >= openEnded
	if c.size == 0xFFFFFFFF && dataSize > 0 {
		size, open = dataSize, dataSize == unlimited
	}
	// A true length of nearly 2 GiB, or of 0, shows when chunks follow.
	chunksFollow := riffSize != 0xFFFFFFFF && riffSize-size > r.at-7
	r.claimed, r.open = size, open && !chunksFollow
	if r.open {
		r.claimed = unlimited
	}
	r.left = r.claimed
}

// skip drops n bytes of a chunk, without memory for them.
func (r *Reader) skip(c chunk, n int64) error {
	for n > 0 {
		k, err := r.src.Discard(int(min(n, bufferSize)))
		r.at += int64(k)
		n -= int64(k)
		if err != nil {
			return r.broken(err, "%s chunk at byte %d claims %d bytes, the stream ends %d short of that", c.id, c.at, c.size, n)
		}
	}
	return nil
}

// skipPadding drops the byte that follows a chunk of odd length. Some writers
// leave it out: then the next chunk's name follows at once.
func (r *Reader) skipPadding(c chunk) error {
	if c.size%2 == 0 {
		return nil
	}
	next, _ := r.src.Peek(4)
	if len(next) == 0 || isID(next) {
		return nil
	}
	return r.skip(c, 1)
}

// read fills b; the error is io.EOF or io.ErrUnexpectedEOF where the stream
// ends before.
func (r *Reader) read(b []byte) (int, error) {
	n, err := io.ReadFull(r.src, b)
	r.at += int64(n)
	return n, err
}

// broken is an error about a header that could not be read whole: because the
// stream ended, or because reading failed.
func (r *Reader) broken(err error, format string, args ...any) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return r.truncated(format, args...)
	}
	return fmt.Errorf("wake: WAV at byte %d: %w", r.at, err)
}
