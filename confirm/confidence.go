package confirm

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"strconv"
)

// A Confidence is a calibrated probability in [0, 1], or unknown. The zero
// Confidence is unknown, which is not the same as zero: a recogniser that
// states nothing has said nothing, and this package counts that as doubt.
type Confidence struct {
	p     float64
	known bool
}

// Known returns the confidence p. A p outside [0, 1], or NaN, states nothing
// that can be relied on and gives the unknown Confidence.
func Known(p float64) Confidence {
	if math.IsNaN(p) || p < 0 || p > 1 {
		return Confidence{}
	}
	return Confidence{p: p, known: true}
}

// Value returns the probability and whether it is known.
func (c Confidence) Value() (p float64, known bool) { return c.p, c.known }

// Or returns the probability, or p where it is unknown.
func (c Confidence) Or(p float64) float64 {
	if c.known {
		return c.p
	}
	return p
}

// String is the probability with two decimals, or "unknown".
func (c Confidence) String() string {
	if !c.known {
		return "unknown"
	}
	return strconv.FormatFloat(c.p, 'f', 2, 64)
}

// MarshalJSON writes a number, or null where the confidence is unknown.
func (c Confidence) MarshalJSON() ([]byte, error) {
	if !c.known {
		return []byte("null"), nil
	}
	return json.Marshal(c.p)
}

// UnmarshalJSON reads a number in [0, 1] or null; every other value is an
// error, so that a broken log cannot pass for a confident one.
func (c *Confidence) UnmarshalJSON(b []byte) error {
	var p *float64
	if err := json.Unmarshal(b, &p); err != nil {
		return fmt.Errorf("confirm: confidence: %w", err)
	}
	*c = Confidence{}
	if p == nil {
		return nil
	}
	if *c = Known(*p); !c.known {
		return fmt.Errorf("confirm: confidence %v outside [0, 1]", *p)
	}
	return nil
}

// LogValue gives log/slog a number or the word "unknown".
func (c Confidence) LogValue() slog.Value {
	if !c.known {
		return slog.StringValue("unknown")
	}
	return slog.Float64Value(c.p)
}
