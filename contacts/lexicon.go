package contacts

// This file holds what names are made of besides names: facts of usage, no
// data set.

// titles maps a title, as written, to how it is spoken.
var titles = map[string]string{
	"dr": "doctor", "doctor": "doctor", "mr": "mister", "mister": "mister", "mrs": "misses", "misses": "misses",
	"ms": "miz", "miss": "miss", "mx": "mix", "prof": "professor", "professor": "professor", "sir": "sir", "dame": "dame",
	"lord": "lord", "lady": "lady", "judge": "judge", "rev": "reverend", "reverend": "reverend", "fr": "father",
	"father": "father", "pastor": "pastor", "rabbi": "rabbi", "imam": "imam", "sister": "sister", "brother": "brother",
	"capt": "captain", "captain": "captain", "sgt": "sergeant", "sergeant": "sergeant", "lt": "lieutenant",
	"lieutenant": "lieutenant", "col": "colonel", "colonel": "colonel", "gen": "general", "maj": "major", "officer": "officer",
	"coach": "coach", "nurse": "nurse", "chef": "chef", "aunt": "aunt", "auntie": "auntie", "aunty": "auntie",
	"uncle": "uncle", "cousin": "cousin", "granny": "granny", "grandma": "grandma", "grandpa": "grandpa", "nana": "nana",
	"herr": "herr", "frau": "frau", "onkel": "onkel", "tante": "tante", "oma": "oma", "opa": "opa",
	"senor": "senor", "senora": "senora", "tio": "tio", "tia": "tia", "don": "don", "dona": "dona",
	"monsieur": "monsieur", "madame": "madame", "mme": "madame", "tonton": "tonton", "signor": "signor", "signora": "signora",
	"zio": "zio", "zia": "zia",
}

// formal titles go with a family name: "Dr. Patel" has no given name, "Aunt
// Jo" no family name.
var formal = map[string]bool{
	"doctor": true, "mister": true, "misses": true, "miz": true, "miss": true, "professor": true, "judge": true,
	"reverend": true, "captain": true, "sergeant": true, "lieutenant": true, "colonel": true, "general": true,
	"officer": true, "herr": true, "frau": true, "senor": true, "senora": true, "monsieur": true, "madame": true,
	"signor": true, "signora": true,
}

// suffixes maps a suffix, as written, to how it is spoken; degrees are not.
var suffixes = map[string]string{
	"jr": "junior", "junior": "junior", "sr": "senior", "senior": "senior", "ii": "the second", "iii": "the third",
	"iv": "the fourth", "phd": "", "md": "", "esq": "", "mba": "", "dds": "", "cpa": "", "rn": "", "pe": "",
}

// particles begin a family name.
var particles = map[string]bool{
	"van": true, "von": true, "vom": true, "zu": true, "der": true, "den": true, "de": true, "del": true, "della": true,
	"degli": true, "di": true, "da": true, "das": true, "do": true, "dos": true, "du": true, "des": true, "la": true,
	"le": true, "las": true, "los": true, "bin": true, "bint": true, "ibn": true, "abu": true, "al": true, "el": true,
	"ter": true, "ten": true, "te": true, "st": true, "saint": true, "san": true, "santa": true, "mac": true, "mc": true,
	"o": true, "ap": true, "af": true, "av": true, "lo": true, "y": true, "e": true, "ben": true,
}

// labels are what people put in brackets behind a name, and are no nickname.
var labels = map[string]bool{
	"work": true, "home": true, "mobile": true, "cell": true, "office": true, "new": true, "old": true, "private": true,
	"business": true, "iphone": true, "phone": true, "tel": true, "fax": true, "email": true, "main": true, "other": true,
	"school": true, "gym": true, "church": true, "ex": true, "do": true, "not": true, "dont": true, "whatsapp": true,
	"sms": true, "landline": true, "arbeit": true, "privat": true, "neu": true, "alt": true, "trabajo": true, "casa": true,
	"maison": true, "bureau": true, "portable": true, "lavoro": true, "ufficio": true, "number": true, "temp": true,
	"assistant": true, "team": true, "dept": true, "hr": true, "emergency": true, "ice": true, "neighbor": true,
	"neighbour": true, "friend": true, "landlord": true, "plumber": true, "dentist": true, "spam": true,
}
