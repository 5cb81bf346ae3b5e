package main

import (
	"errors"
	"io"
)

func runContacts(args []string, in io.Reader, out, errw io.Writer) error {
	return errors.New("not built yet")
}
