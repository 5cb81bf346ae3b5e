package speech

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const hypotheses = 5

// Hear runs pocketsphinx, with the model in a folder of Debian's
// pocketsphinx-en-us, over the utterances in dir; [NBest] reads what it heard.
// The second, flat pass is off and the beam narrow: on names it costs little
// accuracy, and a device would do the same.
func Hear(dir, model string, list []Utterance) error {
	ctl := filepath.Join(dir, "list.ctl")
	var b strings.Builder
	for _, u := range list {
		fmt.Fprintln(&b, u.ID)
	}
	if err := os.WriteFile(ctl, []byte(b.String()), 0o644); err != nil {
		return err
	}
	nbest := filepath.Join(dir, "nbest")
	if err := os.MkdirAll(nbest, 0o755); err != nil {
		return err
	}
	return command("pocketsphinx_batch", "-hmm", filepath.Join(model, "en-us"),
		"-lm", filepath.Join(model, "en-us.lm.bin"), "-dict", filepath.Join(model, "cmudict-en-us.dict"),
		"-ctl", ctl, "-cepdir", dir, "-cepext", ".wav", "-adcin", "yes", "-adchdr", "44",
		"-fwdflat", "no", "-maxhmmpf", "2500", "-hyp", filepath.Join(dir, "list.hyp"),
		"-nbestdir", nbest, "-nbest", strconv.Itoa(hypotheses), "-logfn", filepath.Join(dir, "pocketsphinx.log"))
}

// A Hypothesis is one reading of an utterance.
type Hypothesis struct {
	Text   string  `json:"text"`
	Weight float64 `json:"conf"` // of all readings 1
}

// languageWeight is pocketsphinx's default; unitNats is the size of one unit
// of its path scores, logarithms to the base 1.0001 shifted by ten bits.
const languageWeight, unitNats = 6.5, 1024 * 1e-4

// NBest gives what Hear heard for an utterance: the file's lines "words score",
// weighed by the softmax of their scores divided by the language weight (Wessel
// et al. 2001, eq. 8).
func NBest(dir, id string) ([]Hypothesis, error) {
	f, err := os.Open(filepath.Join(dir, "nbest", id+".hyp"))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	defer f.Close()
	var out []Hypothesis
	var first, sum float64
	s := bufio.NewScanner(f)
	for s.Scan() {
		i := strings.LastIndexByte(s.Text(), ' ')
		if i < 0 {
			continue
		}
		score, err := strconv.ParseFloat(s.Text()[i+1:], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: score: %w", id, err)
		}
		if len(out) == 0 {
			first = score
		}
		w := math.Exp((score - first) * unitNats / languageWeight)
		out = append(out, Hypothesis{Text: s.Text()[:i], Weight: w})
		sum += w
	}
	for i := range out {
		out[i].Weight /= sum
	}
	return out, s.Err()
}
