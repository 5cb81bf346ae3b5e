// Package riff reads WAV audio from untrusted streams: PCM of 8, 16, 24 and 32
// bits, IEEE float of 32 and 64, A-law and µ-law, plain or as
// WAVE_FORMAT_EXTENSIBLE, in RIFF or in RF64 (EBU Tech 3306; BW64 likewise).
//
// A [Reader] asks for no seeking and holds a buffer of fixed size: memory never
// follows a length that a header merely claims. Every chunk is walked once;
// those that are not fmt, ds64 or data are skipped, up to the data chunk; what
// follows it is not read.
//
// Writers that cannot seek leave the data chunk's length open: 0, 0xFFFFFFFF,
// or, as arecord and sox do, 2 GiB or nearly. Data of such a length, that is
// none or at least 0x7FFF0000 bytes, is read to the end of the stream, unless the RIFF length says that more chunks follow it. Any other
// length is a promise: if the stream ends sooner, Read hands out all there is,
// then an error that wraps [io.ErrUnexpectedEOF].
//
// Everything that cannot be read is an error that wraps [ErrFormat] and names
// what it met and at which byte: RIFX, Wave64, other formats by their name,
// compressed encodings, impossible figures.
package riff
