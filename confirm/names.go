package confirm

import "fmt"

// The enumerations of this package appear in JSON by name, so that a Record
// can still be read when the numbers have grown.

// MarshalText writes the name.
func (d Decision) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the name.
func (d *Decision) UnmarshalText(b []byte) error {
	return named(d, b, "decision", NotSent, Proceed)
}

// MarshalText writes the name.
func (s Stakes) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name.
func (s *Stakes) UnmarshalText(b []byte) error { return named(s, b, "stakes", Unstated, Critical) }

// MarshalText writes the name.
func (p Proof) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the name.
func (p *Proof) UnmarshalText(b []byte) error { return named(p, b, "proof", NoProof, SecondChannel) }

// MarshalText writes the name.
func (k PromptKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the name.
func (k *PromptKind) UnmarshalText(b []byte) error {
	return named(k, b, "prompt kind", AskConfirm, NotSentNotice)
}

// MarshalText writes the name.
func (m Meaning) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the name.
func (m *Meaning) UnmarshalText(b []byte) error { return named(m, b, "meaning", Unclear, Correction) }

// named sets to to the value from first to last whose name is b.
func named[T interface {
	~uint8
	fmt.Stringer
}](to *T, b []byte, what string, first, last T) error {
	for v := first; v <= last; v++ {
		if v.String() == string(b) {
			*to = v
			return nil
		}
	}
	return fmt.Errorf("confirm: unknown %s %.40q", what, b)
}
