package riff

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
)

// malformed lists what must be refused: how each file is wrong, what the error
// says, how many samples come before it.
var malformed = []struct {
	name, file string
	want       string // part of the error
	short      bool   // the error wraps io.ErrUnexpectedEOF
	samples    int
}{
	{"empty", "", "empty stream", true, 0},
	{"a few bytes", "RIFF\x00", "less than a RIFF header", true, 0},
	{"RIFX", "RIFX\x00\x00\x00\x24WAVE", "big-endian RIFX", false, 0},
	{"Wave64", "riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB", "Sony Wave64", false, 0},
	{"AIFF", "FORM\x00\x00\x00\x24AIFF", "AIFF", false, 0},
	{"FLAC", "fLaC\x00\x00\x00\x22", "FLAC", false, 0},
	{"Ogg", "OggS\x00\x02\x00\x00\x00\x00\x00\x00", "Ogg", false, 0},
	{"MP3", "ID3\x04\x00\x00\x00\x00\x00\x00\x00\x00", "MP3", false, 0},
	{"text", "file,time_s,score\n", `starts with "file"`, false, 0},
	{"AVI", claims("RIFF", 100, "AVI LIST"), `holds "AVI "`, false, 0},
	{"no chunks", wave(), "no data chunk", true, 0},
	{"no data chunk", wave(pcm16), "no data chunk, the stream ends at byte 36", true, 0},
	{"data before fmt", wave(chunked("data", "abcd"), pcm16), "data chunk at byte 12 comes before any fmt", false, 0},
	{"two fmt chunks", wave(pcm16, pcm16, chunked("data", "ab")), "second fmt chunk at byte 36", false, 0},
	{"chunk without a name", wave(pcm16, "\x00\x01\x02\x03\x04\x05\x06\x07"), "chunk at byte 36", false, 0},
	{"chunk head cut", wave(pcm16, "data\x00"), "chunk at byte 36: 5 bytes of its head", true, 0},
	{"endless empty chunks", wave(strings.Repeat("junk\x00\x00\x00\x00", maxChunks)), "no data chunk among", false, 0},

	{"fmt size 0xFFFFFFF0", wave(claims("fmt ", 0xFFFFFFF0, fmtBody(PCM, 1, 16000, 16)), chunked("data", "ab")), "fmt chunk at byte 12 of 4294967280 bytes", false, 0},
	{"fmt size 2", wave(claims("fmt ", 2, "ab"), chunked("data", "ab")), "fmt chunk at byte 12 of 2 bytes", false, 0},
	{"fmt cut", wave(claims("fmt ", 16, "abcdef")), "fmt chunk at byte 12: 6 of 16 bytes", true, 0},
	{"fmt cut after its figures", wave(claims("fmt ", 100, extensibleBody(PCM, 1, 16000, 16, 16))), "fmt  chunk at byte 12 claims 100 bytes", true, 0},
	{"smpl size 0xFFFFFFF0", wave(pcm16, claims("smpl", 0xFFFFFFF0, "abc"), chunked("data", "ab")), "smpl chunk at byte 36 claims 4294967280 bytes", true, 0},
	{"LIST size 0x7FFFFFFE", wave(pcm16, claims("LIST", 0x7FFFFFFE, "INFO"), chunked("data", "ab")), "LIST chunk at byte 36 claims 2147483646 bytes", true, 0},
	{"ds64 too short", claims("RF64", 0xFFFFFFFF, "WAVE"+chunked("ds64", "abcdefgh")), "ds64 chunk at byte 12 of 8 bytes", false, 0},
	{"ds64 cut", claims("RF64", 0xFFFFFFFF, "WAVE"+claims("ds64", 28, "abcdefgh")), "ds64 chunk at byte 12: 8 bytes", true, 0},

	{"0 channels", wave(chunked("fmt ", fmtBody(PCM, 0, 16000, 16)), chunked("data", "ab")), "0 channels", false, 0},
	{"65,535 channels", wave(chunked("fmt ", fmtBody(PCM, 65535, 16000, 16)), chunked("data", "ab")), "65535 channels", false, 0},
	{"rate 0", wave(chunked("fmt ", fmtBody(PCM, 1, 0, 16)), chunked("data", "ab")), "sample rate 0 Hz", false, 0},
	{"rate 4294967295", wave(chunked("fmt ", fmtBody(PCM, 1, 0, 16)[:4]+le(0xFFFFFFFF, 4)+fmtBody(PCM, 1, 0, 16)[8:]), chunked("data", "ab")), "sample rate 4294967295 Hz", false, 0},
	{"bit depth 0", wave(chunked("fmt ", fmtBody(PCM, 1, 16000, 0)), chunked("data", "ab")), "PCM of 0 bits", false, 0},
	{"bit depth 12", wave(chunked("fmt ", fmtBody(PCM, 1, 16000, 12)), chunked("data", "ab")), "PCM of 12 bits", false, 0},
	{"bit depth 65535", wave(chunked("fmt ", fmtBody(PCM, 1, 16000, 65535)), chunked("data", "ab")), "PCM of 65535 bits", false, 0},
	{"float of 16 bits", wave(chunked("fmt ", fmtBody(Float, 1, 16000, 16)), chunked("data", "ab")), "float of 16 bits", false, 0},
	{"A-law of 16 bits", wave(chunked("fmt ", fmtBody(ALaw, 1, 16000, 16)), chunked("data", "ab")), "A-law of 16 bits", false, 0},
	{"µ-law of 16 bits", wave(chunked("fmt ", fmtBody(MuLaw, 1, 16000, 16)), chunked("data", "ab")), "µ-law of 16 bits", false, 0},
	{"IMA ADPCM", wave(chunked("fmt ", fmtBody(0x11, 1, 16000, 4)), chunked("data", "ab")), "IMA ADPCM", false, 0},
	{"Microsoft ADPCM", wave(chunked("fmt ", fmtBody(2, 1, 16000, 4)), chunked("data", "ab")), "Microsoft ADPCM", false, 0},
	{"GSM", wave(chunked("fmt ", fmtBody(0x31, 1, 16000, 0)), chunked("data", "ab")), "GSM 6.10", false, 0},
	{"MP3 in RIFF", wave(chunked("fmt ", fmtBody(0x55, 1, 16000, 0)), chunked("data", "ab")), "MPEG audio", false, 0},
	{"unknown encoding", wave(chunked("fmt ", fmtBody(0x1234, 1, 16000, 16)), chunked("data", "ab")), "encoding 0x1234", false, 0},
	{"frames of another length", wave(chunked("fmt ", fmtBody(PCM, 1, 16000, 16)[:12]+le(3, 2)+le(16, 2)), chunked("data", "ab")), "frames of 3 bytes, want 2", false, 0},
	{"extensible, too short", wave(chunked("fmt ", extensibleBody(PCM, 1, 16000, 16, 16)[:18]), chunked("data", "ab")), "extensible fmt chunk at byte 12 of 18 bytes", false, 0},
	{"extensible, foreign subformat", wave(chunked("fmt ", extensibleBody(PCM, 1, 16000, 16, 16)[:26]+strings.Repeat("x", 14)), chunked("data", "ab")), "subformat", false, 0},

	{"data longer than the file", wave(pcm16, claims("data", 1000, "abcdef")), "data chunk at byte 36 claims 1000 bytes, the stream ends after 6", true, 3},
	{"truncated in a sample", wave(pcm16, claims("data", 1000, "abcde")), "claims 1000 bytes, the stream ends after 5", true, 2},
	{"truncated in a sample, length open", wave(pcm16, claims("data", 0xFFFFFFFF, "abcde")), "ends within a frame, with 1 of its 2 bytes", true, 2},
	{"truncated in a frame, length open", wave(chunked("fmt ", fmtBody(PCM, 2, 16000, 16)), claims("data", 0xFFFFFFFF, "abcdef")), "ends within a frame, with 2 of its 4 bytes", true, 3},
	{"truncated in a frame and a sample", wave(chunked("fmt ", fmtBody(PCM, 2, 16000, 16)), claims("data", 0xFFFFFFFF, "abcdefg")), "ends within a frame, with 3 of its 4 bytes", true, 3},
	{"data of no whole frame", wave(pcm16, chunked("data", "abc")), "ends within a frame, with 1 of its 2 bytes", true, 1},
	{"data longer than an RF64 file", claims("RF64", 0xFFFFFFFF, "WAVE"+chunked("ds64", le(1<<40, 8)+le(1<<40, 8)+le(0, 8))+pcm16+claims("data", 0xFFFFFFFF, "abcd")), "claims 1099511627776 bytes, the stream ends after 4", true, 2},
}

