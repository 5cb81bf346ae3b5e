package phone

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// maxInflated bounds what an embedded file may grow to.
const maxInflated = 4 << 20

// inflate undoes the compression of an embedded file.
func inflate(packed []byte) ([]byte, error) {
	r := io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxInflated+1)
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("inflate: %w", err)
	}
	if len(data) > maxInflated {
		return nil, fmt.Errorf("inflate: more than %d bytes", maxInflated)
	}
	return data, nil
}

var errShort = errors.New("file is cut short")

// A reader takes numbers off a buffer and remembers the first failure, after
// which it gives zeros.
type reader struct {
	buf []byte
	at  int
	err error
}

// left is the number of bytes not yet read.
func (r *reader) left() int { return len(r.buf) - r.at }

func (r *reader) bytes(n int) []byte {
	if r.err != nil || n > r.left() {
		r.err = errShort
		return nil
	}
	r.at += n
	return r.buf[r.at-n : r.at : r.at]
}

func (r *reader) uint8() int {
	if r.err != nil || r.at >= len(r.buf) {
		r.err = errShort
		return 0
	}
	r.at++
	return int(r.buf[r.at-1])
}

func (r *reader) uint16() int {
	if b := r.bytes(2); b != nil {
		return int(binary.LittleEndian.Uint16(b))
	}
	return 0
}

func (r *reader) uint32() int {
	if b := r.bytes(4); b != nil {
		return int(binary.LittleEndian.Uint32(b) & math.MaxInt32)
	}
	return 0
}

func (r *reader) uvarint() int {
	if r.err == nil && r.at < len(r.buf) && r.buf[r.at] < 0x80 { // most are short
		r.at++
		return int(r.buf[r.at-1])
	}
	v, n := binary.Uvarint(r.buf[r.at:])
	if r.err != nil || n <= 0 || v > math.MaxInt32 {
		r.err = errShort
		return 0
	}
	r.at += n
	return int(v)
}
