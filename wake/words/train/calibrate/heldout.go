package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// heldOut is what the files say, by word.
type heldOut struct {
	words map[string]*samples
	fold  string // the folder being read
}

// samples are the scores of one word.
type samples struct {
	name      string
	positives []positive
	streams   []stream           // sound without the word
	near      []positive         // near words: condition is the text
	sets      map[string]float64 // hours by set
	hours     float64
}

// positive is the highest score in a clip.
type positive struct {
	condition string
	score     float64
	late      float64 // seconds from the end of the word to the score
}

// stream is one recording of sound without the word.
type stream struct {
	fold, set, name string
	events          []event // times rising
}

// event is the score of a step.
type event struct{ time, score float64 }

// of returns the samples of a word, to be read or added to.
func (d *heldOut) of(name string) *samples {
	if d.words[name] == nil {
		d.words[name] = &samples{name: name, sets: map[string]float64{}}
	}
	return d.words[name]
}

// readFolders pools what the folders of all folds hold.
func readFolders(dirs []string) (*heldOut, error) {
	d := &heldOut{words: map[string]*samples{}}
	for _, dir := range dirs {
		d.fold = dir
		if err := d.readFolder(dir); err != nil {
			return nil, fmt.Errorf("%s: %w", dir, err)
		}
	}
	return d, nil
}

func (d *heldOut) readFolder(dir string) error {
	for _, f := range []struct {
		name     string
		columns  int
		optional bool
		add      func(row []string) error
	}{
		{"positives.csv", 5, false, d.addPositive},
		{"negatives.csv", 5, false, d.addNegative},
		{"hours.csv", 3, false, d.addHours},
		{"near.csv", 4, true, d.addNear},
	} {
		file, err := os.Open(filepath.Join(dir, f.name))
		if f.optional && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		err = readCSV(file, f.columns, f.add)
		file.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

// readCSV hands each row but the header to add.
func readCSV(r io.Reader, columns int, add func([]string) error) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord = columns
	c.ReuseRecord = true
	for line := 1; ; line++ {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if line == 1 {
			continue
		}
		if err := add(row); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

func (d *heldOut) addPositive(row []string) error {
	score, err := strconv.ParseFloat(row[3], 64)
	if err != nil {
		return err
	}
	late, err := strconv.ParseFloat(row[4], 64)
	s := d.of(row[0])
	s.positives = append(s.positives, positive{row[1], score, late})
	return err
}

func (d *heldOut) addNegative(row []string) error {
	time, err := strconv.ParseFloat(row[3], 64)
	if err != nil {
		return err
	}
	score, err := strconv.ParseFloat(row[4], 64)
	if err != nil {
		return err
	}
	s := d.of(row[0])
	e := event{time, score}
	if n := len(s.streams); n > 0 && s.streams[n-1].goesOn(d.fold, row[1], row[2], e) {
		s.streams[n-1].events = append(s.streams[n-1].events, e)
		return nil
	}
	s.streams = append(s.streams, stream{d.fold, strings.Clone(row[1]), strings.Clone(row[2]), []event{e}})
	return nil
}

// goesOn reports whether e can be the next event of the stream: where the time
// steps back, another stream of the same name has begun.
func (s *stream) goesOn(fold, set, name string, e event) bool {
	return s.fold == fold && s.set == set && s.name == name && e.time > s.events[len(s.events)-1].time
}

func (d *heldOut) addHours(row []string) error {
	h, err := strconv.ParseFloat(row[1], 64)
	s := d.of(row[2])
	s.sets[row[0]] += h
	s.hours += h
	return err
}

func (d *heldOut) addNear(row []string) error {
	score, err := strconv.ParseFloat(row[3], 64)
	s := d.of(row[0])
	s.near = append(s.near, positive{condition: row[2], score: score})
	return err
}