func TestMalformed(t *testing.T) {
	for _, c := range malformed {
		t.Run(c.name, func(t *testing.T) {
			var got []float32
			r, err := NewReader(&limited{t: t, s: c.file})
			if err == nil {
				got, err = readAll(r, 100)
			}
			if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v\nwant one that wraps ErrFormat and says %q", err, c.want)
			}
			if errors.Is(err, io.ErrUnexpectedEOF) != c.short {
				t.Errorf("error %v wraps io.ErrUnexpectedEOF: %v, want %v", err, !c.short, c.short)
			}
			if len(got) != c.samples {
				t.Errorf("%d samples before the error, want %d", len(got), c.samples)
			}
		})
	}
}

// TestLiesThatDoNotMatter: sizes that lie within a chunk that is skipped, or
// after the data.
func TestLiesThatDoNotMatter(t *testing.T) {
	data := chunked("data", "abcd")
	for _, c := range []struct{ name, file string }{
		{"INFO sub-size 0xFFFFFFF0", wave(chunked("LIST", "INFO"+claims("ISFT", 0xFFFFFFF0, "test")), pcm16, data)},
		{"smpl size 0xFFFFFFF0 after the data", wave(pcm16, data, claims("smpl", 0xFFFFFFF0, "abc"))},
		{"LIST size 0x7FFFFFFE after the data", wave(pcm16, data, claims("LIST", 0x7FFFFFFE, "INFO"))},
		{"ds64 in plain RIFF", wave(chunked("ds64", "abc"), pcm16, data)},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readAll(open(t, &limited{t: t, s: c.file}), 10)
			if len(got) != 2 || err != nil {
				t.Errorf("%d samples, %v; want 2 and no error", len(got), err)
			}
		})
	}
}

