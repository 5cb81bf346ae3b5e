package graph

import (
	"math"
	"testing"

	ot "github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnxtest"
)

func TestReductions(t *testing.T) {
	a := fl([]int{2, 3}, 1, -2, 3, 4, 5, -6)
	ln := func(x float64) float32 { return float32(math.Log(x)) }
	sq := func(x float64) float32 { return float32(math.Sqrt(x)) }
	runAll(t, []opTest{
		one("ReduceSum", "", fl([]int{2, 1}, 2, 3), tensors{a, in([]int{1}, 1)}),
		one("ReduceSum", "of all", fl([]int{1, 1}, 5), tensors{a}),
		one("ReduceSum", "of all, to one value", fl(nil, 5), tensors{a}, ot.I("keepdims", 0)),
		one("ReduceSum", "of nothing named", a, tensors{a}, ot.I("noop_with_empty_axes", 1)),
		one("ReduceSum", "of integers", in(nil, 6), tensors{in(nil, 1, 2, 3)}, ot.I("keepdims", 0)),
		one("ReduceMean", "by an attribute", row(2.5, 1.5, -1.5), tensors{a}, ot.Is("axes", 0), ot.I("keepdims", 0)),
		one("ReduceMean", "by an input", fl([]int{2, 1}, 2.0/3, 1), tensors{a, in([]int{1}, -1)}).at(18),
		one("ReduceMax", "", fl([]int{2, 1}, 3, 5), tensors{a}, ot.Is("axes", 1)),
		one("ReduceMax", "of integers", in([]int{1}, 3), tensors{in(nil, 1, 3, 2)}),
		one("ReduceMin", "", fl([]int{2, 1}, -2, -6), tensors{a}, ot.Is("axes", 1)),
		one("ReduceMin", "of integers", in([]int{1}, 1), tensors{in(nil, 1, 3, 2)}),
		one("ReduceProd", "", row(-6, -120), tensors{a}, ot.Is("axes", 1), ot.I("keepdims", 0)),
		one("ReduceProd", "of integers", in(nil, 6), tensors{in(nil, 1, 2, 3)}, ot.I("keepdims", 0)),
		one("ReduceL1", "", row(6, 15), tensors{a}, ot.Is("axes", 1), ot.I("keepdims", 0)),
		one("ReduceL2", "", row(sq(14), sq(77)), tensors{a}, ot.Is("axes", 1), ot.I("keepdims", 0)),
		one("ReduceSumSquare", "", row(14, 77), tensors{a}, ot.Is("axes", 1), ot.I("keepdims", 0)),
		one("ReduceLogSum", "", row(ln(2), ln(3)), tensors{a}, ot.Is("axes", 1), ot.I("keepdims", 0)),
		one("ReduceLogSumExp", "", fl(nil, ln(math.Exp(1)+math.Exp(2))), tensors{row(1, 2)}, ot.I("keepdims", 0)),
		one("GlobalAveragePool", "", fl([]int{1, 2, 1}, 2.0/3, 1), tensors{fl([]int{1, 2, 3}, 1, -2, 3, 4, 5, -6)}),
		one("GlobalMaxPool", "", fl([]int{1, 2, 1, 1}, 3, 5), tensors{fl([]int{1, 2, 3, 1}, 1, -2, 3, 4, 5, -6)}),
		one("ArgMax", "", in([]int{2, 1}, 2, 1), tensors{a}, ot.I("axis", 1)),
		one("ArgMax", "the first of equals", in(nil, 1), tensors{row(1, 3, 3)}, ot.I("keepdims", 0)),
		one("ArgMax", "the last of equals", in(nil, 2), tensors{row(1, 3, 3)}, ot.I("keepdims", 0), ot.I("select_last_index", 1)),
		one("ArgMin", "", in(nil, 0, 0, 1), tensors{a}, ot.I("axis", 0), ot.I("keepdims", 0)),
		one("CumSum", "", fl([]int{2, 3}, 1, -1, 2, 4, 9, 3), tensors{a, in(nil, 1)}),
		one("CumSum", "exclusive", row(0, 1, 3), tensors{row(1, 2, 3), in(nil, 0)}, ot.I("exclusive", 1)),
		one("CumSum", "reverse", row(6, 5, 3), tensors{row(1, 2, 3), in(nil, 0)}, ot.I("reverse", 1)),
	})
}

