package confirm

import (
	"fmt"
	"strings"
)

// needs lists the kinds of prompt that a dialog about a request may come to.
func (m *Machine) needs() []PromptKind {
	kinds := []PromptKind{AskConfirm, AskWho, AskAgain, Announce, NotSentNotice}
	if m.cfg.Resolver != nil {
		kinds = append(kinds, AskWhich)
	}
	if m.level == SecondChannel {
		kinds = append(kinds, AskTap)
	}
	return append(kinds, m.challenge())
}

// sampleValue stands for values and challenges while wordings are tried.
const sampleValue = "Ann Lee"

// speechless is an error that names the first kind of prompt that neither the
// host nor the language has words for. A dialog that could not say what it
// asks must not begin.
func (m *Machine) speechless() error {
	for _, k := range m.needs() {
		p := Prompt{ID: 1, Kind: k, Language: m.req.language(), Value: sampleValue}
		if k == AskChallenge {
			p.Expect = sampleValue
		}
		if strings.TrimSpace(m.wording(p)) == "" {
			return fmt.Errorf("%w: language %q has no wording for prompt %q, and Config.Wording gives none", ErrConfig, p.Language, k)
		}
	}
	return nil
}
