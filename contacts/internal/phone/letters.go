package phone

import (
	"math"
	"strings"
)

// A Pron is one way to say a word.
type Pron struct {
	Phones  []Phone
	LogProb float32 // natural logarithm; the ways given sum to 1
}

// rule maps letters to sounds; a greedy reader takes the longest that fits.
type rule struct {
	letters string
	sounds  string
	end     bool // only at the end of a word
}

var rules = []rule{
	{"tion", "SH AH N", false}, {"sion", "ZH AH N", false}, {"ough", "OW", false}, {"augh", "AO", false}, {"eigh", "EY", false},
	{"tch", "CH", false}, {"sch", "SH", false}, {"dge", "JH", false}, {"igh", "AY", false}, {"eau", "OW", false}, {"sch", "SH", false},
	{"air", "EH R", false}, {"ear", "IH R", false}, {"eer", "IH R", false}, {"our", "AO R", false}, {"oor", "AO R", false},
	{"cia", "SH AH", false}, {"cha", "CH AA", false}, {"ian", "IY AH N", true}, {"que", "K", true}, {"ing", "IH NG", false},
	{"ph", "F", false}, {"th", "TH", false}, {"sh", "SH", false}, {"ch", "CH", false}, {"ck", "K", false}, {"wh", "W", false}, {"gh", "G", false},
	{"ng", "NG", false}, {"qu", "K W", false}, {"kn", "N", false}, {"wr", "R", false}, {"ps", "P S", false}, {"sc", "S K", false},
	{"ce", "S EH", false}, {"ci", "S IH", false}, {"cy", "S IY", false}, {"ge", "JH EH", false}, {"gi", "JH IH", false},
	{"ai", "EY", false}, {"ay", "EY", false}, {"au", "AO", false}, {"aw", "AO", false}, {"ee", "IY", false}, {"ea", "IY", false}, {"ei", "AY", false},
	{"ey", "IY", false}, {"ie", "IY", false}, {"oa", "OW", false}, {"oe", "OW", false}, {"oo", "UW", false}, {"ou", "AW", false}, {"ow", "OW", false},
	{"oi", "OY", false}, {"oy", "OY", false}, {"ue", "UW", false}, {"ui", "UW", false}, {"eu", "Y UW", false}, {"ew", "UW", false},
	{"ar", "AA R", false}, {"er", "ER", false}, {"ir", "ER", false}, {"or", "AO R", false}, {"ur", "ER", false}, {"yr", "IH R", false},
	{"er", "ER", true}, {"le", "AH L", true}, {"es", "Z", true}, {"ed", "D", true}, {"ia", "IY AH", false}, {"io", "IY OW", false},
	{"e", "", true}, {"a", "AH", true}, {"o", "OW", true}, {"y", "IY", true}, {"i", "IY", true}, {"s", "Z", true},
	{"a", "AE", false}, {"b", "B", false}, {"c", "K", false}, {"d", "D", false}, {"e", "EH", false}, {"f", "F", false}, {"g", "G", false},
	{"h", "HH", false}, {"i", "IH", false}, {"j", "JH", false}, {"k", "K", false}, {"l", "L", false}, {"m", "M", false}, {"n", "N", false},
	{"o", "AA", false}, {"p", "P", false}, {"q", "K", false}, {"r", "R", false}, {"s", "S", false}, {"t", "T", false}, {"u", "AH", false},
	{"v", "V", false}, {"w", "W", false}, {"x", "K S", false}, {"y", "Y", false}, {"z", "Z", false},
}

// Pronounce appends to dst at most n ways to say a word of lower-case letters
// and apostrophes, likeliest first. Other characters are passed over.
func Pronounce(dst []Pron, word string, n int) []Pron {
	if n <= 0 {
		return dst
	}
	var out []Phone
	for i := 0; i < len(word); {
		best := rule{letters: word[i : i+1]}
		for _, r := range rules {
			if strings.HasPrefix(word[i:], r.letters) && (!r.end || i+len(r.letters) == len(word)) &&
				(len(r.letters) > len(best.letters) || len(r.letters) == len(best.letters) && best.sounds == "") {
				best = r
			}
		}
		for _, name := range strings.Fields(best.sounds) {
			p, _ := Parse(name)
			if len(out) == 0 || out[len(out)-1] != p || p.Vowel() {
				out = append(out, p)
			}
		}
		i += len(best.letters)
	}
	if len(out) == 0 {
		return dst
	}
	return append(dst, Pron{Phones: out, LogProb: float32(math.Log(1))})
}
