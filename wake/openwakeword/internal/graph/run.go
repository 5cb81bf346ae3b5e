package graph

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// A Run is a Program with memory to run in.
type Run struct {
	program *Program
	calls   []call
	conds   [][]int64 // of the jumps
	in, out []float32
}

// NewRun allocates the memory for a run.
func (p *Program) NewRun() *Run {
	floats, ints, scratch := make([]float32, p.floats), make([]int64, p.ints), make([]float32, p.scratch)
	find := func(v *value) data {
		switch root := v.root(); {
		case v.known:
			return v.data
		case v.typ == onnx.Float:
			return data{floats: floats[root.at : root.at+v.count : root.at+v.count]}
		default:
			return data{ints: ints[root.at : root.at+v.count : root.at+v.count]}
		}
	}
	all := func(vs []*value) []data {
		list := make([]data, len(vs))
		for i, v := range vs {
			if v != nil {
				list[i] = find(v)
			}
		}
		return list
	}
	r := &Run{program: p, calls: make([]call, len(p.steps)), conds: make([][]int64, len(p.steps))}
	for i, s := range p.steps {
		r.calls[i] = call{in: all(s.in), out: all(s.out), scratch: scratch}
		if s.jump != nil && s.jump.cond != nil {
			r.conds[i] = find(s.jump.cond).ints
		}
	}
	r.in, r.out = find(p.in).floats, find(p.out).floats
	return r
}

// Input is where the input goes, row-major. Do changes nothing there.
func (r *Run) Input() []float32 { return r.in }

// Do computes the output, row-major and valid until the next Do, from what lies
// in Input. The caller does not change it.
func (r *Run) Do() []float32 {
	steps := r.program.steps
	for i := 0; i < len(steps); {
		s := &steps[i]
		if s.jump == nil {
			s.kernel(&r.calls[i])
			i++
			continue
		}
		if cond := r.conds[i]; len(cond) > 0 && cond[0] != 0 {
			i++
		} else {
			i = s.jump.to
		}
	}
	return r.out
}

// layOut gives every value that a Run computes its place. Values live from the
// step that writes them to the last that reads them; two that do not live at
// the same time may have the same place.
func (c *compiler) layOut(p *Program) error {
	p.out.root().last = len(p.steps)
	p.in.last = len(p.steps)
	live := []*value{}
	if root := p.in; !root.known {
		live = append(live, root)
	}
	seen := map[*value]bool{p.in: true}
	for _, s := range p.steps {
		for _, v := range s.out {
			if v != nil && !seen[v] {
				seen[v] = true
				live = append(live, v)
			}
		}
	}
	slices.SortStableFunc(live, func(a, b *value) int { return cmp.Compare(a.first, b.first) })
	for _, v := range live {
		if v.typ == onnx.Float {
			v.at = c.floatSpace.place(v)
		} else {
			v.at = c.intSpace.place(v)
		}
	}
	p.floats, p.ints = c.floatSpace.size, c.intSpace.size
	if p.floats > maxMemory || p.ints > maxMemory {
		return fmt.Errorf("a run takes too much memory: %d values", p.floats+p.ints)
	}
	return nil
}

// A space is memory that values are placed in, in the order in which they
// begin to live.
type space struct {
	size  int
	taken []*value // alive, by place
}

// place returns the first place that is free for v.
func (s *space) place(v *value) int {
	s.taken = slices.DeleteFunc(s.taken, func(t *value) bool { return t.last < v.first })
	at, index := 0, 0
	for ; index < len(s.taken); index++ {
		t := s.taken[index]
		if at+v.count <= t.at {
			break
		}
		at = max(at, t.at+t.count)
	}
	v.at = at
	s.taken = slices.Insert(s.taken, index, v)
	s.size = max(s.size, at+v.count)
	return at
}
