package graph

import (
	"fmt"
	"slices"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// buildIf compiles both branches, or the one that a constant condition chooses.
// Branches see the values around them; both have to give the same shapes.
//
//	if !cond goto else
//	…then…, copied to the outputs
//	goto end
//	else: …else…, copied to the outputs
//	end:
func buildIf(n *node) error {
	cond, err := n.need(0, onnx.Bool)
	if err != nil {
		return err
	}
	if cond.count != 1 {
		return fmt.Errorf("a condition of shape %v", cond.shape)
	}
	yes, no := n.attr("then_branch"), n.attr("else_branch")
	if yes == nil || no == nil || yes.Graph == nil || no.Graph == nil {
		return fmt.Errorf("a branch is missing")
	}
	if cond.known {
		chosen := no
		if cond.ints[0] != 0 {
			chosen = yes
		}
		outs, err := n.branch(chosen.Graph)
		copy(n.out, outs)
		return err
	}
	return n.fork(cond, yes.Graph, no.Graph)
}

// fork compiles both branches.
func (n *node) fork(cond *value, yes, no *onnx.Graph) error {
	skip := n.jump(cond)
	outs, err := n.branch(yes)
	if err != nil {
		return err
	}
	for i, v := range outs {
		if err := n.make(i, v.typ, v.shape); err != nil {
			return err
		}
	}
	n.copyOut(outs)
	end := n.jump(nil)
	skip.to = len(n.c.steps)
	if outs, err = n.branch(no); err != nil {
		return err
	}
	for i, v := range outs {
		if v.typ != n.out[i].typ || !slices.Equal(v.shape, n.out[i].shape) {
			return fmt.Errorf("output %d is %v of shape %v in one branch, %v of shape %v in the other",
				i, n.out[i].typ, n.out[i].shape, v.typ, v.shape)
		}
	}
	n.copyOut(outs)
	end.to = len(n.c.steps)
	return nil
}

// branch compiles the graph of a branch, which has to give all outputs.
func (n *node) branch(g *onnx.Graph) ([]*value, error) {
	if len(g.Outputs) != len(n.out) {
		return nil, fmt.Errorf("a branch with %d outputs, want %d", len(g.Outputs), len(n.out))
	}
	return n.c.graph(g, &scope{outer: n.scope, values: map[string]*value{}})
}

func (n *node) jump(cond *value) *jump {
	n.c.step(nil, []*value{cond}, nil)
	j := &jump{cond: cond}
	n.c.steps[len(n.c.steps)-1].jump = j
	return j
}

func (n *node) copyOut(from []*value) {
	for i, v := range from {
		n.c.step(copyKernel, []*value{v}, []*value{n.out[i]})
	}
}

func copyKernel(c *call) {
	copy(c.out[0].floats, c.in[0].floats)
	copy(c.out[0].ints, c.in[0].ints)
}
