package contacts

import (
	"fmt"
	"strings"

	"github.com/hearsay-go/hearsay/contacts/internal/phone"
)

// An explanation holds what is needed to say why a contact was the best fit;
// the words are put together when they are asked for.
type explanation struct {
	model   *model
	heard   string // folded
	name    string // the form that fits
	kind    kind
	nick    string // the given name that the head is short for, or empty
	contact string
	talk    cost
	cost    cost
	listed  float64 // probability that somebody of the list was named
	share   float64 // the contact's part of it
	rivals  []Candidate
}

// maxRivals bounds the rivals that an explanation names.
const maxRivals = 3

// explain notes why the best contact is the best.
func (b *Book) explain(readings []reading, all []ranked, j *judgement) *explanation {
	r := &all[0]
	s := &b.shards[r.at.shard]
	f := s.forms[r.best.form]
	e := &explanation{
		model: b.model, heard: readings[r.reading].folded, name: b.fit(r), kind: f.kind,
		contact: b.contact(r.at).display(), talk: r.talk, cost: r.best.cost, listed: j.listed, share: j.shares[0],
	}
	if head := s.head(r.best.form); head != r.best.head {
		e.nick = s.units[head]
	}
	for i := 1; i < len(all) && i <= maxRivals; i++ {
		e.rivals = append(e.rivals, b.candidate(&all[i], j.confidence(i)))
	}
	return e
}

// head gives the unit that a form is listed under.
func (s *segment) head(form int32) int32 {
	lo, hi := int32(0), int32(len(s.units))-1
	for lo < hi {
		mid := (lo + hi) / 2
		if s.first[mid+1] <= form {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// String tells it in lines.
func (e *explanation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "heard %q, nearest to %q: %v %q", e.heard, e.contact, e.kind, e.name)
	if e.nick != "" {
		fmt.Fprintf(&b, " (short for %q)", e.nick)
	}
	meant, heard, agree, of := e.align()
	fmt.Fprintf(&b, "\n  meant %s\n  heard %s\n  %d of %d sounds agree", meant, heard, agree, of)
	fmt.Fprintf(&b, "\n  surprise in nats: %.1f as this name, %.1f as talk", e.cost.nats(), e.talk.nats())
	fmt.Fprintf(&b, "\n  somebody of the list: %.3f; if so, this one: %.3f", e.listed, e.share)
	for _, r := range e.rivals {
		fmt.Fprintf(&b, "\n  rival %q (%q): %.3f", r.Contact.display(), r.Fit, r.Confidence)
	}
	return b.String()
}

// align puts the sounds of the name above those heard, a dash where one side
// has none; what was heard around the name is in the row as well.
func (e *explanation) align() (meant, heard string, agree, of int) {
	says := newSpeaker()
	var h []byte
	for w := range strings.FieldsSeq(e.heard) {
		if ways := says.word(w); len(ways) > 0 {
			h = append(h, ways[0].phones...)
		}
	}
	ways := says.unit(e.name)
	if len(ways) == 0 {
		return "", "", 0, 0
	}
	n := ways[0].phones
	rows := e.table(n, h)
	var top, bottom []string
	put := func(a, b string) {
		w := max(len(a), len(b))
		top, bottom = append(top, fmt.Sprintf("%-*s", w, a)), append(bottom, fmt.Sprintf("%-*s", w, b))
	}
	for i, j := len(n), len(h); i > 0 || j > 0; {
		switch {
		case i > 0 && j > 0 && rows[i][j] == rows[i-1][j-1]+e.model.sub[n[i-1]][h[j-1]]:
			i, j = i-1, j-1
			put(phone.Phone(n[i]).String(), phone.Phone(h[j]).String())
			if n[i] == h[j] {
				agree++
			}
		case i > 0 && rows[i][j] == rows[i-1][j]+e.model.del[n[i-1]]:
			i--
			put(phone.Phone(n[i]).String(), "-")
		default:
			j--
			put("-", phone.Phone(h[j]).String())
		}
	}
	return backJoin(top), backJoin(bottom), agree, len(n)
}

// table fills the whole alignment; sounds before and behind the name cost as
// at an edge.
func (e *explanation) table(n string, h []byte) [][]cost {
	rows := make([][]cost, len(n)+1)
	for i := range rows {
		rows[i] = make([]cost, len(h)+1)
		for j := range rows[i] {
			best := infinite
			if i == 0 && j == 0 {
				best = 0
			}
			if i > 0 {
				best = min(best, rows[i-1][j]+e.model.del[n[i-1]])
			}
			if j > 0 {
				ins := e.model.ins[h[j-1]]
				if i == 0 || i == len(n) {
					ins = e.model.insEdge[h[j-1]]
				}
				best = min(best, rows[i][j-1]+ins)
			}
			if i > 0 && j > 0 {
				best = min(best, rows[i-1][j-1]+e.model.sub[n[i-1]][h[j-1]])
			}
			rows[i][j] = best
		}
	}
	return rows
}

// backJoin joins parts that were gathered from the end.
func backJoin(parts []string) string {
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteString(parts[i])
		b.WriteByte(' ')
	}
	return strings.TrimRight(b.String(), " ")
}
