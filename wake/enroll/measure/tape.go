package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/hearsay-go/hearsay/internal/dsp"
	"github.com/hearsay-go/hearsay/wake"
)

// A tape embeds each stream once, however many models then hear it: it stands in
// for the embedder, and what it is given for audio are steps that say which
// vector is meant.
type tape struct {
	embedder wake.Embedder
	info     wake.EmbeddingInfo
	vectors  [][]float32         // nil: none yet
	dtw      bool                // keep cepstra too
	cepstra  map[int][][]float32 // by a stream's first vector
}

func newTape(e wake.Embedder, dtw bool) *tape {
	return &tape{embedder: e, info: e.Embedding(), dtw: dtw, cepstra: map[int][][]float32{}}
}

// A stream is a stretch of the tape.
type stream struct {
	from, to int // vectors
}

func (t *tape) Embedding() wake.EmbeddingInfo      { return t.info }
func (t *tape) NewEmbedding() wake.EmbeddingStream { return playing{t} }

type playing struct{ t *tape }

func (p playing) Reset() {}
func (p playing) Embed(dst, step []float32) bool {
	v := p.t.vectors[int(math.Float32bits(step[0]))]
	return copy(dst, v) > 0
}

// record embeds audio.
func (t *tape) record(x []float32) stream {
	s := t.embedder.NewEmbedding()
	out := stream{from: len(t.vectors)}
	if t.dtw {
		t.cepstra[out.from] = mfcc(x)
	}
	for n := t.info.Step; len(x) >= n; x = x[n:] {
		v := make([]float32, t.info.Size)
		if !s.Embed(v, x[:n]) {
			v = nil
		}
		t.vectors = append(t.vectors, v)
	}
	out.to = len(t.vectors)
	return out
}

// play runs a scorer over a stream and calls back after each step with the
// samples heard.
func (t *tape) play(s wake.Scorer, in wake.Info, st stream, tell func(heard int, score float64)) {
	s.Reset()
	hop := in.Step / t.info.Step
	step, scores := make([]float32, in.Step), make([]float32, len(in.Words))
	for at := st.from; at+hop <= st.to; at += hop {
		for i := range hop {
			step[i*t.info.Step] = math.Float32frombits(uint32(at + i))
		}
		s.Score(scores, step)
		tell((at+hop-st.from)*t.info.Step, float64(scores[0]))
	}
}

func (s stream) hours(in wake.EmbeddingInfo) float64 {
	return float64(s.to-s.from) * float64(in.Step) / float64(in.SampleRate) / 3600
}

// list records each file of a list.
func (t *tape) list(path string) ([]stream, error) {
	if path == "" {
		return nil, nil
	}
	var out []stream
	err := eachFile(path, t.info.SampleRate, func(x []float32) { out = append(out, t.record(x)) })
	return out, err
}

func readList(path string, rate int) ([][]float32, error) {
	var out [][]float32
	err := eachFile(path, rate, func(x []float32) { out = append(out, x) })
	return out, err
}

func eachFile(list string, rate int, do func([]float32)) error {
	f, err := os.Open(list)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		x, err := readWAV(lines.Text(), rate)
		if err != nil {
			return fmt.Errorf("%s: %w", lines.Text(), err)
		}
		do(x)
	}
	return lines.Err()
}

func readWAV(path string, rate int) ([]float32, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w, err := wake.NewWAV(bufio.NewReader(f))
	if err != nil {
		return nil, err
	}
	if w.Channels() != 1 {
		return nil, fmt.Errorf("%d channels, want 1", w.Channels())
	}
	var x []float32
	for buf := make([]float32, 8192); ; {
		n, err := w.Read(buf)
		x = append(x, buf[:n]...)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return dsp.NewResampler(w.SampleRate(), rate).Append(nil, x), nil
}
