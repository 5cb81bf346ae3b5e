package main

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// With one folder nothing stands apart; with more, each is judged once.
func TestRunJudgesFoldersApart(t *testing.T) {
	dir := writeFiles(t)
	for _, dirs := range [][]string{{dir}, {dir, writeFiles(t)}, {dir, writeFiles(t), writeFiles(t)}} {
		var report strings.Builder
		args := append([]string{"-o", filepath.Join(dir, "out.json"), "-words", "hal", "-smoothing", "60ms"}, dirs...)
		if err := run(args, &report); err != nil {
			t.Fatal(err)
		}
		want := len(dirs)
		if want == 1 {
			want = 0
		}
		if got := strings.Count(report.String(), "of the other folders"); got != want {
			t.Errorf("%d folders: %d lines on the others' curve, want %d:\n%s", len(dirs), got, want, report.String())
		}
	}
}

// Folders of the same make calibrate each other; a folder whose scores lie
// elsewhere shows that its confidences are not to be believed.
func TestCalibrationErrorSeesAShift(t *testing.T) {
	d, err := readFolders([]string{writeFiles(t)})
	if err != nil {
		t.Fatal(err)
	}
	o := options{refractory: 1e9, perHour: 10}
	same := *d.of("hal")
	honest, err := o.calibrationError(same, same)
	if err != nil {
		t.Fatal(err)
	}
	shifted := same
	shifted.positives = nil
	for _, p := range same.positives {
		p.score -= 5
		shifted.positives = append(shifted.positives, p)
	}
	off, err := o.calibrationError(same, shifted)
	if err != nil {
		t.Fatal(err)
	}
	if !(honest < 0.05) || !(off > 3*honest) {
		t.Errorf("error %s on the same scores, %s on shifted ones; want below 0.05, and far more", text(honest), text(off))
	}
}

func TestCalibrationErrorNeedsScores(t *testing.T) {
	d, err := readFolders([]string{writeFiles(t)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (options{perHour: 10}).calibrationError(samples{}, *d.of("hal")); err == nil {
		t.Error("a curve fitted on nothing: no error")
	}
}

func text(x float64) string { return strconv.FormatFloat(x, 'f', 4, 64) }
