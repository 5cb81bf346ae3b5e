package microwakeword

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// maxManifest bounds a manifest, in bytes.
const maxManifest = 64 << 10

// A Manifest says what a model file listens for, at which operating point, and
// from whom it is: version 2 of the JSON form of microWakeWord and ESPHome.
type Manifest struct {
	Word      string        // as written: "Okay Nabu"
	File      string        // name of the .tflite file, beside the manifest
	Author    string        // as written; may be empty
	Website   string        // as written; may be empty
	Languages []string      // that it was trained for: "en"; may be empty
	Cutoff    float64       // mean probability that accepts, in (0, 1]
	Window    int           // inferences whose probabilities are averaged, 1 to 100
	Step      time.Duration // from one window of features to the next: 10 ms, or up to 30
}

// manifestJSON is the part of the JSON form that is read. What must be there is
// a pointer.
type manifestJSON struct {
	Type      string   `json:"type"`
	Word      string   `json:"wake_word"`
	Author    string   `json:"author"`
	Website   string   `json:"website"`
	Model     string   `json:"model"`
	Languages []string `json:"trained_languages"`
	Version   int      `json:"version"`
	Micro     struct {
		Cutoff *float64 `json:"probability_cutoff"`
		Window *int     `json:"sliding_window_size"`
		StepMS *int     `json:"feature_step_size"`
	} `json:"micro"`
}

// ReadManifest reads a manifest. It fails where that is no JSON of at most 64
// KiB, is not of version 2, lacks what must be there, or has a value out of its
// range. Fields that are not known are passed over.
func ReadManifest(r io.Reader) (Manifest, error) {
	m, err := readManifest(r)
	if err != nil {
		return Manifest{}, fmt.Errorf("microwakeword: manifest: %w", err)
	}
	return m, nil
}

func readManifest(r io.Reader) (Manifest, error) {
	b, err := readAll(r, maxManifest)
	if err != nil {
		return Manifest{}, err
	}
	var j manifestJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return Manifest{}, err
	}
	if j.Type != "micro" || j.Version != 2 {
		return Manifest{}, fmt.Errorf("type %q of version %d, want micro of version 2: %w", j.Type, j.Version, errors.ErrUnsupported)
	}
	switch {
	case j.Word == "":
		return Manifest{}, errors.New("wake_word is missing")
	case j.Micro.Cutoff == nil || !(*j.Micro.Cutoff > 0 && *j.Micro.Cutoff <= 1):
		return Manifest{}, fmt.Errorf("probability_cutoff %v, want above 0 to 1", show(j.Micro.Cutoff))
	case j.Micro.Window == nil || *j.Micro.Window < 1 || *j.Micro.Window > 100:
		return Manifest{}, fmt.Errorf("sliding_window_size %v, want 1 to 100", show(j.Micro.Window))
	case j.Micro.StepMS == nil || *j.Micro.StepMS < 1 || *j.Micro.StepMS > 30:
		return Manifest{}, fmt.Errorf("feature_step_size %v, want 1 to 30 ms", show(j.Micro.StepMS))
	}
	return Manifest{
		Word: j.Word, File: j.Model, Author: j.Author, Website: j.Website, Languages: j.Languages,
		Cutoff: *j.Micro.Cutoff, Window: *j.Micro.Window, Step: time.Duration(*j.Micro.StepMS) * time.Millisecond,
	}, nil
}

// show is a value for an error, "missing" where there is none.
func show[T any](v *T) any {
	if v == nil {
		return "missing"
	}
	return *v
}

// readAll reads all of r, at most limit bytes.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = fmt.Errorf("more than %d bytes", limit)
	}
	return b, err
}
