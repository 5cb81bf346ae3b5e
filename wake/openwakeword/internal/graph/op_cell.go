package graph

// buildLSTM computes a long short-term memory (Hochreiter and Schmidhuber 1997;
// with forget gates, Gers et al. 2000). Gates come in the order i, o, f, c.
func buildLSTM(n *node) error {
	p, err := n.recurrence(4, "Sigmoid", "Tanh", "Tanh")
	if err != nil {
		return err
	}
	p.cell = func(d *direction, x, r, h, c []float32) {
		k := len(h)
		for j := range h {
			i := d.f[0](x[j] + r[j])
			o := d.f[0](x[k+j] + r[k+j])
			f := d.f[0](x[2*k+j] + r[2*k+j])
			g := d.f[1](x[3*k+j] + r[3*k+j])
			c[j] = float32(f*c[j]) + float32(i*g)
			h[j] = o * d.f[2](c[j])
		}
	}
	return n.finishRecurrence(p)
}

// buildGRU computes gated recurrent units (Cho et al. 2014). Gates come in the
// order z, r, h; whether the reset gate acts before or behind the last product
// is told by linear_before_reset.
func buildGRU(n *node) error {
	p, err := n.recurrence(3, "Sigmoid", "Tanh")
	if err != nil {
		return err
	}
	if n.attrInt("linear_before_reset", 0) != 0 {
		p.cell = gruBehind
	} else {
		p.cell = p.gruBefore()
	}
	return n.finishRecurrence(p)
}

// gruBehind: h' = f(Wx + bw + reset·(Rh + br)).
func gruBehind(d *direction, x, r, h, _ []float32) {
	k := len(h)
	for j := range h {
		z := d.f[0](x[j] + r[j])
		reset := d.f[0](x[k+j] + r[k+j])
		fresh := d.f[1](x[2*k+j] + float32(reset*r[2*k+j]))
		h[j] = float32((1-z)*fresh) + float32(z*h[j])
	}
}

// gruBefore: h' = f(Wx + bw + R(reset·h) + br). The last product has to wait for
// the reset gate; the one made before it is thrown away.
func (p *recurrence) gruBefore() cell {
	return func(d *direction, x, r, h, _ []float32) {
		k := len(h)
		for j := range h {
			x[j] = d.f[0](x[j] + r[j])          // z
			r[j] = d.f[0](x[k+j]+r[k+j]) * h[j] // reset·h
			x[2*k+j] += d.br[2*k+j]
		}
		for i, v := range r[:k] {
			for j, w := range d.r[i*3*k+2*k:][:k] {
				x[2*k+j] += float32(v * w)
			}
		}
		for j := range h {
			h[j] = float32((1-x[j])*d.f[1](x[2*k+j])) + float32(x[j]*h[j])
		}
	}
}

// buildRNN computes a plain recurrent layer (Elman 1990).
func buildRNN(n *node) error {
	p, err := n.recurrence(1, "Tanh")
	if err != nil {
		return err
	}
	p.cell = func(d *direction, x, r, h, _ []float32) {
		for j := range h {
			h[j] = d.f[0](x[j] + r[j])
		}
	}
	return n.finishRecurrence(p)
}
