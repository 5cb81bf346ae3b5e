package riff

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-audio/audio"
	"github.com/go-audio/wav"
	"github.com/google/go-cmp/cmp"
)

func TestEncodings(t *testing.T) {
	f32 := func(v float32) string { return le(uint64(math.Float32bits(v)), 4) }
	f64 := func(v float64) string { return le(math.Float64bits(v), 8) }
	for _, c := range []struct {
		name string
		body string // of fmt
		data string
		want []float32
	}{
		{"PCM 8", fmtBody(PCM, 1, 8000, 8), "\x00\x80\xFF\x81", []float32{-1, 0, 127.0 / 128, 1.0 / 128}},
		{"PCM 16", fmtBody(PCM, 1, 8000, 16), le(0x8000, 2) + le(0, 2) + le(0x7FFF, 2) + le(0xFFFF, 2), []float32{-1, 0, 32767.0 / 32768, -1.0 / 32768}},
		{"PCM 24", fmtBody(PCM, 1, 8000, 24), le(0x800000, 3) + le(0x7FFFFF, 3) + le(1, 3) + le(0xFFFFFF, 3), []float32{-1, 8388607.0 / 8388608, 1.0 / 8388608, -1.0 / 8388608}},
		{"PCM 32", fmtBody(PCM, 1, 8000, 32), le(0x80000000, 4) + le(0x40000000, 4) + le(0xFFFFFFFF, 4), []float32{-1, 0.5, -1.0 / (1 << 31)}},
		{"float 32", fmtBody(Float, 1, 8000, 32), f32(0.25) + f32(-1.5), []float32{0.25, -1.5}},
		{"float 64", fmtBody(Float, 1, 8000, 64), f64(0.25) + f64(-1e-3), []float32{0.25, -1e-3}},
		{"A-law", fmtBody(ALaw, 1, 8000, 8), "\xD5\x55\xAA\x2A", []float32{8.0 / 32768, -8.0 / 32768, 32256.0 / 32768, -32256.0 / 32768}},
		{"µ-law", fmtBody(MuLaw, 1, 8000, 8), "\xFF\x7F\x80\x00", []float32{0, 0, 32124.0 / 32768, -32124.0 / 32768}},
		{"fmt with an extension size", fmtBody(PCM, 1, 8000, 16) + le(0, 2), le(0x4000, 2), []float32{0.5}},
		{"extensible PCM 16", extensibleBody(PCM, 1, 8000, 16, 16), le(0x4000, 2), []float32{0.5}},
		{"extensible, 20 of 24 bits", extensibleBody(PCM, 1, 8000, 24, 20), le(0x400000, 3), []float32{0.5}},
		{"extensible float", extensibleBody(Float, 1, 8000, 32, 32), f32(0.5), []float32{0.5}},
		{"extensible A-law", extensibleBody(ALaw, 1, 8000, 8, 8), "\xAA", []float32{32256.0 / 32768}},
		{"stereo", fmtBody(PCM, 2, 8000, 16), le(0x4000, 2) + le(0xC000, 2), []float32{0.5, -0.5}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, n := range []int{1, 3, 4096} {
				r := open(t, strings.NewReader(wave(chunked("fmt ", c.body), chunked("data", c.data))))
				got, err := readAll(r, n)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("by %d (-want +got)\n%s", n, diff)
				}
			}
		})
	}
}

// TestG711 holds the tables' shape: each code has its mirror, magnitudes rise
// segment by segment without a gap, and their ends are those of ITU-T G.711.
// The checksums are those of what SoX 14.4.2 makes of the bytes 0 to 255:
// sox -t raw -r 8000 -c 1 -e a-law codes -t raw -e signed -b 16 - | crc32 /dev/stdin
func TestG711(t *testing.T) {
	for _, law := range []struct {
		name        string
		expand      func(byte) int
		sign, blend byte // the sign bit, what inverts the code
		least, most int
		sum         uint32
	}{
		{"A-law", aLaw, 0x80, 0xD5, 8, 32256, 0x9D764657},
		{"µ-law", muLaw, 0x80, 0xFF, 0, 32124, 0x0C847A9F},
	} {
		var table []byte
		for i := range 256 {
			table = binary.LittleEndian.AppendUint16(table, uint16(int16(law.expand(byte(i)))))
		}
		if sum := crc32.ChecksumIEEE(table); sum != law.sum {
			t.Errorf("%s: checksum %08X, SoX has %08X", law.name, sum, law.sum)
		}
		last, lastStep := law.least, 0
		for i := range 128 {
			code := byte(i) ^ law.blend
			v := law.expand(code)
			if m := law.expand(code ^ law.sign); m != -v {
				t.Errorf("%s: codes %#x and %#x are %d and %d, want mirrors", law.name, code, code^law.sign, v, m)
			}
			if i > 0 {
				step := v - last
				if step <= 0 || lastStep > 0 && (step < lastStep || step > 2*lastStep) {
					t.Errorf("%s: code %#x: step of %d after %d", law.name, code, step, lastStep)
				}
				lastStep = step
			} else if v != law.least {
				t.Errorf("%s: least is %d, want %d", law.name, v, law.least)
			}
			last = v
		}
		if last != law.most {
			t.Errorf("%s: most is %d, want %d", law.name, last, law.most)
		}
	}
}

