package enroll

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// Both files of this package, a word and the evidence of an embedding, are one
// container, little-endian:
//
//	magic      8 bytes, which end with the format's version
//	head       uint32 length, then JSON
//	body       blocks, each of a length that follows from the head
//	checksum   SHA-256 of all before it
//
// A reader takes in at most so many bytes as a file of the kind can have, checks
// the sum before it believes anything, and then only slices what it holds.

// ErrFormat is wrapped by the errors of ReadModel and ReadEvidence about what the
// stream holds, as opposed to those of reading it.
var ErrFormat = errors.New("enroll: malformed file")

const (
	magicModel    = "hearsay1"
	magicEvidence = "hearevi2"
	maxModel      = 8 << 20 // bytes of a file
	maxEvidence   = 32 << 20

	magicEvidence1 = "hearevi1" // no variation; still read
)

// malformed is an ErrFormat that says what is wrong.
func malformed(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrFormat}, args...)...)
}

// writeContainer writes a head and the blocks of a body.
func writeContainer(w io.Writer, magic string, head any, body ...[]byte) error {
	text, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("enroll: %w", err)
	}
	var b bytes.Buffer
	b.WriteString(magic)
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(text))))
	b.Write(text)
	for _, block := range body {
		b.Write(block)
	}
	sum := sha256.Sum256(b.Bytes())
	b.Write(sum[:])
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("enroll: %w", err)
	}
	return nil
}

// readContainer reads all of r, fills head from the JSON and returns the body. The
// file may start with any of some magics of 8 bytes; the first is today's.
func readContainer(r io.Reader, limit int, head any, magics ...string) (body, error) {
	magic := magics[0]
	data, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, fmt.Errorf("enroll: %w", err)
	}
	if len(data) > limit {
		return nil, malformed("more than %d bytes", limit)
	}
	if len(data) < len(magic)+4+sha256.Size {
		return nil, malformed("%d bytes are too few", len(data))
	}
	if got := string(data[:len(magic)]); !slices.Contains(magics, got) {
		return nil, malformed("it starts with %q, want %q", got, magic)
	}
	sum := sha256.Sum256(data[:len(data)-sha256.Size])
	if !bytes.Equal(sum[:], data[len(data)-sha256.Size:]) {
		return nil, malformed("the checksum does not match: it is damaged or cut short")
	}
	rest := data[len(magic) : len(data)-sha256.Size]
	n := int64(binary.LittleEndian.Uint32(rest))
	rest = rest[4:]
	if n > int64(len(rest)) {
		return nil, malformed("a head of %d bytes in %d", n, len(rest))
	}
	d := json.NewDecoder(bytes.NewReader(rest[:n]))
	d.DisallowUnknownFields()
	if err := d.Decode(head); err != nil {
		return nil, malformed("head: %w", err)
	}
	return body(rest[n:]), nil
}

// A body is what is left to read of a container.
type body []byte

// bytes takes the next n bytes, which stay part of the file's memory.
func (b *body) bytes(n int) ([]byte, error) {
	if n < 0 || n > len(*b) {
		return nil, malformed("%d bytes wanted, %d left", n, len(*b))
	}
	out := (*b)[:n:n]
	*b = (*b)[n:]
	return out, nil
}

// floats takes the next n numbers, each finite.
func (b *body) floats(n int) ([]float32, error) {
	if n < 0 || n > len(*b)/4 {
		return nil, malformed("%d numbers wanted, %d bytes left", n, len(*b))
	}
	raw, err := b.bytes(4 * n)
	if err != nil {
		return nil, err
	}
	out := make([]float32, n)
	for i := range out {
		v := math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		if !(math.Abs(float64(v)) <= maxNumber) {
			return nil, malformed("number %d is %v", i, v)
		}
		out[i] = v
	}
	return out, nil
}

// maxNumber bounds the numbers of a file, so that no product of a few of them
// overflows.
const maxNumber = 1e9

// end fails where something is left.
func (b *body) end() error {
	if len(*b) > 0 {
		return malformed("%d bytes too many", len(*b))
	}
	return nil
}

// floatBytes is what floats reads.
func floatBytes(x []float32) []byte {
	b := make([]byte, 0, 4*len(x))
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}
