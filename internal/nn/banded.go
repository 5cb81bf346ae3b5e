package nn

import "fmt"

// BandedShape is the geometry of a convolution over time and bands. A vector
// holds bands outside and channels inside, [Bands][channels]; causal in time,
// it is centred over bands.
type BandedShape struct {
	Bands      int // bands that go in, a multiple of BandStride
	In, Out    int // channels of a band
	Taps       int // vectors that one result looks at
	Stride     int // vectors heard for each result
	BandTaps   int // bands that one band of a result looks at, at least BandStride
	BandStride int // bands that go in for each that comes out
}

// Banded is a convolution over time and bands with a bias and, if wanted, a
// rectifier. A pattern it knows it finds in every band, as a sound may lie
// higher or lower by the length of a throat (Abdel-Hamid et al. 2014):
//
//	y[f][o] = b[o] + sum over j, k, i of w[o][i][k][j] * x[j-Taps+1][f*BandStride+k-below][i]
//
// with below = (BandTaps-1)/2, time counted from the newest vector, and zeros
// for bands that are not there. The first result comes after Stride vectors.
type Banded struct {
	shape BandedShape
	relu  bool
	w     []float32 // [Taps][BandTaps][In][Out]: the order in which addProduct reads
	b     []float32 // [Out]
}

// maxBands and maxPast bound the memory of a stream, in bands and in values.
const (
	maxBands = 1 << 10
	maxPast  = 1 << 20
)

// NewBanded makes a convolution from weights w, [Out][In][BandTaps][Taps]
// row-major as PyTorch stores them, and a bias b, [Out].
func NewBanded(s BandedShape, w, b []float32, relu bool) (*Banded, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if len(b) != s.Out || len(w)/s.Out/s.In/s.BandTaps != s.Taps || len(w)%(s.Out*s.In*s.BandTaps) != 0 {
		return nil, fmt.Errorf("nn: banded convolution %+v with %d weights and %d biases", s, len(w), len(b))
	}
	c := &Banded{shape: s, relu: relu, w: make([]float32, len(w)), b: b}
	for o := range s.Out {
		for i := range s.In {
			for k := range s.BandTaps {
				for j := range s.Taps {
					c.w[((j*s.BandTaps+k)*s.In+i)*s.Out+o] = w[((o*s.In+i)*s.BandTaps+k)*s.Taps+j]
				}
			}
		}
	}
	return c, nil
}

func (s BandedShape) check() error {
	const most = 1 << 15 // channels: keeps the products below within an int of 32 bits
	if s.In < 1 || s.Out < 1 || s.Taps < 1 || s.Stride < 1 || s.BandStride < 1 || s.BandTaps < s.BandStride ||
		s.Taps > maxReach || s.Stride > maxReach || s.BandTaps > maxReach || s.In > most || s.Out > most ||
		s.Bands < s.BandStride || s.Bands > maxBands || s.Bands%s.BandStride != 0 ||
		s.width() > maxPast/s.Taps || s.Bands*s.Out > maxPast {
		return fmt.Errorf("nn: banded convolution %+v out of range", s)
	}
	return nil
}

// below is how many bands of zeros lie under the first band.
func (s BandedShape) below() int { return (s.BandTaps - 1) / 2 }

// width is the number of values of a vector with its zeros on either side.
func (s BandedShape) width() int { return (s.Bands + s.BandTaps - s.BandStride) * s.In }

// In is the length of the vectors that go in.
func (c *Banded) In() int { return c.shape.Bands * c.shape.In }

// Out is the length of the vectors that come out.
func (c *Banded) Out() int { return c.shape.Bands / c.shape.BandStride * c.shape.Out }

// NewState starts a stream.
func (c *Banded) NewState() State {
	s := c.shape
	return &bandedState{
		conv: c,
		wide: make([]float32, s.width()),
		past: newHistory(s.Taps, s.width()),
		y:    make([]float32, c.Out()),
	}
}

type bandedState struct {
	conv  *Banded
	wide  []float32 // the newest vector between its zeros
	past  history   // of such
	phase int       // vectors heard since the last result
	y     []float32
}

func (s *bandedState) Push(x []float32) []float32 {
	c, shape := s.conv, &s.conv.shape
	copy(s.wide[shape.below()*shape.In:], x)
	s.past.push(s.wide)
	if s.phase++; s.phase < shape.Stride {
		return nil
	}
	s.phase = 0
	for y := s.y; len(y) > 0; y = y[shape.Out:] {
		copy(y, c.b)
	}
	// The bands that one band of the result looks at lie side by side, so that
	// their product with all their weights is one.
	span, hop := shape.BandTaps*shape.In, shape.BandStride*shape.In
	for j := range shape.Taps {
		w, past := c.w[j*span*shape.Out:][:span*shape.Out], s.past.at(shape.Taps-1-j)
		for y := s.y; len(y) > 0; y, past = y[shape.Out:], past[hop:] {
			addProduct(y[:shape.Out], w, past[:span])
		}
	}
	if c.relu {
		rectify(s.y)
	}
	return s.y
}

func (s *bandedState) Reset() {
	s.past.reset()
	clear(s.wide)
	clear(s.y)
	s.phase = 0
}
