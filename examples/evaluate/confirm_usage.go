package main

// confirmReplyUsage explains the line formats of runConfirmReply.
const confirmReplyUsage = `usage: evaluate confirm-reply [flags] < cases > decisions

Each line of the input is a reply to a confirmation prompt. id, lang and text
are required; without contact any name is another name; without times (seconds)
the words alone are judged; a conf that is absent is unknown; context is what
else was heard around the reply. kind is taken and not used.

	{"id":"1","lang":"en","kind":"confirm","prompt":"To Bob Smith?","contact":"Bob Smith",
	 "text":"yeah","conf":0.91,"prompt_start":3,"prompt_end":4.4,"start":4.9,"end":5.3,
	 "context":[{"start":1.2,"end":2.9,"text":"and then we left","conf":0.8}]}

(all on one line). Each line of the output is the decision, in order: yes, no,
unclear, cancel, repeat or correction, with the wanted name of the last: in the
reply's own words, or, with -contacts, of the one contact that they mean. score
is the probability that a yes is consent, or, by words alone, how plain they are:

	{"id":"1","decision":"yes","score":0.97}

Flags:
`

// confirmChainUsage explains the line formats of runConfirmChain.
const confirmChainUsage = `usage: evaluate confirm-chain [flags] < events > actions

Each line of the input is an event, each line of the output the action that
answers it. Times are seconds since the wake word; what ends before 0 was heard
before it; a number that is zero, or an unknown confidence, is left out.

	{"ev":"hello","contacts":["Bob Smith","Ann Lee"]}         first, once
	{"ev":"start","id":"1","action":"send a recording","lang":"en","wake_conf":0.71}
	{"ev":"hear","t":3.1,"start":2.2,"end":3.1,"text":"send it","conf":0.8,
	 "intent":"send_message","intent_conf":0.6}               all on one line
	{"ev":"said","t":5,"start":3.6,"end":5}                   a prompt was played
	{"ev":"timeout","t":9}                                    the time of "until" has come

With "assume_command":true in start the command counts as heard, and with
"assume_contact":"Bob Smith" the contact too. The actions:

	{"do":"wait","until":9}
	{"do":"say","kind":"confirm","text":"To Bob Smith?","contact":"Bob Smith"}
	{"do":"say","kind":"challenge","text":"…","contact":"Bob Smith","expect":"bob smith orange"}
	{"do":"send","contact":"Bob Smith"}
	{"do":"abort"}

Kinds are ask_who, confirm, reprompt, challenge and notice, which wants no
answer. A prompt is said to its end before the next begins.

Flags:
`
