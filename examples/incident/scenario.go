package main

import (
	"embed"
	"errors"
	"fmt"
	"strings"
)

//go:embed testdata/*.wav testdata/*.json testdata/contacts.txt
var recordings embed.FS

// scenario is an embedded recording and what has to become of it.
type scenario struct {
	Name  string // of the files in testdata and of the flag
	Title string
	Story string
	// Old is whom the chain of 2018 sends to; New is whom Hearsay has to send
	// to, which is what the people in the room want. Empty: nobody.
	Old, New string
}

// scenarios, in the order of -scenario all.
var scenarios = []scenario{
	{
		Name:  "incident",
		Title: "the incident of May 2018",
		Story: "Two people at home talk about floors. Nobody speaks to the device.",
		Old:   "Riley Marsh",
	},
	{
		Name:  "request",
		Title: "a real request",
		Story: "One person in a quiet room asks for a message to Susan Clark, and confirms it.",
		Old:   "Susan Clark", New: "Susan Clark",
	},
	{
		Name:  "ambiguous",
		Title: "a name that two people share",
		Story: "“Send a message to Mary.” There are two of that name, and Mary Jones is meant.",
		Old:   "Mary Cole", New: "Mary Jones",
	},
	{
		Name:  "correction",
		Title: "a correction",
		Story: "The user asks for John Miller, means John Baker, and says so when asked.",
		New:   "John Baker",
	},
}

// pick returns the scenarios that the flag names.
func pick(name string) ([]scenario, error) {
	if name == "all" {
		return scenarios, nil
	}
	var names []string
	for _, s := range scenarios {
		if s.Name == name {
			return []scenario{s}, nil
		}
		names = append(names, s.Name)
	}
	return nil, fmt.Errorf("no scenario %q: want %s or all", name, strings.Join(names, ", "))
}

// open reads the scenario's recording and what was heard in it.
func (s scenario) open() (*recording, *heard, error) {
	wav, err := recordings.Open("testdata/" + s.Name + ".wav")
	if err != nil {
		return nil, nil, err
	}
	defer wav.Close()
	rec, err := readRecording(wav)
	if err != nil {
		return nil, nil, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	f, err := recordings.Open("testdata/" + s.Name + ".json")
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	h, err := readHeard(f)
	if err != nil {
		return nil, nil, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	return rec, h, nil
}

// replay plays the scenario through both chains.
func (s scenario) replay(p *player) (*replay, error) {
	rec, h, err := s.open()
	if err != nil {
		return nil, err
	}
	r, err := p.play(rec, h)
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", s.Name, err)
	}
	r.Title, r.Story = s.Title, s.Story
	for _, t := range r.all() {
		switch {
		case t.To == s.New:
			t.Verdict = right
		case t.Sent:
			t.Verdict = wrong
		default:
			t.Verdict = missed
		}
	}
	return r, nil
}

// judge compares the outcome of both chains with what it has to be.
func (s scenario) judge(r *replay) error {
	var errs []error
	if r.Old.To != s.Old {
		errs = append(errs, fmt.Errorf("%s: the chain of 2018: %s; expected %s", s.Name, r.Old.result(), expected(s.Old)))
	}
	for _, t := range r.all()[1:] {
		if t.To != s.New {
			errs = append(errs, fmt.Errorf("%s: %s: %s; expected %s", s.Name, t.Name, t.result(), expected(s.New)))
		}
	}
	return errors.Join(errs...)
}

func expected(to string) string {
	return (&timeline{Sent: to != "", To: to}).result()
}
