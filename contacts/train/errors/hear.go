package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
	"github.com/hearsay-go/hearsay/contacts/train/source"
)

const hypotheses = 5

// hear runs pocketsphinx over the utterances in dir; its n-best lists go to
// dir/nbest. The second, flat pass is off and the beam narrow: on names it
// costs little accuracy, and a device would do the same.
func hear(dir, model string, list []utterance) error {
	ctl := filepath.Join(dir, "list.ctl")
	var b strings.Builder
	for _, u := range list {
		fmt.Fprintln(&b, u.id)
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

// A pair is what was meant and one thing that was heard for it.
type pair struct {
	id     string
	meant  [][][]phone.Phone // [word][way to say it][sound]
	heard  []phone.Phone     // the words heard run together
	words  []string          // the words heard
	ends   []int             // where each of them ends in heard
	weight float64           // the share of the n-best, in (0, 1]
}

// gather reads the n-best lists and turns words into sounds. Where a word
// heard has several pronunciations the first is taken, as the recogniser's
// alternates are mostly weak forms of it.
func gather(dir string, list []utterance, dict source.Dictionary) ([]pair, error) {
	var out []pair
	for _, u := range list {
		var meant [][][]phone.Phone
		for w := range strings.FieldsSeq(u.text) {
			if len(dict[w]) == 0 {
				return nil, fmt.Errorf("%s: no pronunciation for %q", u.id, w)
			}
			meant = append(meant, dict[w])
		}
		lines, err := readNBest(filepath.Join(dir, "nbest", u.id+".hyp"))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", u.id, err)
		}
		for _, h := range lines {
			p := pair{id: u.id, meant: meant, weight: h.weight}
			for w := range strings.FieldsSeq(h.text) {
				if ways := dict[w]; len(ways) > 0 {
					p.heard = append(p.heard, ways[0]...)
					p.words, p.ends = append(p.words, w), append(p.ends, len(p.heard))
				}
			}
			out = append(out, p)
		}
	}
	return out, nil
}

type heardLine struct {
	text   string
	weight float64
}

// languageWeight is pocketsphinx's default; unitNats is the size of one unit
// of its path scores, logarithms to the base 1.0001 shifted by ten bits.
const languageWeight, unitNats = 6.5, 1024 * 1e-4

// readNBest reads lines "words score" and weighs them by the softmax of their
// scores divided by the language weight (Wessel et al. 2001, eq. 8).
func readNBest(file string) ([]heardLine, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []heardLine
	var first, sum float64
	s := bufio.NewScanner(f)
	for s.Scan() {
		i := strings.LastIndexByte(s.Text(), ' ')
		if i < 0 {
			continue
		}
		score, err := strconv.ParseFloat(s.Text()[i+1:], 64)
		if err != nil {
			return nil, fmt.Errorf("score: %w", err)
		}
		if len(out) == 0 {
			first = score
		}
		w := math.Exp((score - first) * unitNats / languageWeight)
		out = append(out, heardLine{text: s.Text()[:i], weight: w})
		sum += w
	}
	for i := range out {
		out[i].weight /= sum
	}
	return out, s.Err()
}

func command(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(string(out)))
	}
	return nil
}