// TestAgainstGoAudio reads what go-audio/wav writes.
func TestAgainstGoAudio(t *testing.T) {
	for _, bits := range []int{8, 16, 24, 32} {
		name := filepath.Join(t.TempDir(), "a.wav")
		f, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		buf := &audio.IntBuffer{Format: &audio.Format{NumChannels: 2, SampleRate: 44100}, SourceBitDepth: bits}
		zero, scale := 0, 1<<(bits-1)
		if bits == 8 {
			zero = 128
		}
		var want []float32
		for i := range 20000 {
			v := int(math.Sin(float64(i)/7) * float64(scale-1))
			buf.Data = append(buf.Data, v+zero)
			want = append(want, float32(v)/float32(scale))
		}
		e := wav.NewEncoder(f, 44100, bits, 2, 1)
		e.Metadata = &wav.Metadata{Artist: "odd", Software: "x"}
		if err := errors.Join(e.Write(buf), e.Close(), f.Close()); err != nil {
			t.Fatal(err)
		}
		f, err = os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r := open(t, f)
		if got, want := r.Format(), (Format{SampleRate: 44100, Channels: 2, Bits: bits, Encoding: PCM}); got != want {
			t.Errorf("format %+v, want %+v", got, want)
		}
		if got := r.Frames(); got != 10000 {
			t.Errorf("%d bits: %d frames, want 10000", bits, got)
		}
		got, err := readAll(r, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d bits (-want +got)\n%s", bits, diff)
		}
	}
}

func TestChunksAround(t *testing.T) {
	data := chunked("data", le(0x4000, 2)+le(0xC000, 2))
	want := []float32{0.5, -0.5}
	for _, c := range []struct{ name, file string }{
		{"nothing else", wave(pcm16, data)},
		{"LIST before", wave(chunked("LIST", "INFOISFT\x04\x00\x00\x00test"), pcm16, data)},
		{"odd chunk, padded", wave(pcm16, chunked("junk", "abc"), data)},
		{"odd chunk, padding left out", wave(pcm16, claims("junk", 3, "abc"), data)},
		{"odd chunk, padding 1", wave(pcm16, claims("junk", 3, "abc\x01"), data)},
		{"odd chunk, padding 0xFF", wave(pcm16, claims("junk", 3, "abc\xFF"), data)},
		{"empty chunk", wave(pcm16, chunked("PAD ", ""), data)},
		{"long chunk", wave(pcm16, chunked("bext", strings.Repeat("x", 100_001)), data)},
		{"chunks after", wave(pcm16, data, chunked("LIST", "INFO"), chunked("id3 ", "abc"))},
		{"garbage after", wave(pcm16, data) + "\xFF\xFF\xFF\xFF\xFF"},
		{"RIFF length 0", claims("RIFF", 0, wave(pcm16, data)[8:])},
		{"RIFF length 0xFFFFFFFF", claims("RIFF", 0xFFFFFFFF, wave(pcm16, data)[8:])},
		{"RIFF length too small", claims("RIFF", 4, wave(pcm16, data)[8:])},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := open(t, &limited{t: t, s: c.file})
			got, err := readAll(r, 100)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if r.Frames() != 2 {
				t.Errorf("Frames() = %d, want 2", r.Frames())
			}
		})
	}
}

