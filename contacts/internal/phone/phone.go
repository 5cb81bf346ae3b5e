package phone

// A Phone is one sound of English, of the 39 of the ARPAbet as CMUdict uses
// it, stress left out. The zero value is no sound.
type Phone uint8

// The sounds, in the order of their ARPAbet names.
const (
	None Phone = iota
	AA         // odd
	AE         // at
	AH         // hut, and the schwa
	AO         // ought
	AW         // cow
	AY         // hide
	B
	CH // cheese
	D
	DH // thee
	EH // Ed
	ER // hurt
	EY // ate
	F
	G
	HH
	IH // it
	IY // eat
	JH // gee
	K
	L
	M
	N
	NG // ping
	OW // oat
	OY // toy
	P
	R
	S
	SH // she
	T
	TH // theta
	UH // hood
	UW // two
	V
	W
	Y
	Z
	ZH // seizure
)

// Count is one more than the largest Phone: tables over phones have Count
// rows, the first of them unused.
const Count = int(ZH) + 1

var names = [Count]string{
	"-", "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER",
	"EY", "F", "G", "HH", "IH", "IY", "JH", "K", "L", "M", "N", "NG", "OW",
	"OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH",
}

// String gives the ARPAbet name, "-" for no sound.
func (p Phone) String() string {
	if int(p) >= Count {
		return "?"
	}
	return names[p]
}

// Parse reads an ARPAbet name, with or without a stress digit behind it.
func Parse(name string) (Phone, bool) {
	if n := len(name); n > 0 && name[n-1] >= '0' && name[n-1] <= '2' {
		name = name[:n-1]
	}
	for p := AA; int(p) < Count; p++ {
		if names[p] == name {
			return p, true
		}
	}
	return None, false
}

// Vowel reports whether p is a vowel or a diphthong; ER is one.
func (p Phone) Vowel() bool {
	return int(p) < Count && traits[p].vowel
}
