package confirm

import (
	"testing"
	"time"
)

// TestDenialOverOwnVoice has a user talk over a prompt whose own words deny
// ("say stop to cancel"), as a host's Wording may have it.
func TestDenialOverOwnVoice(t *testing.T) {
	for _, text := range []string{"stop", "stop that", "stop it please", "cancel that", "cancel", "say stop to cancel stop"} {
		s := newStage(t, Config{Wording: func(p Prompt) string {
			if p.Kind == Announce {
				return "Sending now, say stop to cancel."
			}
			return ""
		}}, Request{Value: "Bob Smith", Stakes: Reversible, Evidence: trusted()})
		s.now = 900 * time.Millisecond
		s.step(Event{Kind: Heard, Utterance: Utterance{Start: 500 * time.Millisecond, End: s.now, NBest: []Hypothesis{{Text: text, Confidence: Known(0.6)}}}})
		if s.act.Kind != Say || s.act.Prompt.Kind != NotSentNotice {
			t.Errorf("%q over the announcement: %v %v, want the notice that nothing was sent", text, s.act.Kind, s.act.Prompt.Kind)
		}
	}
}

// TestOwnVoiceKeepsHypotheses has an utterance begin with the prompt's last
// words. What the other hypotheses say after them still counts.
func TestOwnVoiceKeepsHypotheses(t *testing.T) {
	s := newStage(t, Config{}, Request{Value: "Bob Smith", Evidence: trusted()})
	s.play()
	start := s.end - 300*time.Millisecond
	s.now = s.end + time.Second
	s.step(Event{Kind: Heard, Utterance: Utterance{Start: start, End: s.now, NBest: []Hypothesis{
		{Text: "smith yes", Confidence: Known(0.9)}, {Text: "smith no", Confidence: Known(0.8)},
	}}})
	if s.wait(); s.act.Prompt.Kind == Announce {
		t.Errorf("a yes that may have been a no was taken for consent\n%s", s.m.outcome.Record.Timeline())
	}
}

// TestOwnVoiceOrDenial has the announcement come back, or was it a protest?
func TestOwnVoiceOrDenial(t *testing.T) {
	for _, by := range []string{"yes", "challenge"} {
		s := announced(t, by)
		start := s.now + 100*time.Millisecond
		s.now += 500 * time.Millisecond
		s.step(Event{Kind: Heard, Utterance: Utterance{Start: start, End: s.now, NBest: []Hypothesis{
			{Text: "sending", Confidence: Known(0.5)}, {Text: "stop sending", Confidence: Known(0.4)},
		}}})
		if s.act.Kind != Say || s.act.Prompt.Kind != AskChallenge {
			t.Errorf("announced after %s: %v %v, want a challenge", by, s.act.Kind, s.act.Prompt.Kind)
		}
	}
}