// TestOpenEnded reads what writers that cannot seek leave behind.
func TestOpenEnded(t *testing.T) {
	samples := strings.Repeat(le(0x4000, 2), 10_000)
	ds64 := func(riff, data uint64) string {
		return chunked("ds64", le(riff, 8)+le(data, 8)+le(0, 8)+le(0, 4))
	}
	for _, c := range []struct {
		name   string
		file   string
		want   int
		frames int64
	}{
		{"data 0, RIFF 0", claims("RIFF", 0, "WAVE"+pcm16+claims("data", 0, samples)), 10_000, -1},
		{"data 0, RIFF 36 as Python leaves it", claims("RIFF", 36, "WAVE"+pcm16+claims("data", 0, samples)), 10_000, -1},
		{"data 0xFFFFFFFF, RIFF 0xFFFFFFFF", claims("RIFF", 0xFFFFFFFF, "WAVE"+pcm16+claims("data", 0xFFFFFFFF, samples)), 10_000, -1},
		{"data just under 2 GiB as sox leaves it", claims("RIFF", 0x7FFFFFFF, "WAVE"+pcm16+claims("data", 0x7FFFFFDB, samples)), 10_000, -1},
		{"data of 2 GiB as arecord leaves it", claims("RIFF", 0x80000024, "WAVE"+pcm16+claims("data", 0x80000000, samples)), 10_000, -1},
		{"data just under 2 GiB before a LIST", claims("RIFF", 0x7FFF0100, "WAVE"+pcm16+claims("data", 0x7FFF0000, samples)), -10_000, 0x7FFF0000 / 2},
		{"data of 3 GiB before nothing", claims("RIFF", 3<<30+36, "WAVE"+pcm16+claims("data", 3<<30, samples)), 10_000, -1},
		{"empty file", wave(pcm16, claims("data", 0, "")), 0, -1},
		{"empty data before a LIST", wave(pcm16, claims("data", 0, ""), chunked("LIST", "INFO")), 0, 0},
		{"RF64", claims("RF64", 0xFFFFFFFF, "WAVE"+ds64(20_080, 20_000)+pcm16+claims("data", 0xFFFFFFFF, samples)+"LIST"), 10_000, 10_000},
		{"BW64", claims("BW64", 0xFFFFFFFF, "WAVE"+ds64(20_080, 20_000)+pcm16+claims("data", 0xFFFFFFFF, samples)+"LIST"), 10_000, 10_000},
		{"RF64 with a data length of its own", claims("RF64", 0xFFFFFFFF, "WAVE"+ds64(20_080, 7)+pcm16+claims("data", 20_000, samples)), 10_000, 10_000},
		{"RF64, streamed", claims("RF64", 0xFFFFFFFF, "WAVE"+ds64(1<<64-1, 1<<64-1)+pcm16+claims("data", 0xFFFFFFFF, samples)), 10_000, -1},
		{"RF64 without lengths", claims("RF64", 0xFFFFFFFF, "WAVE"+ds64(0, 0)+pcm16+claims("data", 0xFFFFFFFF, samples)), 10_000, -1},
		{"RF64 without ds64", claims("RF64", 0xFFFFFFFF, "WAVE"+pcm16+claims("data", 0xFFFFFFFF, samples)), 10_000, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := open(t, &limited{t: t, s: c.file})
			if got := r.Frames(); got != c.frames {
				t.Errorf("Frames() = %d, want %d", got, c.frames)
			}
			got, err := readAll(r, 777)
			if c.want < 0 { // a promise after all
				if !errors.Is(err, io.ErrUnexpectedEOF) || len(got) != -c.want {
					t.Errorf("%d samples and %v, want %d and io.ErrUnexpectedEOF", len(got), err, -c.want)
				}
			} else if err != nil || len(got) != c.want {
				t.Errorf("%d samples and %v, want %d and no error", len(got), err, c.want)
			}
		})
	}
}

// TestReadWaitsForOneSampleOnly reads a stream that comes byte by byte.
func TestReadWaitsForOneSampleOnly(t *testing.T) {
	file := wave(pcm16, chunked("data", strings.Repeat(le(0x4000, 2), 50)))
	r := open(t, iotest.OneByteReader(strings.NewReader(file)))
	if n, err := r.Read(make([]float32, 50)); n != 1 || err != nil {
		t.Errorf("first Read = %d, %v; want the one sample that has come", n, err)
	}
	if rest, err := readAll(r, 50); len(rest) != 49 || err != nil {
		t.Errorf("then %d samples, %v; want 49", len(rest), err)
	}
}

func TestReadErrorsPass(t *testing.T) {
	broken := errors.New("cable pulled")
	file := wave(pcm16, chunked("data", strings.Repeat(le(0x4000, 2), 50)))
	for _, n := range []int{0, 6, 14, 30, 40, 60} {
		r, err := NewReader(io.MultiReader(strings.NewReader(file[:n]), iotest.ErrReader(broken)))
		var got []float32
		if err == nil {
			got, err = readAll(r, 7)
		}
		if !errors.Is(err, broken) || errors.Is(err, ErrFormat) {
			t.Errorf("broken after %d bytes: %v, want the reader's own error", n, err)
		}
		if want := max(0, (n-44)/2); len(got) != want {
			t.Errorf("broken after %d bytes: %d samples, want %d", n, len(got), want)
		}
	}
}

func TestReadNothing(t *testing.T) {
	r := open(t, strings.NewReader(wave(pcm16, chunked("data", "ab"))))
	if n, err := r.Read(nil); n != 0 || err != nil {
		t.Errorf("Read(nil) = %d, %v; want 0, nil", n, err)
	}
}

func TestReadDoesNotAllocate(t *testing.T) {
	r := open(t, strings.NewReader(wave(pcm16, chunked("data", strings.Repeat("ab", 100_000)))))
	dst := make([]float32, 500)
	if n := testing.AllocsPerRun(100, func() {
		if _, err := r.Read(dst); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations per Read, want 0", n)
	}
}

func BenchmarkRead(b *testing.B) {
	file := wave(pcm16, chunked("data", strings.Repeat("ab", 160_000)))
	dst := make([]float32, 1600)
	b.ReportAllocs()
	for b.Loop() {
		r, err := NewReader(strings.NewReader(file))
		if err != nil {
			b.Fatal(err)
		}
		for err == nil {
			_, err = r.Read(dst)
		}
	}
	b.ReportMetric(10*float64(b.N)/b.Elapsed().Seconds(), "x-realtime")
}
