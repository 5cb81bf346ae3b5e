package openwakeword

import (
	"fmt"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/graph"
	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A melGraph computes any graph that turns samples into frames of bands, as it
// is written.
type melGraph struct {
	first, step *graph.Program // for the first step and for each later one
}

func newMelGraph(m *onnx.Model) (*melGraph, error) {
	first, err := compileMel(m, stepLen, firstCount)
	if err != nil {
		return nil, err
	}
	step, err := compileMel(m, overlap+stepLen, hop)
	return &melGraph{first, step}, err
}

func compileMel(m *onnx.Model, samples, frames int) (*graph.Program, error) {
	p, err := graph.Compile(m, []int{1, samples})
	if err != nil {
		return nil, err
	}
	if count, _ := onnx.Count(p.OutputShape()); count != frames*bands {
		return nil, fmt.Errorf("output of shape %v for %d samples, want %d frames of %d bands", p.OutputShape(), samples, frames, bands)
	}
	return p, nil
}

func (g *melGraph) newMel() mel { return &melRun{g.first.NewRun(), g.step.NewRun()} }

// melRun is a melGraph at work.
type melRun struct {
	first, step *graph.Run
}

func (m *melRun) decibels(dst, x []float32) {
	r := m.step
	if len(x) == stepLen {
		r = m.first
	}
	copy(r.Input(), x)
	copy(dst, r.Do())
}

// A net is an embedding at work on a stream.
type net interface {
	// push hears hop frames of the spectrum and returns the embedding of the
	// window that they end, valid until the next push.
	push(frames []float32) []float32
	// reset forgets the stream: frames of ones have been heard for ever.
	reset()
}

// A netGraph computes any graph that turns a window into an embedding, as it is
// written: all of the window each time.
type netGraph struct {
	program *graph.Program
}

func newNetGraph(m *onnx.Model) (*netGraph, error) {
	p, err := graph.Compile(m, []int{1, window, bands, 1})
	if err != nil {
		return nil, err
	}
	if count, _ := onnx.Count(p.OutputShape()); count != size {
		return nil, fmt.Errorf("output of shape %v, want %d values", p.OutputShape(), size)
	}
	return &netGraph{p}, nil
}

func (g *netGraph) newNet() net {
	n := &netRun{run: g.program.NewRun(), window: make([]float32, window*bands)}
	n.reset()
	return n
}

// netRun is a netGraph at work.
type netRun struct {
	run    *graph.Run
	window []float32
}

func (n *netRun) reset() {
	for i := range n.window {
		n.window[i] = 1
	}
}

func (n *netRun) push(frames []float32) []float32 {
	copy(n.window, n.window[hop*bands:])
	copy(n.window[(window-hop)*bands:], frames)
	copy(n.run.Input(), n.window)
	return n.run.Do()
}
