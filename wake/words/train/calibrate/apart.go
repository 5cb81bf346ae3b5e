package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
)

// apart reports how honest confidences are on scores that the curve was not
// fitted on: for each folder, the expected calibration error of the curve that
// the other folders give. A curve judged on what it was fitted on flatters itself.
func apart(o options, names, dirs []string, report io.Writer) error {
	for i, dir := range dirs {
		rest, err := readFolders(slices.Delete(slices.Clone(dirs), i, i+1))
		if err != nil {
			return err
		}
		own, err := readFolders([]string{dir})
		if err != nil {
			return err
		}
		fmt.Fprintf(report, "expected calibration error in %s, of the curve of the other folders:", dir)
		for _, name := range names {
			gap, err := o.calibrationError(*rest.of(name), *own.of(name))
			if err != nil {
				return fmt.Errorf("%s without %s: %w", name, dir, err)
			}
			fmt.Fprintf(report, " %s %.3f", name, gap)
		}
		fmt.Fprintln(report)
	}
	return nil
}

// calibrationError fits a curve on some scores and judges it on others.
func (o options) calibrationError(fitted, judged samples) (float64, error) {
	if len(fitted.positives) == 0 || len(judged.positives) == 0 {
		return 0, errors.New("no clips of the word")
	}
	trials := func(s samples) []trial { return s.trials(s.peaks(o.refractory.Seconds()), o.perHour) }
	fit, err := fitLogistic(trials(fitted))
	if err != nil {
		return 0, err
	}
	return fit.calibrationError(trials(judged)), nil
}
