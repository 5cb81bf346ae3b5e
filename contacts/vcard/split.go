package vcard

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/text"
)

// maxLine is how much of one unfolded line is held; the rest is read past.
const maxLine = 64 << 10

var (
	errNoEnd   = errors.New("no END:VCARD")
	errStray   = errors.New("text outside a card")
	errTooLong = fmt.Errorf("line longer than %d bytes", maxLine)
)

// line is one unfolded content line. Its text has the bytes of the stream, in
// whatever character set the card declares.
type line struct {
	number int
	text   string
	long   bool // cut at maxLine
}

// is says whether the line is key:VCARD, as BEGIN and END are.
func (l line) is(key string) bool {
	k, v, ok := strings.Cut(l.text, ":")
	return ok && strings.EqualFold(strings.TrimSpace(k), key) && strings.EqualFold(strings.TrimSpace(v), "VCARD")
}

// rawCard is one card as cut out of the stream. err is set when the cutting
// alone shows that it is broken.
type rawCard struct {
	line  int
	lines []line
	size  int
	err   error
}

// add keeps a line unless its property never becomes part of a contact.
func (c *rawCard) add(l line) {
	if !wanted(l.text) {
		return
	}
	if c.size += len(l.text); c.size > MaxCard {
		c.err = fmt.Errorf("%w: more than %d bytes", ErrTooLarge, MaxCard)
		return
	}
	c.lines = append(c.lines, l)
}

// fail returns the error of the card with its text.
func (c *rawCard) fail(err error) *CardError {
	var b strings.Builder
	for _, l := range c.lines {
		b.WriteString(l.text)
		b.WriteByte('\n')
	}
	return &CardError{Line: c.line, Text: b.String(), Err: err}
}

// splitter cuts a stream into unfolded lines and these into cards.
type splitter struct {
	r       *bufio.Reader
	number  int   // of the last physical line read
	pending *line // a BEGIN that ended the card before it
}

func newSplitter(r io.Reader) *splitter { return &splitter{r: text.NewReader(r)} }

// next returns the next card, or a run of stray text as a broken one. The error
// is io.EOF at the end of the stream or the stream's own.
func (s *splitter) next() (*rawCard, error) {
	first, err := s.firstLine()
	if err != nil {
		return nil, err
	}
	if !first.is("BEGIN") {
		return s.stray(first)
	}
	card := &rawCard{line: first.number}
	for {
		l, err := s.unfolded()
		switch {
		case err == io.EOF:
			card.err = errNoEnd
			return card, nil
		case err != nil:
			return nil, err
		case l.is("END"):
			return card, nil
		case l.is("BEGIN"):
			card.err = errNoEnd
			s.pending = &l
			return card, nil
		}
		card.add(l)
	}
}

// firstLine returns the next line that is not blank.
func (s *splitter) firstLine() (line, error) {
	if l := s.pending; l != nil {
		s.pending = nil
		return *l, nil
	}
	for {
		l, err := s.unfolded()
		if err != nil || strings.TrimSpace(l.text) != "" {
			return l, err
		}
	}
}

// stray gathers the text from first up to the next card.
func (s *splitter) stray(first line) (*rawCard, error) {
	card := &rawCard{line: first.number, err: errStray}
	for l, err := first, error(nil); ; l, err = s.unfolded() {
		if err == io.EOF {
			return card, nil
		}
		if err != nil {
			return nil, err
		}
		if l.is("BEGIN") {
			s.pending = &l
			return card, nil
		}
		if card.size += len(l.text); card.size <= MaxCard {
			card.lines = append(card.lines, l)
		}
	}
}

// unfolded returns the next content line: a physical line with the lines that
// continue it, be it by white space (RFC 6350, 3.2) or by the soft line break
// of quoted-printable (vCard 2.1).
func (s *splitter) unfolded() (line, error) {
	var buf []byte
	long, err := s.physical(&buf)
	if err != nil {
		return line{}, err
	}
	l := line{number: s.number}
	for {
		soft := softBreak(buf)
		if !soft && !s.continues() {
			break
		}
		if soft {
			buf = buf[:len(buf)-1]
		} else if _, err := s.r.Discard(1); err != nil {
			return line{}, fmt.Errorf("vcard: line %d: %w", s.number, err)
		}
		more, err := s.physical(&buf)
		if err == io.EOF {
			break
		}
		if err != nil {
			return line{}, err
		}
		long = long || more
	}
	l.text, l.long = string(buf), long
	return l, nil
}

// physical appends the next physical line to buf, without its end, up to
// maxLine bytes; long says that there was more. The error is io.EOF where no
// byte is left.
func (s *splitter) physical(buf *[]byte) (long bool, err error) {
	any := false
	for {
		part, err := s.r.ReadSlice('\n')
		any = any || len(part) > 0
		ended := err == nil
		if ended {
			part = part[:len(part)-1]
		}
		if room := maxLine - len(*buf); len(part) > room {
			part, long = part[:room], true
		}
		*buf = append(*buf, part...)
		switch {
		case ended || err == io.EOF && any:
			s.number++
			*buf = bytes.TrimSuffix(*buf, []byte("\r"))
			return long, nil
		case err == bufio.ErrBufferFull:
		case err == io.EOF:
			return false, io.EOF
		default:
			return false, fmt.Errorf("vcard: line %d: %w", s.number+1, err)
		}
	}
}

// continues says whether the next physical line continues this one.
func (s *splitter) continues() bool {
	next, err := s.r.Peek(1)
	return err == nil && (next[0] == ' ' || next[0] == '\t')
}

// softBreak says whether a quoted-printable line goes on behind its last "=".
func softBreak(b []byte) bool {
	if !bytes.HasSuffix(b, []byte("=")) {
		return false
	}
	head, _, ok := bytes.Cut(b, []byte(":"))
	return ok && bytes.Contains(bytes.ToUpper(head), []byte("QUOTED-PRINTABLE"))
}