func TestSoftmax(t *testing.T) {
	e := func(list ...float64) (p, logs []float32) {
		var sum float64
		for _, v := range list {
			sum += math.Exp(v)
		}
		for _, v := range list {
			p = append(p, float32(math.Exp(v)/sum))
			logs = append(logs, float32(v-math.Log(sum)))
		}
		return p, logs
	}
	rows := fl([]int{2, 2}, 1, 2, 3, 5)
	a, la := e(1, 2)
	b, lb := e(3, 5)
	c, _ := e(1, 3)
	d, _ := e(2, 5)
	all, lall := e(1, 2, 3, 5)
	runAll(t, []opTest{
		one("Softmax", "of rows", fl([]int{2, 2}, append(a, b...)...), tensors{rows}),
		one("Softmax", "of columns", fl([]int{2, 2}, c[0], d[0], c[1], d[1]), tensors{rows}, ot.I("axis", 0)),
		one("Softmax", "of all that follows, in old operator sets", fl([]int{1, 2, 2}, all...), tensors{fl([]int{1, 2, 2}, rows.Floats...)}).at(11),
		one("LogSoftmax", "of rows", fl([]int{2, 2}, append(la, lb...)...), tensors{rows}),
		one("LogSoftmax", "of all that follows", fl([]int{1, 2, 2}, lall...), tensors{fl([]int{1, 2, 2}, rows.Floats...)}).at(9),
		one("Softmax", "of large values", row(0.5, 0.5), tensors{row(1e30, 1e30)}),
	})
}

func TestNormalisations(t *testing.T) {
	// (x - 2) / sqrt(2/3 + 1/3) = x - 2 for the rows 1 2 3, and the same times 10
	// for 10 20 30 but for epsilon.
	const eps = 1.0 / 3
	x := fl([]int{2, 3}, 1, 2, 3, 4, 5, 6)
	deep := func(v float64) float32 { return float32(v / math.Sqrt(1.25+eps)) } // of 1 2 3 4
	runAll(t, []opTest{
		one("LayerNormalization", "", fl([]int{2, 3}, -2, 1, 5, -2, 1, 5),
			tensors{x, row(2, 3, 4), row(0, 1, 1)}, ot.F("epsilon", eps), ot.I("axis", -1)).at(17),
		one("LayerNormalization", "without bias", fl([]int{2, 3}, -2, 0, 4, -2, 0, 4),
			tensors{x, row(2, 3, 4)}, ot.F("epsilon", eps), ot.I("axis", 1)).at(17),
		one("RMSNormalization", "", row(1.2, 0.8), tensors{row(3, 1), row(1, 2)}, ot.F("epsilon", 1.25)).at(23),
		one("BatchNormalization", "", fl([]int{1, 2, 2}, 0, 2, 10.5, 12.5),
			tensors{fl([]int{1, 2, 2}, 1, 2, 3, 7), row(4, 1), row(0, 11), row(1, 4), row(3, 3)}, ot.F("epsilon", 1)),
		one("BatchNormalization", "of rows", fl([]int{2, 1}, 1, 3), tensors{fl([]int{2, 1}, 1, 2), row(2), row(1), row(1), row(1)}, ot.F("epsilon", 1e-9)),
		one("InstanceNormalization", "", fl([]int{1, 2, 3}, -2, 0, 2, 0, 3, 6),
			tensors{fl([]int{1, 2, 3}, 1, 2, 3, 4, 5, 6), row(2, 3), row(0, 3)}, ot.F("epsilon", eps)),
		one("GroupNormalization", "one group", fl([]int{1, 2, 2}, deep(-1.5), deep(-0.5), 2*deep(0.5)+1, 2*deep(1.5)+1),
			tensors{fl([]int{1, 2, 2}, 1, 2, 3, 4), row(1, 2), row(0, 1)}, ot.F("epsilon", eps), ot.I("num_groups", 1)).at(21),
		one("GroupNormalization", "with weights of the group", fl([]int{1, 2, 2}, 3*deep(-1.5)+1, 3*deep(-0.5)+1, 3*deep(0.5)+1, 3*deep(1.5)+1),
			tensors{fl([]int{1, 2, 2}, 1, 2, 3, 4), row(3), row(1)}, ot.F("epsilon", eps), ot.I("num_groups", 1)).at(18),
		one("LpNormalization", "", fl([]int{2, 2}, 0.6, 0.8, 0, 0), tensors{fl([]int{2, 2}, 3, 4, 0, 0)}),
		one("LpNormalization", "by magnitudes", fl([]int{2, 2}, 0.75, 1, -0.25, 0), tensors{fl([]int{2, 2}, 3, 4, -1, 0)}, ot.I("p", 1), ot.I("axis", 0)),
	})
}
