package main

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hearsay-go/hearsay/confirm"
)

// What is here belongs to the host of a voice assistant, not to Hearsay, and
// serves both chains alike: the understanding of the command, the speed of the
// voice, the time that the recogniser takes. So the chains differ in what they
// believe, and in nothing else.

// endpointing is the silence after which the recogniser hands an utterance
// over: the HANG of testdata/recognise.c.
const endpointing = 450 * time.Millisecond

// patience is how long a chain waits for a command after the wake word, and for
// an answer after a prompt.
const patience = 8 * time.Second

// intentSend is the only command that this host understands.
const intentSend = "send_message"

// voice is how long the device takes to say a text: some 14 characters a
// second, the speed of an unhurried synthesiser. Prompts are not in the
// recordings, as behind a perfect echo canceller.
func voice(text string) time.Duration {
	return 250*time.Millisecond + time.Duration(utf8.RuneCountInString(text))*70*time.Millisecond
}

// command says whether an utterance sounds like the command to send a message,
// and how sure the host is of it. It is there when the recogniser's best wording
// holds the keywords, in order. The confidence is the share of the n-best, by
// weight, that holds them, times the share of the best wording that the command
// explains: "she will send a message when the boards are in" has the keywords,
// but most of it is about something else. It is unknown where the recogniser
// states no weights.
func command(u utterance) (confirm.Confidence, bool) {
	from, to := keywords(u.best())
	if to == 0 {
		return confirm.Confidence{}, false
	}
	with, all := 0.0, 0.0
	for _, w := range u.NBest {
		p, ok := w.Confidence.Value()
		if !ok {
			return confirm.Confidence{}, true
		}
		all += p
		if _, n := keywords(w.Text); n > 0 {
			with += p
		}
	}
	if all == 0 {
		return confirm.Confidence{}, true
	}
	texts := strings.Fields(u.best())
	explained := to - from
	if rest := texts[to:]; len(rest) > 0 && (rest[0] == "to" || rest[0] == "for") {
		explained += min(len(rest), 1+longestName)
	}
	if from > 0 && texts[from-1] == "please" {
		explained++
	}
	return confirm.Known(mostSure * with / all * float64(explained) / float64(len(texts))), true
}

// mostSure is as sure as a short n-best can make: it is not all that could have
// been said.
const mostSure = 0.98

// longestName is how many words after "to" may be a name.
const longestName = 3

// keywords finds "send … message" in a text, at most two words between them:
// the words [from, to). Nothing found is 0, 0.
func keywords(text string) (from, to int) {
	texts := strings.Fields(text)
	for i, w := range texts {
		if w != "send" && w != "sent" {
			continue
		}
		for j := i + 1; j < min(i+4, len(texts)); j++ {
			if texts[j] == "message" || texts[j] == "messages" {
				return i, j + 1
			}
		}
	}
	return 0, 0
}
