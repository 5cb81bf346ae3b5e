package microwakeword

import (
	"errors"
	"fmt"
	"slices"
)

// maxVariables bounds how many a model may have. Those in use have 6 or 7.
const maxVariables = 1024

// A variable keeps its bytes from one inference to the next: the state of a
// streaming graph. Handles stand for it; one variable may have several.
type variable struct {
	container, name string // which tell it from others
	size            int    // 0 until it is used
}

// varHandle gives a variable its name; its size is known when it is first used.
func (l *loader) varHandle(n *node) (step, error) {
	if !n.has {
		return nil, fmt.Errorf("no name: %w", errors.ErrUnsupported)
	}
	container, err := n.options.text(0)
	if err != nil {
		return nil, err
	}
	name, err := n.options.text(1)
	if err != nil {
		return nil, err
	}
	same := func(v variable) bool { return v.container == container && v.name == name }
	i := slices.IndexFunc(l.variables, same)
	if i < 0 {
		if i = len(l.variables); i == maxVariables {
			return nil, fmt.Errorf("more than %d variables", maxVariables)
		}
		l.variables = append(l.variables, variable{container: container, name: name})
	}
	n.handles[n.out[0]] = i
	return nil, nil
}

// variable returns the index of the variable that a handle stands for, and
// holds its size to that of the value.
func (l *loader) variable(n *node, handle, value *tensor) (int, error) {
	i, ok := n.handles[handle]
	if !ok {
		return 0, fmt.Errorf("%q is no variable", handle.name)
	}
	if err := int8s(value); err != nil {
		return 0, err
	}
	v := &l.variables[i]
	if v.size != 0 && v.size != value.size() {
		return 0, fmt.Errorf("variable %q of %d bytes used as %q of %d", v.name, v.size, value.name, value.size())
	}
	v.size = value.size()
	return i, nil
}

func (l *loader) readVariable(n *node) (step, error) {
	i, err := l.variable(n, n.in[0], n.out[0])
	if err != nil {
		return nil, err
	}
	dst, err := l.place(n.out[0])
	if err != nil {
		return nil, err
	}
	return func(s *state) { copy(dst.in(s), s.variables[i]) }, nil
}

func (l *loader) assignVariable(n *node) (step, error) {
	i, err := l.variable(n, n.in[0], n.in[1])
	if err != nil {
		return nil, err
	}
	if err := l.spend(n.in[1].size()); err != nil { // there is no output that was counted
		return nil, err
	}
	src, err := l.place(n.in[1])
	if err != nil {
		return nil, err
	}
	return func(s *state) { copy(s.variables[i], src.in(s)) }, nil
}

// sizeVariables is an error where the variables together are too large.
func (l *loader) sizeVariables() error {
	sum := 0
	for _, v := range l.variables {
		if sum += v.size; sum > maxArena {
			return fmt.Errorf("variables of more than %d bytes", maxArena)
		}
	}
	return nil
}
