package confirm

import "time"

// echoDelay is how long after a prompt has said a word the word may still come
// back through the microphone: loudspeaker, room and recogniser together.
const echoDelay = 700 * time.Millisecond

// played is one prompt with the words in it and when it was played. While it
// plays its end is not known.
type played struct {
	prompt Prompt
	words  []string
	span   Span
	done   bool
}

// expectedEnd is when the prompt had said its words up to the i-th (exclusive),
// taking them as equally long.
func (p played) expectedEnd(i int) time.Duration {
	return p.span.Start + (p.span.End-p.span.Start)*time.Duration(i)/time.Duration(len(p.words))
}

// echo returns how many words at the beginning of a heard utterance are the
// prompt's own voice.
//
// Words are compared in order and with a letter or two of slack, because
// recognisers garble what a loudspeaker says. They count as an echo when they
// stand together in the prompt and were heard at about the time at which the
// prompt said them (within echoDelay); while the prompt plays, at any time.
// What the user repeats in an answer comes later than that.
func (p played) echo(words []string, heard Span) int {
	if len(words) == 0 || len(p.words) == 0 || heard.Start < p.span.Start-overTalk {
		return 0
	}
	best := 0
	for from := range p.words {
		n := 0
		for n < len(words) && from+n < len(p.words) && alike(words[n], p.words[from+n]) {
			n++
		}
		if n > best && p.inTime(from, n, len(words), heard) {
			best = n
		}
	}
	return best
}

// inTime reports whether n of the heard words came when the prompt said its
// words from..from+n.
func (p played) inTime(from, n, of int, heard Span) bool {
	if n == 0 || n < of && n == 1 && len(p.words[from]) < 4 {
		return false // one short word at the start of more is anybody's
	}
	if !p.done {
		return true
	}
	if n >= wholeEcho && n == len(p.words) {
		return heard.Start < p.span.End+lateEcho // the whole prompt again, however late
	}
	end := heard.Start + (heard.End-heard.Start)*time.Duration(n)/time.Duration(of)
	return end <= p.expectedEnd(from+n)+echoDelay && heard.Start <= p.span.End+echoSlack
}

const (
	wholeEcho = 3
	lateEcho  = 3 * time.Second
	echoSlack = 150 * time.Millisecond
)

// alike reports whether two words are the same but for about a quarter of
// their letters.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	x, y := []rune(a), []rune(b)
	longer := max(len(x), len(y))
	return longer >= 4 && longer <= 64 && distance(x, y)*4 <= longer
}

// distance is the edit distance of Levenshtein (1966).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diag := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diag
			if a[i] != b[j] {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
