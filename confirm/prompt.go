package confirm

import "time"

// A PromptKind says what a prompt is for: what the dialog has just asked or
// said.
type PromptKind uint8

const (
	AskConfirm    PromptKind = iota // a yes or a no: "Bob Smith: shall I send it?"
	AskWho                          // a name: "To whom?"
	AskWhich                        // one of several: "Ann Lee or Ann Smith?"
	AskAgain                        // the yes or no once more, in other words
	AskChallenge                    // words that show attention: a name, a phrase, digits
	AskCode                         // the user's own code, which no prompt says
	AskTap                          // an approval on the second channel
	Announce                        // what will be done unless somebody protests; wants no answer
	NotSentNotice                   // that nothing was sent; wants no answer
)

var promptNames = [...]string{"confirm", "who", "which", "again", "challenge", "code", "tap", "announce", "not sent"}

// String is the kind in lower case.
func (k PromptKind) String() string {
	if int(k) < len(promptNames) {
		return promptNames[k]
	}
	return "invalid"
}

// A Prompt is one thing the dialog says. No prompt ends in the answer it hopes
// for: the last words of a prompt are what most often leaks back into the
// microphone.
type Prompt struct {
	ID       int        `json:"id"` // 1, 2, 3, … within one dialog
	Kind     PromptKind `json:"kind"`
	Text     string     `json:"text"`
	Language string     `json:"language"`
	Value    string     `json:"value,omitempty"` // the value it is about
	// Expect is what a challenge wants to hear, "" otherwise, and "" when the
	// expected words are a secret of the user.
	Expect string `json:"expect,omitempty"`
	// Again marks the one repetition of a question of any kind.
	Again bool `json:"again,omitempty"`
}

// WantsAnswer reports whether the dialog waits for a reply to this prompt.
func (p Prompt) WantsAnswer() bool {
	return p.Kind < Announce
}

// A Span is a stretch of the clock that utterances and prompts share.
type Span struct {
	Start time.Duration `json:"start_ns"`
	End   time.Duration `json:"end_ns"`
}
