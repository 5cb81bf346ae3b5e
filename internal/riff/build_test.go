package riff

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
)

// le is v as n little-endian bytes.
func le(v uint64, n int) string {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], v)
	return string(b[:n])
}

// claims is a chunk whose head claims a size of its own.
func claims(id string, size uint32, body string) string { return id + le(uint64(size), 4) + body }

// chunked is a chunk as it should be, padded to an even length.
func chunked(id, body string) string {
	s := claims(id, uint32(len(body)), body)
	if len(body)%2 == 1 {
		s += "\x00"
	}
	return s
}

// fmtBody is the body of a plain fmt chunk.
func fmtBody(tag Encoding, channels, rate, bits int) string {
	align := channels * bits / 8
	return le(uint64(tag), 2) + le(uint64(channels), 2) + le(uint64(rate), 4) +
		le(uint64(rate*align), 4) + le(uint64(align), 2) + le(uint64(bits), 2)
}

// extensibleBody is the body of a WAVE_FORMAT_EXTENSIBLE fmt chunk.
func extensibleBody(tag Encoding, channels, rate, bits, valid int) string {
	return le(0xFFFE, 2) + fmtBody(tag, channels, rate, bits)[2:] +
		le(22, 2) + le(uint64(valid), 2) + le(3, 4) + le(uint64(tag), 2) + subFormatTail
}

// wave joins chunks to a file.
func wave(chunks ...string) string {
	var body strings.Builder
	body.WriteString("WAVE")
	for _, c := range chunks {
		body.WriteString(c)
	}
	return claims("RIFF", uint32(len(body.String())), body.String())
}

// pcm16 is mono, 16 bits, 16 kHz.
var pcm16 = chunked("fmt ", fmtBody(PCM, 1, 16000, 16))

// readAll reads every sample, n at a time.
func readAll(r *Reader, n int) ([]float32, error) {
	var all []float32
	buf := make([]float32, n)
	for {
		k, err := r.Read(buf)
		all = append(all, buf[:k]...)
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
	}
}

// open reads a header that must be good.
func open(t testing.TB, r io.Reader) *Reader {
	t.Helper()
	w, err := NewReader(r)
	if err != nil {
		t.Fatalf("NewReader: %v", err)
	}
	return w
}

// limited gives the bytes of s and fails the test when asked for much more
// than it holds: an endless walk.
type limited struct {
	t    testing.TB
	s    string
	more int
}

func (l *limited) Read(b []byte) (int, error) {
	if l.s == "" {
		if l.more++; l.more > 100 {
			l.t.Error("reads on and on after the end")
			return 0, errors.New("enough")
		}
		return 0, io.EOF
	}
	n := copy(b, l.s)
	l.s = l.s[n:]
	return n, nil
}
