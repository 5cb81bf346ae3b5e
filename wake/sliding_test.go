package wake

import (
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

// TestSliding compares with the maximum taken anew, over positions with gaps.
func TestSliding(t *testing.T) {
	prop.Check(t, func(rt *rapid.T) {
		span := rapid.Int64Range(1, 9).Draw(rt, "span")
		s := newSliding(span)
		var at []int64
		var values []float32
		pos := int64(0)
		for range rapid.IntRange(1, 60).Draw(rt, "length") {
			pos += rapid.Int64Range(1, 3).Draw(rt, "gap")
			v := float32(rapid.IntRange(-4, 4).Draw(rt, "value"))
			at, values = append(at, pos), append(values, v)
			want := v
			for i, p := range at {
				if p > pos-span {
					want = max(want, values[i])
				}
			}
			if got := s.push(pos, v); got != want {
				rt.Fatalf("maximum %v at %d of %v at %v, want %v", got, pos, values, at, want)
			}
		}
		s.reset()
		if got := s.push(1, -9); got != -9 {
			rt.Fatalf("after reset: %v, want -9", got)
		}
	})
}
