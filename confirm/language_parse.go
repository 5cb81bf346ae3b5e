package confirm

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A language file is plain UTF-8 text, described in lang/README.md: one
// "key: value" a line, "@class = templates" for what templates share, # for
// comments; an indented line continues the one above.

// maxLanguageBytes bounds a language file.
const maxLanguageBytes = 1 << 20

// line is one logical line of a language file.
type line struct {
	no   int // the number of its first physical line
	text string
}

// languageParser gathers what the lines say; the templates are compiled at the
// end, when every class is known.
type languageParser struct {
	lang      language
	folds     []string
	classes   map[string]node
	templates []template
	body      bool // a line that needs the folds has been read
}

type template struct {
	no   int
	node node
	m    verdict
}

// parseLanguage reads a language file. Errors name file and line.
func parseLanguage(file string, data []byte) (*language, error) {
	if len(data) > maxLanguageBytes {
		return nil, fmt.Errorf("confirm: %s: larger than %d bytes", file, maxLanguageBytes)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("confirm: %s: not UTF-8", file)
	}
	p := languageParser{classes: map[string]node{}, lang: language{digits: map[string]int{}}}
	for _, l := range logicalLines(string(data)) {
		if err := p.line(l); err != nil {
			return nil, fmt.Errorf("confirm: %s:%d: %w", file, l.no, err)
		}
	}
	if no, err := p.finish(); err != nil {
		if no > 0 {
			return nil, fmt.Errorf("confirm: %s:%d: %w", file, no, err)
		}
		return nil, fmt.Errorf("confirm: %s: %w", file, err)
	}
	return &p.lang, nil
}

// logicalLines drops comments and blank lines and joins continuations.
func logicalLines(s string) []line {
	var ls []line
	no := 0
	for raw := range strings.Lines(strings.TrimPrefix(s, "\ufeff")) {
		no++
		text, _, _ := strings.Cut(raw, "#")
		indented := strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\t")
		switch text = strings.TrimSpace(text); {
		case text == "":
		case indented && len(ls) > 0:
			ls[len(ls)-1].text += " " + text
		default:
			ls = append(ls, line{no, text})
		}
	}
	return ls
}

// line files one logical line.
func (p *languageParser) line(l line) error {
	if strings.HasPrefix(l.text, "@") {
		return p.class(l)
	}
	head, value, ok := strings.Cut(l.text, ":")
	if !ok {
		return fmt.Errorf("%q is neither \"key: value\" nor \"@class = templates\"", clip(l.text))
	}
	value = strings.TrimSpace(value)
	if value == "" {
		return fmt.Errorf("%s: nothing after the colon", clip(head))
	}
	key, arg, _ := strings.Cut(strings.TrimSpace(head), " ")
	arg = strings.TrimSpace(arg)
	if a, ok := actByName(key); ok {
		return p.act(l.no, a, arg, value)
	}
	return p.setting(key, arg, value)
}

// class adds alternatives to a class: lines of one name add up.
func (p *languageParser) class(l line) error {
	name, value, ok := strings.Cut(l.text[1:], "=")
	name = strings.TrimSpace(name)
	if !ok || name == "" || strings.ContainsAny(name, " \t|[]()<>@+") {
		return fmt.Errorf("%q is not \"@class = templates\"", clip(l.text))
	}
	n, err := p.template(value)
	if err != nil {
		return fmt.Errorf("@%s: %w", name, err)
	}
	if old, ok := p.classes[name]; ok {
		n = node{op: opAlt, kids: []node{old, n}}
	}
	p.classes[name] = n
	return nil
}

// act adds templates of an act, with an optional strength in percent.
func (p *languageParser) act(no int, a act, arg, value string) error {
	strength := 100
	if arg != "" {
		var err error
		if strength, err = strconv.Atoi(arg); err != nil || strength < 1 || strength > 100 {
			return fmt.Errorf("%s %s: the strength is a number from 1 to 100", actNames[a], clip(arg))
		}
	}
	n, err := p.template(value)
	if err != nil {
		return fmt.Errorf("%s: %w", actNames[a], err)
	}
	p.templates = append(p.templates, template{no, n, verdict{a, uint8(strength)}})
	return nil
}

