package main

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// heldOut is what the files say, by word.
type heldOut struct {
	words map[string]*samples
	sets  map[string]float64 // hours by set
	hours float64
}

// samples are the scores of one word.
type samples struct {
	name      string
	positives []positive
	streams   map[string][]event // sound without the word, by set and stream
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

// event is the score of a step.
type event struct {
	set         string
	time, score float64
}

// word returns the samples of a word, none if the files have none.
func (d *heldOut) word(name string) samples {
	s := samples{name: name, streams: map[string][]event{}}
	if have := d.words[name]; have != nil {
		s = *have
	}
	s.sets, s.hours = d.sets, d.hours
	return s
}

// of returns the samples of a word, to be added to.
func (d *heldOut) of(name string) *samples {
	if d.words[name] == nil {
		d.words[name] = &samples{name: name, streams: map[string][]event{}}
	}
	return d.words[name]
}

func readFolder(dir string) (*heldOut, error) {
	d := &heldOut{words: map[string]*samples{}, sets: map[string]float64{}}
	for _, f := range []struct {
		name     string
		columns  int
		optional bool
		add      func(row []string) error
	}{
		{"positives.csv", 5, false, d.addPositive},
		{"negatives.csv", 5, false, d.addNegative},
		{"hours.csv", 2, false, d.addHours},
		{"near.csv", 4, true, d.addNear},
	} {
		file, err := os.Open(filepath.Join(dir, f.name))
		if f.optional && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		err = readCSV(file, f.columns, f.add)
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	for _, s := range d.words {
		for _, events := range s.streams {
			slices.SortStableFunc(events, func(a, b event) int { return cmp.Compare(a.time, b.time) })
		}
	}
	return d, nil
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
	s := d.of(row[0])
	key := row[1] + "/" + row[2]
	s.streams[key] = append(s.streams[key], event{row[1], time, score})
	return err
}

func (d *heldOut) addHours(row []string) error {
	h, err := strconv.ParseFloat(row[1], 64)
	d.sets[row[0]] += h
	d.hours += h
	return err
}

func (d *heldOut) addNear(row []string) error {
	score, err := strconv.ParseFloat(row[3], 64)
	s := d.of(row[0])
	s.near = append(s.near, positive{condition: row[2], score: score})
	return err
}
