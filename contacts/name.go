package contacts

import (
	"slices"
	"strings"
)

// parts are the parts of a contact's name as they would be spoken, folded.
// Any may be empty.
type parts struct {
	title     string   // "doctor", "aunt"
	given     string   // "jean pierre"
	middle    string   // "maria", never an initial
	family    string   // "van der berg", "garcia lopez"
	suffix    string   // "junior"
	nicknames []string // called by these, with or without the family name
	whole     []string // names that stand alone: relations, aliases, firms
	hints     []string // the name respelt as it sounds
}

// parse reads the names of a contact. Given and Family, where there are any,
// are taken as they are; the display name then only adds a title and
// nicknames. Steps, for "Dr. Keller, Ana 'Annie' (work) 🌷":
//
//  1. set aside what stands in brackets or quotes: a nickname, unless it is a
//     label like "work";
//  2. cut what follows a dash, a bar or an "@": a firm or a note;
//  3. take the part behind a comma as the given name, unless it is a suffix
//     ("Smith, Jr.");
//  4. take titles off the front and suffixes off the end;
//  5. split the rest: the family name begins at the first particle ("van",
//     "de la"), or else is the last word; words between are the middle.
func parse(c *Contact) parts {
	display, nicks := brackets(c.Name)
	p := parts{
		title:     foldTitle(c.Prefix),
		given:     fold(c.Given),
		middle:    noInitials(fold(c.Additional)),
		family:    fold(c.Family),
		suffix:    foldSuffix(c.Suffix),
		nicknames: foldAll(slices.Concat(c.Nicknames, nicks)),
		whole:     foldAll(slices.Concat(c.Relations, c.Aliases)),
		hints:     foldAll(unhyphened(c.Pronunciations)),
	}
	before, after, comma := strings.Cut(cutNote(display), ",")
	front, back := strings.Fields(fold(before)), strings.Fields(fold(after))
	if comma && len(back) > 0 && isSuffix(back[0]) {
		p.suffix = or(p.suffix, foldSuffix(after))
		back = nil
	}
	words, family := front, []string(nil)
	if comma && len(back) > 0 {
		words, family = back, front
		if t, rest := takeTitle(family); t != "" {
			p.title, family = or(p.title, t), rest
		}
	}
	t, words := takeTitle(words)
	p.title = or(p.title, t)
	if p.given != "" || p.family != "" {
		return p
	}
	words, s := takeSuffix(words)
	p.suffix = or(p.suffix, s)
	p.split(words, family)
	if p.given == "" && p.family == "" && p.title == "" && len(p.nicknames) == 0 && len(p.whole) == 0 {
		p.whole = foldAll([]string{c.Organization})
	}
	return p
}

// split fills the name from words; family, if any, is what stood before a
// comma.
func (p *parts) split(words, family []string) {
	if long := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len(w) == 1 }); len(long) > 0 {
		words = long // "Ana M Keller"; "J. R." keeps its letters
	} else if len(words) > 1 {
		words = []string{strings.Join(words, " ")}
	}
	switch {
	case len(family) > 0:
		p.family = strings.Join(family, " ")
		if len(words) > 0 {
			p.given, p.middle = words[0], or(p.middle, strings.Join(words[1:], " "))
		}
	case len(words) == 0:
	case len(words) == 1 && p.title != "" && formal[p.title]:
		p.family = words[0] // "Dr. Patel", but "Aunt Jo"
	case len(words) == 1:
		p.given = words[0]
	default:
		at := len(words) - 1
		for i := 1; i < at; i++ {
			if particles[words[i]] {
				at = i
			}
		}
		p.given = words[0]
		p.middle = or(p.middle, strings.Join(words[1:at], " "))
		p.family = strings.Join(words[at:], " ")
	}
}

// closing gives the bracket or quote that ends what one begins.
var closing = map[rune]rune{'(': ')', '[': ']', '{': '}', '"': '"', '“': '”', '„': '“', '«': '»', '（': '）'}

// brackets cuts what stands in brackets or double quotes out of a display
// name, and gives back what of it is no label. A bracket that never closes
// reaches to the end.
func brackets(name string) (rest string, inside []string) {
	if !strings.ContainsAny(name, `([{"“„«（`) {
		return name, nil
	}
	var out, in strings.Builder
	end := rune(0)
	for _, r := range name {
		switch c, opens := closing[r]; {
		case end != 0 && r == end:
			end = 0
			inside = append(inside, in.String())
			in.Reset()
		case end != 0:
			in.WriteRune(r)
		case opens:
			end = c
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
	}
	inside = append(inside, in.String())
	return out.String(), slices.DeleteFunc(inside, func(s string) bool {
		words := strings.Fields(fold(s))
		return len(words) == 0 || len(words) > 2 || slices.ContainsFunc(words, func(w string) bool { return labels[w] || digitWord(w) })
	})
}

// cutNote cuts a firm or a note off a display name: "Ana Keller - Acme",
// "Ana @ Acme". A hyphen inside a word is part of the name.
func cutNote(name string) string {
	for _, sep := range []string{" - ", " – ", " — ", "@", "|", "/", "•"} {
		if before, _, ok := strings.Cut(name, sep); ok && strings.TrimSpace(before) != "" {
			name = before
		}
	}
	return name
}

// takeTitle takes titles off the front of words; a title alone is a name.
func takeTitle(words []string) (string, []string) {
	var title []string
	for len(words) > 1 && titles[words[0]] != "" {
		title = append(title, titles[words[0]])
		words = words[1:]
	}
	return strings.Join(title, " "), words
}

// takeSuffix takes suffixes off the end of words.
func takeSuffix(words []string) ([]string, string) {
	suffix := ""
	for len(words) > 1 && isSuffix(words[len(words)-1]) {
		suffix = or(suffixes[words[len(words)-1]], suffix)
		words = words[:len(words)-1]
	}
	return words, suffix
}

func isSuffix(word string) bool {
	_, ok := suffixes[word]
	return ok
}

func foldTitle(s string) string {
	words := strings.Fields(fold(s))
	for i, w := range words {
		words[i] = or(titles[w], w)
	}
	return strings.Join(words, " ")
}

func foldSuffix(s string) string {
	for w := range strings.FieldsSeq(fold(s)) {
		if t := suffixes[w]; t != "" {
			return t
		}
	}
	return ""
}

// foldAll folds names, and drops those of which nothing is left or that were
// there before.
func foldAll(names []string) []string {
	var out []string
	for _, n := range names {
		if f := fold(n); f != "" && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// unhyphened joins the syllables of respellings: "Kwen-tin".
func unhyphened(hints []string) []string {
	out := make([]string, len(hints))
	for i, h := range hints {
		out[i] = strings.ReplaceAll(h, "-", "")
	}
	return out
}

func noInitials(s string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(s), func(w string) bool { return len(w) == 1 }), " ")
}

func digitWord(w string) bool { return slices.Contains(digits[:], w) }

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
