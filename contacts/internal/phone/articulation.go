package phone

import "math"

// trait says how a sound is made. Consonants have a place (0 lips … 1
// glottis) and a manner (0 stop … 1 glide); vowels have the height, backness
// and rounding of their start and, for diphthongs, of their end. All in
// [0, 1], after the charts of the International Phonetic Association; ER is a
// rhotic vowel.
type trait struct {
	vowel                     bool
	voiced                    bool
	place, manner             float32
	nasal, sibilant, rhotic   float32
	height, back, round       float32
	endHeight, endBack, glide float32
}

func consonant(place, manner float32, voiced bool, nasal, sibilant, rhotic float32) trait {
	return trait{voiced: voiced, place: place, manner: manner, nasal: nasal, sibilant: sibilant, rhotic: rhotic}
}

func vowel(height, back, round float32) trait {
	return trait{vowel: true, voiced: true, height: height, back: back, round: round, endHeight: height, endBack: back}
}

func diphthong(height, back, round, endHeight, endBack float32) trait {
	return trait{vowel: true, voiced: true, height: height, back: back, round: round,
		endHeight: endHeight, endBack: endBack, glide: 1}
}

// rhotic is the vowel of "hurt".
func rhotic(height, back float32) trait {
	t := vowel(height, back, 0.3)
	t.rhotic = 1
	return t
}

// Places: 0 lips, 0.1 lip and teeth, 0.25 teeth, 0.35 gum ridge, 0.5 behind
// it, 0.6 palate, 0.8 velum, 1 glottis. Manners: 0 stop, 0.2 affricate, 0.4
// fricative, 0.6 nasal, 0.8 liquid, 1 glide.
var traits = [Count]trait{
	AA: vowel(0, 0.8, 0), AE: vowel(0.1, 0.1, 0), AH: vowel(0.45, 0.55, 0),
	AO: vowel(0.2, 0.95, 0.6), EH: vowel(0.4, 0.15, 0), IH: vowel(0.8, 0.2, 0),
	IY: vowel(1, 0, 0), UH: vowel(0.8, 0.8, 0.6), UW: vowel(1, 0.9, 1),
	ER: rhotic(0.5, 0.5),
	AW: diphthong(0, 0.5, 0, 0.85, 0.9), AY: diphthong(0, 0.5, 0, 0.9, 0.1),
	EY: diphthong(0.55, 0.1, 0, 0.95, 0.05), OW: diphthong(0.5, 0.9, 0.8, 0.9, 0.9),
	OY: diphthong(0.3, 0.95, 0.6, 0.9, 0.1),
	P:  consonant(0, 0, false, 0, 0, 0), B: consonant(0, 0, true, 0, 0, 0),
	T: consonant(0.35, 0, false, 0, 0, 0), D: consonant(0.35, 0, true, 0, 0, 0),
	K: consonant(0.8, 0, false, 0, 0, 0), G: consonant(0.8, 0, true, 0, 0, 0),
	CH: consonant(0.5, 0.2, false, 0, 1, 0), JH: consonant(0.5, 0.2, true, 0, 1, 0),
	F: consonant(0.1, 0.4, false, 0, 0, 0), V: consonant(0.1, 0.4, true, 0, 0, 0),
	TH: consonant(0.25, 0.4, false, 0, 0, 0), DH: consonant(0.25, 0.4, true, 0, 0, 0),
	S: consonant(0.35, 0.4, false, 0, 1, 0), Z: consonant(0.35, 0.4, true, 0, 1, 0),
	SH: consonant(0.5, 0.4, false, 0, 1, 0), ZH: consonant(0.5, 0.4, true, 0, 1, 0),
	HH: consonant(1, 0.4, false, 0, 0, 0),
	M:  consonant(0, 0.6, true, 1, 0, 0), N: consonant(0.35, 0.6, true, 1, 0, 0),
	NG: consonant(0.8, 0.6, true, 1, 0, 0),
	L:  consonant(0.35, 0.8, true, 0, 0, 0), R: consonant(0.5, 0.85, true, 0, 0, 1),
	W: consonant(0.1, 1, true, 0, 0, 0), Y: consonant(0.6, 1, true, 0, 0, 0),
}

// Weights of the traits in a distance, and the distance between any vowel and
// any consonant; distances lie in [0, 1].
const (
	weightVoice    = 0.25
	weightPlace    = 0.6
	weightManner   = 0.6
	weightNasal    = 0.25
	weightSibilant = 0.2
	weightRhotic   = 0.35
	weightHeight   = 0.45
	weightBack     = 0.4
	weightRound    = 0.15
	weightEnd      = 0.3
	acrossKinds    = 1.0
)

func abs(x float32) float32 { return float32(math.Abs(float64(x))) }

// Distance is how differently two sounds are made, 0 for equal sounds to 1 for
// the farthest. It is the prior that the learnt error costs are smoothed
// with.
func Distance(a, b Phone) float32 {
	if a == b {
		return 0
	}
	if int(a) >= Count || int(b) >= Count || a == None || b == None {
		return 1
	}
	x, y := traits[a], traits[b]
	if x.vowel != y.vowel {
		return acrossVowel(a, b)
	}
	var d float32
	if x.vowel {
		d = float32(weightHeight*abs(x.height-y.height)) + float32(weightBack*abs(x.back-y.back)) +
			float32(weightRound*abs(x.round-y.round)) + float32(weightRhotic*abs(x.rhotic-y.rhotic)) +
			float32(weightEnd*0.5*(abs(x.endHeight-y.endHeight)+abs(x.endBack-y.endBack))) +
			float32(0.1*abs(x.glide-y.glide))
	} else {
		d = float32(weightPlace*abs(x.place-y.place)) + float32(weightManner*abs(x.manner-y.manner)) +
			float32(weightNasal*abs(x.nasal-y.nasal)) + float32(weightSibilant*abs(x.sibilant-y.sibilant)) +
			float32(weightRhotic*abs(x.rhotic-y.rhotic))
		if x.voiced != y.voiced {
			d += weightVoice
		}
	}
	return min(max(d, 0.08), 1)
}

// acrossVowel is the distance between a vowel and a consonant: 1, but for the
// glides and liquids that are vowels in all but place in the syllable.
func acrossVowel(a, b Phone) float32 {
	if traits[b].vowel {
		a, b = b, a
	}
	switch {
	case a == ER && b == R, a == UW && b == W, a == IY && b == Y:
		return 0.4
	case a == IH && b == Y, a == UH && b == W, a == OW && b == L, a == AO && b == R:
		return 0.6
	}
	return acrossKinds
}
