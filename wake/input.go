package wake

import (
	"errors"
	"fmt"

	"github.com/go-audio/audio"
)

// number is any kind of sample that a stream may be made of.
type number interface {
	int8 | int16 | int32 | int | float32 | float64
}

// Stats counts what a Detector was given since it was made or Reset. A host
// that finds Invalid above zero has a faulty source; one that finds a large
// share Clipped has scaled its samples wrongly, often by 32768.
type Stats struct {
	Frames  int64 // frames heard, each of Config.Channels samples
	Invalid int64 // samples that were NaN or infinite, heard as 0
	Clipped int64 // samples beyond [-1, 1], heard as -1 or 1
	// Unverified counts acceptances that became doubtful because the Verifier
	// failed on them: its error, its panic, a verdict that is none.
	Unverified int64
}

// A mixer makes mono samples of interleaved ones: the mean of the channels,
// each held within [-1, 1].
type mixer struct {
	channels int
	sum      float64 // of the frame not yet complete
	filled   int     // channels in sum
	stats    Stats
}

// mix fills dst with the frames that src completes, and returns how many
// samples it took and how many it gave. A sample is (x-zero)*gain.
func mix[T number](m *mixer, dst []float32, src []T, zero, gain float64) (taken, given int) {
	if m.channels == 1 {
		n := min(len(dst), len(src))
		mixOne(m, dst[:n], src[:n], zero, gain)
		return n, n
	}
	for i, x := range src {
		if given == len(dst) {
			return i, given
		}
		m.sum += m.hold((float64(x) - zero) * gain)
		if m.filled++; m.filled == m.channels {
			dst[given] = float32(m.sum / float64(m.channels))
			given++
			m.sum, m.filled = 0, 0
		}
	}
	return len(src), given
}

// mixOne is mix for one channel, which has no mean to take: a division for each
// sample costs as much, at 48 kHz, as a third of the filter that follows.
func mixOne[T number](m *mixer, dst []float32, src []T, zero, gain float64) {
	for i, x := range src {
		v := (float64(x) - zero) * gain
		if !(v >= -1 && v <= 1) {
			v = m.hold(v)
		}
		dst[i] = float32(v)
	}
}

// hold makes any number a sample.
func (m *mixer) hold(v float64) float64 {
	switch {
	case v >= -1 && v <= 1:
		return v
	case v-v != 0: // NaN or infinite
		m.stats.Invalid++
		return 0
	}
	m.stats.Clipped++
	return max(-1, min(v, 1))
}

func (m *mixer) reset() { *m = mixer{channels: m.channels} }

// AppendBuffer is Append for a buffer of go-audio. The buffer's format must
// have the Detector's rate and channels. Integers are scaled by
// SourceBitDepth, which must be 8, 16, 24 or 32; 8-bit ones are unsigned, as in
// WAV and from go-audio/wav (those of a PCMBuffer are signed). Floats must lie
// in [-1, 1]: what AsFloatBuffer makes of integers does not. Buffers other than
// go-audio's own go through their AsFloat32Buffer, which may allocate. After an
// error nothing was heard.
func (d *Detector) AppendBuffer(dets []Detection, buf audio.Buffer) ([]Detection, error) {
	if err := d.checkFormat(buf); err != nil {
		return dets, err
	}
	switch b := buf.(type) {
	case *audio.IntBuffer:
		zero, gain, err := intScale(b.SourceBitDepth)
		if err != nil {
			return dets, err
		}
		return push(d, dets, b.Data, zero, gain), nil
	case *audio.Float32Buffer:
		return push(d, dets, b.Data, 0, 1), nil
	case *audio.FloatBuffer:
		return push(d, dets, b.Data, 0, 1), nil
	case *audio.PCMBuffer:
		return d.appendPCM(dets, b)
	}
	return push(d, dets, buf.AsFloat32Buffer().Data, 0, 1), nil
}

// appendPCM reads a PCMBuffer's own store. Its conversions are not used: that
// of int32 reads another store.
func (d *Detector) appendPCM(dets []Detection, b *audio.PCMBuffer) ([]Detection, error) {
	switch b.DataType {
	case audio.DataTypeI8:
		return push(d, dets, b.I8, 0, 1.0/(1<<7)), nil
	case audio.DataTypeI16:
		return push(d, dets, b.I16, 0, 1.0/(1<<15)), nil
	case audio.DataTypeI32:
		return push(d, dets, b.I32, 0, 1.0/(1<<31)), nil
	case audio.DataTypeF32:
		return push(d, dets, b.F32, 0, 1), nil
	case audio.DataTypeF64:
		return push(d, dets, b.F64, 0, 1), nil
	}
	return dets, fmt.Errorf("wake: buffer: data type %d is not one of go-audio's", b.DataType)
}

func (d *Detector) checkFormat(buf audio.Buffer) error {
	if isNil(buf) {
		return errors.New("wake: buffer is nil")
	}
	f := buf.PCMFormat()
	if f == nil {
		return errors.New("wake: buffer has no format")
	}
	if f.SampleRate != d.config.SampleRate || f.NumChannels != d.config.Channels {
		return d.mismatch("buffer", f.SampleRate, f.NumChannels)
	}
	return nil
}

// isNil also sees the nil pointers of go-audio's own types, whose methods panic.
func isNil(buf audio.Buffer) bool {
	switch b := buf.(type) {
	case nil:
		return true
	case *audio.IntBuffer:
		return b == nil
	case *audio.Float32Buffer:
		return b == nil
	case *audio.FloatBuffer:
		return b == nil
	case *audio.PCMBuffer:
		return b == nil
	}
	return false
}

// intScale returns the zero and the gain of integers of a bit depth.
func intScale(bits int) (zero, gain float64, err error) {
	switch bits {
	case 8:
		return 128, 1.0 / (1 << 7), nil
	case 16, 24, 32:
		return 0, 1 / float64(int64(1)<<(bits-1)), nil
	}
	return 0, 0, fmt.Errorf("wake: buffer: SourceBitDepth is %d, want 8, 16, 24 or 32", bits)
}
