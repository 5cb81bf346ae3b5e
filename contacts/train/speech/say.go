package speech

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A Voice is one synthesiser's speaker: an engine and what it calls the voice.
type Voice struct{ Engine, Name string }

// Voices are those of Debian's flite, festival and espeak-ng that read English;
// the clearest come twice.
var Voices = []Voice{
	{"flite", "slt"}, {"flite", "rms"}, {"flite", "awb"}, {"flite", "kal16"},
	{"flite", "slt"}, {"flite", "rms"}, {"flite", "awb"},
	{"festival", "cmu_us_slt_arctic_hts"}, {"festival", "kal_diphone"}, {"festival", "ked_diphone"},
	{"espeak", "en-us"}, {"espeak", "en-us+f3"}, {"espeak", "en-gb+m3"},
}

// An Utterance is one thing to be said: what, by whom, and what is done to the
// sound.
type Utterance struct {
	ID    string
	Text  string
	Voice Voice
	Pitch int     // cents
	Tempo float64 // 1 is as spoken
	SNR   int     // of pink noise, in dB; 0 is none
}

// disturb draws pitch, tempo and noise: up to a whole tone either way, 0.85 to
// 1.2 of the tempo, and for three in ten a noise of 8 to 22 dB.
func (u *Utterance) disturb(rng *rand.Rand) {
	u.Pitch = rng.IntN(9)*50 - 200
	u.Tempo = 0.85 + 0.05*float64(rng.IntN(8))
	if rng.IntN(10) < 3 {
		u.SNR = 8 + 2*rng.IntN(8)
	}
}

// Say writes the utterance as dir/ID.wav, 16 kHz mono, a third of a second of
// quiet at both ends.
func Say(dir string, u Utterance) error {
	raw := filepath.Join(dir, "raw.wav")
	if err := synthesise(u.Voice, u.Text, raw); err != nil {
		return fmt.Errorf("speak %s %q by %v: %w", u.ID, u.Text, u.Voice, err)
	}
	clean := filepath.Join(dir, "clean.wav")
	err := command("sox", raw, "-r", "16000", "-c", "1", "-b", "16", clean, "norm", "-6",
		"pitch", fmt.Sprint(u.Pitch), "tempo", "-s", fmt.Sprintf("%.2f", u.Tempo), "pad", "0.35", "0.35")
	if err != nil {
		return err
	}
	out := filepath.Join(dir, u.ID+".wav")
	if u.SNR == 0 {
		return os.Rename(clean, out)
	}
	// Speech normalised to a peak of -6 dB lies near -22 dB RMS.
	level := fmt.Sprintf("%d", -22-u.SNR)
	noise := filepath.Join(dir, "noise.wav")
	if err := command("sox", "-n", "-r", "16000", "-c", "1", "-b", "16", noise,
		"synth", "4", "pinknoise", "norm", level, "gain", "12"); err != nil {
		return err
	}
	return command("sox", "-m", "-v", "1", clean, "-v", "1", noise, out, "trim", "0", duration(clean))
}

// synthesise has one engine read text into a WAV file.
func synthesise(v Voice, text, file string) error {
	switch v.Engine {
	case "flite":
		return command("flite", "-voice", v.Name, "-t", text, "-o", file)
	case "espeak":
		return command("espeak-ng", "-v", v.Name, "-w", file, text)
	case "festival":
		in := file + ".txt"
		if err := os.WriteFile(in, []byte(text+"\n"), 0o644); err != nil {
			return err
		}
		return command("text2wave", "-eval", "(voice_"+v.Name+")", in, "-o", file)
	}
	return fmt.Errorf("unknown engine %q", v.Engine)
}

// duration asks sox for the length of a file in seconds.
func duration(file string) string {
	out, err := exec.Command("soxi", "-D", file).Output()
	if err != nil {
		return "4"
	}
	return strings.TrimSpace(string(out))
}

func command(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(string(out)))
	}
	return nil
}
