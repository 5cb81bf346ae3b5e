// Package nntest looks into files of weights, for tests of what ships with them.
package nntest

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"os"
	"testing"

	"github.com/hearsay-go/hearsay/internal/nn"
)

// Checksum holds embedded weights against weights.safetensors.sha256 beside
// them, and returns their SHA-256 in hexadecimal.
func Checksum(t testing.TB, weights []byte) string {
	t.Helper()
	want, err := os.ReadFile("weights.safetensors.sha256")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(weights)
	digest := hex.EncodeToString(sum[:])
	if got := digest + "  weights.safetensors\n"; got != string(want) {
		t.Errorf("weights.safetensors.sha256 says %q, want %q", want, got)
	}
	return digest
}

// Edit returns weights with text replaced in their header, which must hold it,
// the header's length kept right.
func Edit(t testing.TB, weights []byte, old, changed string) []byte {
	t.Helper()
	n := 8 + binary.LittleEndian.Uint64(weights)
	header, data := weights[8:n], weights[n:]
	if !bytes.Contains(header, []byte(old)) {
		t.Fatalf("no %s in the header", old)
	}
	header = bytes.Replace(header, []byte(old), []byte(changed), 1)
	out := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(out, header...), data...)
}

// Vectors are the stored vectors of testdata/vectors.safetensors.
type Vectors struct {
	*nn.Tensors
	t testing.TB
}

// Open reads the stored vectors.
func Open(t testing.TB) Vectors {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	f, err := nn.ParseTensors(data)
	if err != nil {
		t.Fatal(err)
	}
	return Vectors{f, t}
}

// Flat returns a tensor in the order it is stored in.
func (v Vectors) Flat(name string) []float32 {
	v.t.Helper()
	x, err := v.Float32(name, v.Shape(name)...)
	if err != nil {
		v.t.Fatal(err)
	}
	return x
}

// Rows returns a tensor of two axes.
func (v Vectors) Rows(name string) (rows [][]float32) {
	v.t.Helper()
	width := v.Shape(name)[1]
	for x := v.Flat(name); len(x) > 0; x = x[width:] {
		rows = append(rows, x[:width])
	}
	return rows
}

// Audio returns the sound that the vectors are of, in [-1, 1].
func (v Vectors) Audio() []float32 {
	v.t.Helper()
	x := v.Flat("audio")
	for i := range x {
		x[i] /= 32768
	}
	return x
}
