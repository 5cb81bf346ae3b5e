// Package hearsay is the front door of a library that keeps voice assistants
// from acting on talk that was not meant for them. It holds no code: the work
// is done by three packages that never import one another.
//
//   - [github.com/hearsay-go/hearsay/wake] hears a wake word in a stream of
//     samples and answers with a calibrated confidence: accepted, doubtful or
//     nothing. The words that ship, a word of the user's own learnt from a few
//     recordings, and the models of openWakeWord and microWakeWord are its
//     sub-packages.
//   - [github.com/hearsay-go/hearsay/contacts] matches what a recogniser heard
//     (n-best) to a contact list: one contact, an ambiguity to ask about, or
//     nobody.
//   - [github.com/hearsay-go/hearsay/confirm] asks before the host acts, and
//     proceeds on proof of consent only; the more doubt the earlier steps
//     left, the more proof it demands.
//
// # The chain
//
//	samples ──► wake.Detector ──► Detection{Word, Verdict, Confidence, span}
//	                                  │ host: recogniser, command
//	n-best  ──► contacts.Book ──► one contact + confidence │ ambiguous │ nobody
//	                                  │
//	doubt so far + stakes ──► confirm.Dialog ◄──► host's Speaker and Listener
//	                                  │
//	                            Outcome{Decision, Record} ──► host acts, or does not
//
// Each step states a calibrated confidence, and each can say "doubtful" or
// "nobody" as easily as "yes". What is left of doubt travels down the chain as
// evidence, and the last step demands proof in proportion. Steps that heard
// the same stretch of talk are not independent, so their confidences are never
// multiplied as if they were.
//
// # Why
//
// In May 2018 a smart speaker woke on a word in background talk that sounded
// like its name, took the talk that followed for a command, a contact's name
// and a "right", and sent a private recording to a colleague of the family
// that owned it. Four weak guesses, each accepted alone. The program in
// examples/incident replays it:
//
//	go run github.com/hearsay-go/hearsay/examples/incident@latest
//
// # Where to start
//
// The README shows the smallest program that embeds the chain. Read the
// documentation of wake for sound, of contacts for names, of confirm for the
// dialog; examples/assistant joins the three in under 120 lines.
package hearsay
