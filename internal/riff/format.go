package riff

import (
	"encoding/binary"
	"fmt"
)

// Bounds on what a header may state. They are far beyond what microphones give.
const (
	maxSampleRate = 1_000_000 // Hz
	maxChannels   = 64
	maxFormat     = 1024 // bytes in a fmt chunk; the longest known have about 80
)

// Encoding is how samples are written down.
type Encoding uint16

// The encodings, by their tags in a fmt chunk (RFC 2361).
const (
	PCM   Encoding = 1
	Float Encoding = 3
	ALaw  Encoding = 6
	MuLaw Encoding = 7

	extensible Encoding = 0xFFFE
)

// String names the encoding, also those that a Reader refuses.
func (e Encoding) String() string {
	switch e {
	case PCM:
		return "PCM"
	case Float:
		return "float"
	case ALaw:
		return "A-law"
	case MuLaw:
		return "µ-law"
	case 2:
		return "Microsoft ADPCM"
	case 0x11:
		return "IMA ADPCM"
	case 0x31:
		return "GSM 6.10"
	case 0x50, 0x55:
		return "MPEG audio"
	}
	return fmt.Sprintf("encoding 0x%04X", uint16(e))
}

// Format describes the samples of a stream.
type Format struct {
	SampleRate int // Hz, 1 to 1,000,000
	Channels   int // 1 to 64
	Bits       int // of one sample as stored: 8, 16, 24, 32 or 64
	Encoding   Encoding
}

func (f Format) frameBytes() int { return f.Channels * f.Bits / 8 }

// subFormatTail is what follows the tag in a WAVE_FORMAT_EXTENSIBLE subformat
// that stands for a plain tag (KSDATAFORMAT_SUBTYPE_PCM and its siblings).
const subFormatTail = "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xAA\x00\x38\x9B\x71"

// readFormat reads a fmt chunk.
func (r *Reader) readFormat(c chunk) error {
	if c.size < 16 || c.size > maxFormat {
		return bad("fmt chunk at byte %d of %d bytes, want 16 to %d", c.at, c.size, maxFormat)
	}
	var buf [40]byte
	b := buf[:min(c.size, int64(len(buf)))]
	if n, err := r.read(b); err != nil {
		return r.broken(err, "fmt chunk at byte %d: %d of %d bytes", c.at, n, c.size)
	}
	if err := r.skip(c, c.size-int64(len(b))); err != nil {
		return err
	}
	encoding := Encoding(binary.LittleEndian.Uint16(b))
	if encoding == extensible {
		if len(b) < len(buf) {
			return bad("extensible fmt chunk at byte %d of %d bytes, want %d", c.at, c.size, len(buf))
		}
		if string(b[26:]) != subFormatTail {
			return bad("extensible fmt chunk at byte %d: subformat %x is not supported", c.at, b[24:])
		}
		encoding = Encoding(binary.LittleEndian.Uint16(b[24:]))
	}
	return r.setFormat(c, encoding, b)
}

// setFormat takes over the figures of a fmt chunk's first 16 bytes. The average
// byte rate is ignored: nothing depends on it, and many writers get it wrong.
func (r *Reader) setFormat(c chunk, e Encoding, b []byte) error {
	channels := int(binary.LittleEndian.Uint16(b[2:]))
	rate := binary.LittleEndian.Uint32(b[4:])
	align := int(binary.LittleEndian.Uint16(b[12:]))
	bits := int(binary.LittleEndian.Uint16(b[14:]))
	if channels < 1 || channels > maxChannels {
		return bad("fmt chunk at byte %d: %d channels, want 1 to %d", c.at, channels, maxChannels)
	}
	if rate < 1 || rate > maxSampleRate {
		return bad("fmt chunk at byte %d: sample rate %d Hz, want 1 to %d", c.at, rate, maxSampleRate)
	}
	decode := decoderFor(e, bits)
	if decode == nil {
		return bad("fmt chunk at byte %d: %v of %d bits is not supported", c.at, e, bits)
	}
	r.format = Format{SampleRate: int(rate), Channels: channels, Bits: bits, Encoding: e}
	if align != r.format.frameBytes() {
		return bad("fmt chunk at byte %d: frames of %d bytes, want %d for %d channels of %d bits", c.at, align, r.format.frameBytes(), channels, bits)
	}
	r.decode = decode
	return nil
}
