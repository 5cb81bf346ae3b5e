package main

import (
	"slices"
	"strings"
)

// The scorer's stub of language understanding says that an utterance is a
// command, but not where the name stands in it. A host's own says both; this
// is the little of it that the dialogs need.

var (
	leadWords = strings.Fields("please can could would you i i'd i'll want need have like to let me uh um okay")
	sendWords = strings.Fields("send message text tell call record")
	thingWord = strings.Fields("a an the this that my message text voice note recording it")
	stopWords = strings.Fields("a an the this that i i'm we my he she please saying and about")
)

// nameSlot gives the words of a command at which its name stands: after the
// last "to", or else between the verb and what is sent or said. Empty: none.
func nameSlot(command string) string {
	f := strings.Fields(strings.ToLower(command))
	verb := slices.IndexFunc(f, func(w string) bool { return slices.Contains(sendWords, w) })
	if verb < 0 || slices.ContainsFunc(f[:verb], func(w string) bool { return !slices.Contains(leadWords, w) }) {
		return ""
	}
	f = f[verb+1:]
	thing := 0
	for thing < len(f) && slices.Contains(thingWord, f[thing]) {
		thing++
	}
	if thing < len(f) && f[thing] == "to" {
		f = f[thing+1:]
	} else if thing > 0 {
		return ""
	}
	end := 0
	for end < len(f) && end < 3 && !slices.Contains(stopWords, f[end]) {
		end++
	}
	return strings.Join(f[:end], " ")
}
