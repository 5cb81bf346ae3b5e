package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A voice is one synthesiser's speaker: an engine and what it calls the voice.
type voice struct{ engine, name string }

// voices are those of Debian's flite, festival and espeak-ng that read English.
var voices = []voice{
	{"flite", "slt"}, {"flite", "rms"}, {"flite", "awb"}, {"flite", "kal16"},
	{"flite", "slt"}, {"flite", "rms"}, {"flite", "awb"},
	{"festival", "cmu_us_slt_arctic_hts"}, {"festival", "kal_diphone"}, {"festival", "ked_diphone"},
	{"espeak", "en-us"}, {"espeak", "en-us+f3"}, {"espeak", "en-gb+m3"},
}

// An utterance is one line of the work: what is said, by whom, and what is
// done to the sound.
type utterance struct {
	id    string
	text  string
	voice voice
	pitch int     // cents
	tempo float64 // 1 is as spoken
	snr   int     // of pink noise, in dB; 0 is none
}

// plan draws n utterances of names from the seed: a given name with a surname
// (six in ten), a given name (three), a surname with a title (one).
func plan(n int, given, family []string, seed uint64) []utterance {
	rng := rand.New(rand.NewPCG(seed, 5))
	pick := func(list []string, shift float64) string { return list[zipf(rng, len(list), shift)] }
	titles := []string{"doctor", "mister", "misses", "miss"}
	out := make([]utterance, n)
	for i := range out {
		u := utterance{id: fmt.Sprintf("u%05d", i), voice: voices[rng.IntN(len(voices))]}
		switch k := rng.IntN(10); {
		case k < 6:
			u.text = pick(given, 30) + " " + pick(family, 300)
		case k < 9:
			u.text = pick(given, 60)
		default:
			u.text = titles[rng.IntN(len(titles))] + " " + pick(family, 300)
		}
		u.pitch = rng.IntN(9)*50 - 200
		u.tempo = 0.85 + 0.05*float64(rng.IntN(8))
		if rng.IntN(10) < 3 {
			u.snr = 8 + 2*rng.IntN(8)
		}
		out[i] = u
	}
	return out
}

// zipf draws a rank below n with a chance that falls as 1/(rank+shift), close
// to how names are shared out (Fox and Lasker 1983), by inversion.
func zipf(rng *rand.Rand, n int, shift float64) int {
	lo, hi := math.Log(shift), math.Log(shift+float64(n))
	r := int(math.Exp(lo+rng.Float64()*(hi-lo)) - shift)
	return min(max(r, 0), n-1)
}

// say writes the utterance as dir/id.wav, 16 kHz mono, a third of a second of
// quiet at both ends.
func say(dir string, u utterance) error {
	raw := filepath.Join(dir, "raw.wav")
	if err := synthesise(u.voice, u.text, raw); err != nil {
		return fmt.Errorf("speak %s %q by %v: %w", u.id, u.text, u.voice, err)
	}
	clean := filepath.Join(dir, "clean.wav")
	err := command("sox", raw, "-r", "16000", "-c", "1", "-b", "16", clean, "norm", "-6",
		"pitch", fmt.Sprint(u.pitch), "tempo", "-s", fmt.Sprintf("%.2f", u.tempo), "pad", "0.35", "0.35")
	if err != nil {
		return err
	}
	out := filepath.Join(dir, u.id+".wav")
	if u.snr == 0 {
		return os.Rename(clean, out)
	}
	// Speech normalised to a peak of -6 dB lies near -22 dB RMS.
	level := fmt.Sprintf("%d", -22-u.snr)
	noise := filepath.Join(dir, "noise.wav")
	if err := command("sox", "-n", "-r", "16000", "-c", "1", "-b", "16", noise,
		"synth", "4", "pinknoise", "norm", level, "gain", "12"); err != nil {
		return err
	}
	return command("sox", "-m", "-v", "1", clean, "-v", "1", noise, out, "trim", "0", duration(clean))
}

// synthesise has one engine read text into a WAV file.
func synthesise(v voice, text, file string) error {
	switch v.engine {
	case "flite":
		return command("flite", "-voice", v.name, "-t", text, "-o", file)
	case "espeak":
		return command("espeak-ng", "-v", v.name, "-w", file, text)
	case "festival":
		in := file + ".txt"
		if err := os.WriteFile(in, []byte(text+"\n"), 0o644); err != nil {
			return err
		}
		return command("text2wave", "-eval", "(voice_"+v.name+")", in, "-o", file)
	}
	return fmt.Errorf("unknown engine %q", v.engine)
}

// duration asks sox for the length of a file in seconds.
func duration(file string) string {
	out, err := exec.Command("soxi", "-D", file).Output()
	if err != nil {
		return "4"
	}
	return strings.TrimSpace(string(out))
}
