// Package confirm asks before a voice assistant acts, and proceeds on proof of
// consent only. In goes a [Request]: what is to be done, to whom, what is at
// stake, and what the earlier steps of the chain believed. Out comes an
// [Outcome]: [Proceed] or [NotSent], with a [Record] of everything that was
// said, heard and weighed.
//
//	d, err := confirm.NewDialog(confirm.Config{Resolver: book}, confirm.Host{Speaker: s, Listener: l})
//	…
//	out, err := d.Run(ctx, confirm.Request{
//		Action: "send the recording", Value: "Bob Smith", Stakes: confirm.Private,
//		Evidence: evidence, // of wake word, command and contact
//	})
//	if err == nil && out.Decision == confirm.Proceed {
//		send(out.ID)
//	}
//
// Words can deny alone; words can never consent alone. A quarter of what people
// say on the telephone is nothing but "yeah", "right", "uh-huh": a [Reader] of
// words cannot tell them from consent. So a yes is weighed: it begins in the
// answer window, nobody talked through the prompt, it stands alone in the room,
// the recogniser was sure of it, it is not the device's own voice and not what
// the talk kept saying. Each [Part] of the proof has a weight in nats
// (log-odds, after Good, Probability and the Weighing of Evidence, 1950), the
// doubt of the earlier steps is the prior, and the [Stakes] say how much is
// needed. Steps that heard the same stretch of talk count as one. Where a yes
// could not be proof, the dialog challenges instead: the name with a drawn word
// that the talk has not held, digits, a code, an approval on a second device
// (see [Phrase]). A room that talks to itself is asked once, or twice where an
// earlier step was sure, and left alone.
//
// [Machine] is the dialog as a pure state machine, without clock or I/O;
// [Dialog] drives one with a host's [Speaker] and [Listener]; [Judge] weighs a
// single reply. A Machine belongs to one goroutine and one request, a Dialog to
// one goroutine at a time; Config, Reader and Record are plain values to share.
// Times are spans on one clock that utterances and prompts have in common.
// Errors wrap the sentinels of this package ([ErrTimeout], [ErrSpeaker], …);
// with an error the decision is NotSent. So it is for zero values, silence,
// cancelled contexts, unknown languages, clocks that jump and hosts that panic.
//
// # States
//
// The states of a Machine and what leads from one to the next. Once something
// was asked, a denial leads from each of them to notice; a failure or nonsense
// leads to done. The diagram at the end of this page is what a test saw the code
// do.
//
//	idle       Begin ─► command (Request.Await) or the first question; announce or done for low stakes
//	command    the intent is heard ─► the first question
//	who        a name ─► confirm or challenge; a tie ─► who; nothing ─► who once more, or notice
//	confirm    a yes ─► isolate; a yes in doubt ─► challenge; a correction ─► confirm; nothing ─► confirm once more
//	isolate    a moment of silence ─► announce (or tap); talk ─► challenge
//	challenge  its words ─► announce (or tap); others ─► challenge once more; a correction ─► confirm or challenge
//	tap        approved ─► announce; refused ─► notice
//	announce   the cancel window closes ─► done, Proceed; talk that undoes the proof ─► challenge; a correction ─► confirm
//	notice     "not sent" has been said ─► done, NotSent
//
// # What it does not defend against
//
// Recordings of the user replayed on purpose, inaudible or laser-injected
// commands, a hostile person in the room. Hosts that fear those add [Facts] of
// a speaker or liveness check, or a second channel.
package confirm