// TestErrorsStay: a Reader that has failed goes on failing the same way.
func TestErrorsStay(t *testing.T) {
	r := open(t, strings.NewReader(wave(pcm16, claims("data", 1000, "abcdef"))))
	_, first := readAll(r, 10)
	if n, again := r.Read(make([]float32, 4)); n != 0 || again != first {
		t.Errorf("Read after the end = %d, %v; want 0, %v", n, again, first)
	}
}

// TestMemoryIsBounded measures what reading each malformed file allocates: a
// buffer or two, whatever the file claims.
func TestMemoryIsBounded(t *testing.T) {
	dst := make([]float32, 256)
	for _, c := range malformed {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := NewReader(strings.NewReader(c.file))
		for err == nil {
			_, err = r.Read(dst)
		}
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 4*bufferSize {
			t.Errorf("%s: %d bytes allocated, want at most %d", c.name, n, 4*bufferSize)
		}
	}
}

// FuzzReader: no panic, no endless reading, samples bounded by bytes, and the
// same samples whatever the size of the reads.
func FuzzReader(f *testing.F) {
	for _, c := range malformed {
		f.Add([]byte(c.file))
	}
	f.Add([]byte(wave(pcm16, chunked("data", "abcd"))))
	f.Add([]byte(wave(chunked("fmt ", extensibleBody(Float, 2, 48000, 64, 64)), chunked("junk", "a"), chunked("data", strings.Repeat("12345678", 4)))))
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := NewReader(strings.NewReader(string(file)))
		if err != nil {
			return
		}
		got, err := readAll(r, 512)
		if len(got) > len(file) {
			t.Fatalf("%d samples from %d bytes", len(got), len(file))
		}
		again, err2 := readAll(open(t, &limited{t: t, s: string(file)}), 3)
		if len(again) != len(got) || (err == nil) != (err2 == nil) {
			t.Fatalf("%d samples, %v by 512; %d samples, %v by 3", len(got), err, len(again), err2)
		}
		f := r.Format()
		if f.Channels < 1 || f.Channels > maxChannels || f.SampleRate < 1 || f.SampleRate > maxSampleRate || f.frameBytes() < 1 || r.Frames() < -1 {
			t.Fatalf("format %+v, %d frames", f, r.Frames())
		}
	})
}
