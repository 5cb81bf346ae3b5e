package main

import (
	"errors"
	"io"
)

func runWake(args []string, in io.Reader, out, errw io.Writer) error {
	return errors.New("not built yet")
}
