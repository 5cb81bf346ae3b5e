package graph

import (
	"fmt"
	"math"

	"github.com/hearsay-go/hearsay/wake/openwakeword/internal/onnx"
)

// unary makes the builder of a function of each value.
func unary(f func(x float32) float32) builder {
	return func(n *node) error { return n.unary(f) }
}

func (n *node) unary(f func(x float32) float32) error {
	v, err := n.need(0, onnx.Float)
	if err != nil {
		return err
	}
	n.kernel = func(c *call) {
		for i, x := range c.in[0].floats {
			c.out[0].floats[i] = f(x)
		}
	}
	return n.make(0, onnx.Float, v.shape)
}

// wide computes a function in float64 and rounds.
func wide(f func(float64) float64) func(float32) float32 {
	return func(x float32) float32 { return float32(f(float64(x))) }
}

func abs(x float32) float32        { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }
func relu(x float32) float32       { return max(x, 0) }
func reciprocal(x float32) float32 { return 1 / x }
func sqrt(x float32) float32       { return float32(math.Sqrt(float64(x))) }
func sigmoid(x float32) float32    { return float32(1 / (1 + math.Exp(-float64(x)))) }
func softsign(x float32) float32   { return x / (1 + abs(x)) }
func hardSwish(x float32) float32  { return x * max(0, min(1, x/6+0.5)) }
func mish(x float32) float32       { return x * float32(math.Tanh(float64(softplus(x)))) }

// softplus is ln(1 + e^x), which is x where e^x would be too large.
func softplus(x float32) float32 {
	return max(x, 0) + float32(math.Log1p(math.Exp(-math.Abs(float64(x)))))
}

func sign(x float32) float32 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x
}

// elu is x above 0 and a (e^x - 1) below.
func elu(x, a float32) float32 {
	if x > 0 {
		return x
	}
	return a * float32(math.Expm1(float64(x)))
}

func buildElu(n *node) error {
	a := n.attrFloat("alpha", 1)
	return n.unary(func(x float32) float32 { return elu(x, a) })
}

func buildCelu(n *node) error {
	a := n.attrFloat("alpha", 1)
	if a == 0 {
		return fmt.Errorf("alpha 0")
	}
	return n.unary(func(x float32) float32 { return max(x, 0) + min(0, elu(min(x, 0)/a, a)) })
}

// buildSelu has the constants of Klambauer et al. 2017.
func buildSelu(n *node) error {
	a, g := n.attrFloat("alpha", 1.67326319217681884765625), n.attrFloat("gamma", 1.05070102214813232421875)
	return n.unary(func(x float32) float32 { return g * elu(x, a) })
}

func buildLeakyRelu(n *node) error {
	a := n.attrFloat("alpha", 0.01)
	return n.unary(func(x float32) float32 {
		if x < 0 {
			return a * x
		}
		return x
	})
}

func buildThresholdedRelu(n *node) error {
	a := n.attrFloat("alpha", 1)
	return n.unary(func(x float32) float32 {
		if x > a {
			return x
		}
		return 0
	})
}

func buildHardSigmoid(n *node) error {
	a, b := n.attrFloat("alpha", 0.2), n.attrFloat("beta", 0.5)
	return n.unary(func(x float32) float32 { return max(0, min(1, float32(a*x)+b)) })
}

// buildSwish is x sigmoid(αx) (Ramachandran et al. 2017).
func buildSwish(n *node) error {
	a := n.attrFloat("alpha", 1)
	return n.unary(func(x float32) float32 { return x * sigmoid(a*x) })
}

// buildGelu is x times the normal distribution function at x, or its
// approximation by a hyperbolic tangent (Hendrycks and Gimpel 2016).
func buildGelu(n *node) error {
	switch mode := n.attrString("approximate", "none"); mode {
	case "none":
		return n.unary(func(x float32) float32 { return float32(float64(x) / 2 * (1 + math.Erf(float64(x)/math.Sqrt2))) })
	case "tanh":
		return n.unary(func(x float32) float32 {
			v := float64(x)
			inner := v + float64(0.044715*v*v*v)
			return float32(v / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*inner)))
		})
	default:
		return fmt.Errorf("approximation %q is not supported", mode)
	}
}

func buildNeg(n *node) error {
	if v := n.optional(0); v != nil && v.typ == onnx.Int {
		n.kernel = func(c *call) {
			for i, x := range c.in[0].ints {
				c.out[0].ints[i] = -x
			}
		}
		return n.make(0, onnx.Int, v.shape)
	}
	return n.unary(func(x float32) float32 { return -x })
}

func buildNot(n *node) error {
	v, err := n.need(0, onnx.Bool)
	if err != nil {
		return err
	}
	n.kernel = func(c *call) {
		for i, x := range c.in[0].ints {
			c.out[0].ints[i] = 1 - x
		}
	}
	return n.make(0, onnx.Bool, v.shape)
}

// buildClip holds values between two limits: inputs since operator set 11,
// attributes before. A limit may be computed; then it is one value.
func buildClip(n *node) error {
	v, err := n.need(0, onnx.Float, onnx.Int)
	if err != nil {
		return err
	}
	low, high := n.attrFloat("min", -math.MaxFloat32), n.attrFloat("max", math.MaxFloat32)
	for i := 1; i <= 2; i++ {
		if limit := n.optional(i); limit != nil && (limit.typ != v.typ || limit.count != 1) {
			return fmt.Errorf("limit %d is %v of shape %v", i, limit.typ, limit.shape)
		}
	}
	hasLow, hasHigh := n.optional(1) != nil, n.optional(2) != nil
	n.kernel = func(c *call) {
		x, y := c.in[0], c.out[0]
		copy(y.floats, x.floats)
		copy(y.ints, x.ints)
		switch {
		case hasLow:
			atLeast(y.floats, c.in[1].floats)
			atLeast(y.ints, c.in[1].ints)
		case n.opset < 11:
			atLeast(y.floats, []float32{low})
		}
		switch {
		case hasHigh:
			atMost(y.floats, c.in[2].floats)
			atMost(y.ints, c.in[2].ints)
		case n.opset < 11:
			atMost(y.floats, []float32{high})
		}
	}
	return n.make(0, v.typ, v.shape)
}

// atLeast raises values to a limit.
func atLeast[T float32 | int64](y, limit []T) {
	for i, x := range y {
		y[i] = max(x, limit[0])
	}
}

// atMost lowers values to a limit.
func atMost[T float32 | int64](y, limit []T) {
	for i, x := range y {
		y[i] = min(x, limit[0])
	}
}