// template parses templates with the file's own word rules, which are fixed
// from here on.
func (p *languageParser) template(s string) (node, error) {
	if !p.body {
		p.body = true
		p.lang.folds = strings.NewReplacer(p.folds...)
	}
	return parseTemplate(s, func(lit string) []string { return p.lang.wordsOf(lit) })
}

// setting files every key that is no act.
func (p *languageParser) setting(key, arg, value string) error {
	switch key {
	case "language":
		p.lang.tag = value
	case "name":
		p.lang.name = value
	case "words":
		return p.flag(key, value, "spaced", "runes", &p.lang.runes)
	case "apostrophe":
		return p.flag(key, value, "joins", "parts", &p.lang.split)
	case "fold":
		return p.fold(value)
	case "digit":
		return p.digit(arg, value)
	case "prompt":
		return p.prompt(arg, value)
	case "or":
		p.lang.or = value
	case "challenge":
		p.lang.challenge = append(p.lang.challenge, strings.Fields(value)...)
	default:
		return fmt.Errorf("unknown key %q", clip(key))
	}
	return nil
}

// flag reads one of two words. Settings that say how to cut words must stand
// before the first template, which is cut by them.
func (p *languageParser) flag(key, value, no, yes string, to *bool) error {
	if p.body {
		return fmt.Errorf("%s must stand before the first template", key)
	}
	if value != no && value != yes {
		return fmt.Errorf("%s is %q; it is %s or %s", key, clip(value), no, yes)
	}
	*to = value == yes
	return nil
}

// fold reads "from to": letters that count as others. Without to, from is
// dropped.
func (p *languageParser) fold(value string) error {
	if p.body {
		return errors.New("fold must stand before the first template")
	}
	f := strings.Fields(value)
	if len(f) > 2 {
		return fmt.Errorf("fold has %d parts; it has two (from, to) or one (dropped)", len(f))
	}
	p.folds = append(p.folds, f[0], strings.Join(f[1:], ""))
	return nil
}

// digit reads the words of a number from 0 to 99.
func (p *languageParser) digit(arg, value string) error {
	n, err := strconv.Atoi(arg)
	if err != nil || n < 0 || n > 99 {
		return fmt.Errorf("digit %s: the number is 0 to 99", clip(arg))
	}
	if !p.body {
		if _, err := p.template(value); err != nil {
			return fmt.Errorf("digit %d: %w", n, err)
		}
	}
	for w := range strings.SplitSeq(value, "|") {
		ws := p.lang.wordsOf(w)
		if len(ws) != 1 {
			return fmt.Errorf("digit %d: %q is not one word", n, clip(w))
		}
		if old, ok := p.lang.digits[ws[0]]; ok && old != n {
			return fmt.Errorf("digit %d: %q is %d already", n, ws[0], old)
		}
		p.lang.digits[ws[0]] = n
	}
	return nil
}

// prompt reads the wording of one kind of prompt.
func (p *languageParser) prompt(arg, value string) error {
	i := slices.Index(promptNames[:], arg)
	if i < 0 {
		return fmt.Errorf("unknown prompt %q (known: %s)", clip(arg), strings.Join(promptNames[:], ", "))
	}
	rest := strings.NewReplacer("{value}", "", "{expect}", "").Replace(value)
	if strings.ContainsAny(rest, "{}") {
		return fmt.Errorf("prompt %s: unknown slot (known: {value}, {expect})", arg)
	}
	p.lang.prompts[i] = value
	return nil
}

// finish compiles the templates. The line number is 0 where no line is at
// fault.
func (p *languageParser) finish() (no int, err error) {
	if p.lang.tag == "" {
		return 0, errors.New("no language: line")
	}
	if p.lang.folds == nil {
		return 0, errors.New("no templates")
	}
	b := newNFA(p.classes)
	for _, t := range p.templates {
		if err := b.add(t.node, t.m); err != nil {
			return t.no, err
		}
	}
	p.lang.auto, err = b.determinise()
	return 0, err
}

// clip shortens what an error quotes.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
