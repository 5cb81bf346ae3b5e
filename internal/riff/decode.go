package riff

import (
	"encoding/binary"
	"math"
)

// A decoder makes len(dst) samples of the bytes at the start of src.
type decoder func(dst []float32, src []byte)

// decoderFor returns nil for what cannot be read.
func decoderFor(e Encoding, bits int) decoder {
	switch e {
	case PCM:
		switch bits {
		case 8:
			return decode8
		case 16:
			return decode16
		case 24:
			return decode24
		case 32:
			return decode32
		}
	case Float:
		switch bits {
		case 32:
			return decodeFloat32
		case 64:
			return decodeFloat64
		}
	case ALaw:
		if bits == 8 {
			return decodeALaw
		}
	case MuLaw:
		if bits == 8 {
			return decodeMuLaw
		}
	}
	return nil
}

// decode8 reads unsigned bytes: 128 is silence.
func decode8(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = float32(int(src[i])-128) / (1 << 7)
	}
}

func decode16(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = float32(int16(binary.LittleEndian.Uint16(src[2*i:]))) / (1 << 15)
	}
}

func decode24(dst []float32, src []byte) {
	for i := range dst {
		b := src[3*i:][:3]
		v := int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24) >> 8
		dst[i] = float32(v) / (1 << 23)
	}
}

// decode32 rounds: a float32 holds 24 bits.
func decode32(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = float32(int32(binary.LittleEndian.Uint32(src[4*i:]))) / (1 << 31)
	}
}

func decodeFloat32(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(src[4*i:]))
	}
}

func decodeFloat64(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = float32(math.Float64frombits(binary.LittleEndian.Uint64(src[8*i:])))
	}
}

func decodeALaw(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = float32(aLaw(src[i])) / (1 << 15)
	}
}

func decodeMuLaw(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = float32(muLaw(src[i])) / (1 << 15)
	}
}

// aLaw expands one byte of ITU-T G.711 A-law, table 1, to 16 bits (the 13 of
// the table, times 8). Bits are sign, three of segment, four of step, with
// every other bit inverted; each value stands for the middle of its step.
func aLaw(b byte) int {
	b ^= 0x55
	v := int(b&0x0F)<<4 + 8
	if segment := int(b >> 4 & 7); segment > 0 {
		v = (v + 0x100) << (segment - 1)
	}
	if b&0x80 == 0 {
		return -v
	}
	return v
}

// muLaw expands one byte of ITU-T G.711 µ-law, table 2, to 16 bits (the 14 of
// the table, times 4). All bits are inverted; the bias of 33 (132 here) makes
// the segments meet.
func muLaw(b byte) int {
	b = ^b
	v := (int(b&0x0F)<<3+0x84)<<(b>>4&7) - 0x84
	if b&0x80 != 0 {
		return -v
	}
	return v
}
