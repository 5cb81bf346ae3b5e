package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/hearsay-go/hearsay/examples/internal/detplot"
	"github.com/hearsay-go/hearsay/examples/internal/models"
)

// A curve is the operating points of one detector under one condition.
type curve struct {
	name, panel string
	points      []detplot.Point
}

// A table is what a file holds.
type table struct {
	curves         []curve
	title, caption string
}

// maxBytes bounds what is read of a file.
const maxBytes = 16 << 20

// read reads a file, JSON or CSV; name is what it is called.
func read(r io.Reader, name string) (table, error) {
	b := bufio.NewReader(io.LimitReader(r, maxBytes))
	head, err := b.Peek(1)
	if err != nil {
		return table{}, fmt.Errorf("nothing in it: %w", err)
	}
	if head[0] == '{' {
		return readCounts(b, name)
	}
	return readCSV(b, name)
}

// readCounts reads what examples/tune has counted.
func readCounts(r io.Reader, name string) (table, error) {
	var t models.Tuning
	if err := json.NewDecoder(r).Decode(&t); err != nil {
		return table{}, err
	}
	c := curve{name: stem(name), panel: t.Counts.Word}
	for _, p := range t.Counts.DET() {
		c.points = append(c.points, detplot.Point{PerHour: p.FalseAcceptsPerHour, Miss: p.MissRate})
	}
	if len(c.points) == 0 {
		return table{}, errors.New("nothing was counted")
	}
	return table{curves: []curve{c}}, nil
}

// stem is the name of a file without folder and ending.
func stem(name string) string {
	base := filepath.Base(name)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// fromName reads curve and panel out of a name like det-CURVE-PANEL.csv.
func fromName(name string) (curve, panel string) {
	s := strings.TrimPrefix(stem(name), "det-")
	if i := strings.LastIndex(s, "-"); i > 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}

// readCSV reads a table.
func readCSV(b *bufio.Reader, name string) (table, error) {
	var t table
	t.readRemarks(b)
	r := csv.NewReader(b)
	r.Comment = '#'
	head, err := r.Read()
	if err != nil {
		return table{}, fmt.Errorf("no line of column names: %w", err)
	}
	at := map[string]int{}
	for i, column := range head {
		at[column] = i
	}
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err == nil {
			err = t.addRow(at, row, name)
		}
		if err != nil {
			return table{}, err
		}
	}
	if len(t.curves) == 0 {
		return table{}, errors.New("no operating points")
	}
	return t, nil
}

// readRemarks reads the remarks before the table.
func (t *table) readRemarks(b *bufio.Reader) {
	for {
		head, err := b.Peek(1)
		if err != nil || head[0] != '#' {
			return
		}
		line, err := b.ReadString('\n')
		line = strings.TrimSpace(line)
		if text, ok := strings.CutPrefix(line, "# title:"); ok {
			t.title = strings.TrimSpace(text)
		}
		if text, ok := strings.CutPrefix(line, "# caption:"); ok {
			t.caption = strings.TrimSpace(t.caption + " " + strings.TrimSpace(text))
		}
		if err != nil {
			return
		}
	}
}

// addRow adds an operating point to its curve.
func (t *table) addRow(at map[string]int, row []string, file string) error {
	p, err := point(at, row)
	if err != nil {
		return err
	}
	name, panel := fromName(file)
	if i, ok := at["curve"]; ok {
		name = row[i]
	}
	if i, ok := at["panel"]; ok {
		panel = row[i]
	}
	for i := range t.curves {
		if c := &t.curves[i]; c.name == name && c.panel == panel {
			c.points = append(c.points, p)
			return nil
		}
	}
	t.curves = append(t.curves, curve{name, panel, []detplot.Point{p}})
	return nil
}

// point reads the figures of a row.
func point(at map[string]int, row []string) (p detplot.Point, err error) {
	number := func(column string) float64 {
		i, ok := at[column]
		if !ok {
			err = errors.Join(err, fmt.Errorf("no column %q", column))
			return 0
		}
		v, e := strconv.ParseFloat(row[i], 64)
		if e != nil || !(v >= 0) || math.IsInf(v, 0) {
			err = errors.Join(err, fmt.Errorf("column %q holds %q, want a number, 0 or more", column, row[i]))
		}
		return v
	}
	misses, positives := number("misses"), number("positives")
	if _, ok := at["fa_per_h"]; ok {
		p.PerHour = number("fa_per_h")
	} else {
		falseAccepts, hours := number("false_accepts"), number("hours")
		if err == nil && hours == 0 {
			err = errors.New("0 hours")
		}
		p.PerHour = falseAccepts / hours
	}
	if err == nil && !(positives > 0 && misses <= positives) {
		err = fmt.Errorf("%v of %v missed", misses, positives)
	}
	p.Miss = misses / positives
	return p, err
}
