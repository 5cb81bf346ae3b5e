package main

import (
	"errors"
	"io"
)

func runConfirmReply(args []string, in io.Reader, out, errw io.Writer) error {
	return errors.New("not built yet")
}
