package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
)

// maxLine bounds one line of input: 200 names fit many times over.
const maxLine = 4 << 20

// eachLine calls f with every line of in that is not blank, and names the line
// in its error.
func eachLine(in io.Reader, f func(line []byte) error) error {
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 64<<10), maxLine)
	n := 0
	for sc.Scan() {
		n++
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		if err := f(sc.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("after line %d: %w", n, err)
	}
	return nil
}

// seconds turns seconds of the contract into the clock of package confirm.
func seconds(s float64) time.Duration {
	return time.Duration(math.Round(s*1e6)) * time.Microsecond
}

// stated turns a number of the contract, where zero means absent, into a
// Confidence.
func stated(p float64) confirm.Confidence {
	if p == 0 {
		return confirm.Confidence{}
	}
	return confirm.Known(p)
}

// encoder writes one JSON value a line.
func encoder(out io.Writer) (*json.Encoder, *bufio.Writer) {
	w := bufio.NewWriter(out)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e, w
}
