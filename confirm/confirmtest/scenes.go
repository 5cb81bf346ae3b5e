package confirmtest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
)

// A Scene is a room with something going on in it, a request, and how a dialog
// about it has to end.
type Scene struct {
	Name    string
	Why     string
	Request confirm.Request
	Want    confirm.Decision
	Room    func() *Room // a fresh one for each run
}

// Check reports whether a dialog ended as the scene wants it.
func (s Scene) Check(t *testing.T, got confirm.Outcome, err error) {
	t.Helper()
	if got.Decision != s.Want {
		t.Errorf("%s: %s\ndecision is %v (%v, error %v), want %v\n%s", s.Name, s.Why, got.Decision, got.Reason, err, s.Want, got.Record.Timeline())
	}
	if got.Decision == confirm.Proceed && (err != nil || got.Value == "") {
		t.Errorf("%s: proceeds with value %q and error %v", s.Name, got.Value, err)
	}
}

// Scenes are rooms that a host should pass: the accident of May 2018 in a few
// forms, and users who mean it.
func Scenes() []Scene { return slices.Concat(accidents(), users()) }

// accidents are rooms in which nobody talks to the device.
func accidents() []Scene {
	return []Scene{
		{
			Name: "incident", Why: "two people talk about floors, and nobody talks to the device",
			Request: guessed(), Want: confirm.NotSent,
			Room: func() *Room { return &Room{Talk: floors} },
		}, {
			Name: "incident, one word at the right moment", Why: "the room is quiet but for one acknowledgement that follows the prompt",
			Request: guessed(), Want: confirm.NotSent,
			Room: func() *Room {
				return &Room{User: func(p confirm.Prompt) []Line {
					return []Line{
						{After: -900 * time.Millisecond, Text: "and it was cheaper than the tiles", Takes: 1200 * time.Millisecond},
						{After: 500 * time.Millisecond, Text: "right"},
						{After: 1100 * time.Millisecond, Text: "that is what he told me as well"},
					}
				}}
			},
		}, {
			Name: "own voice", Why: "only the device's own words come back",
			Request: trusted(), Want: confirm.NotSent,
			Room: func() *Room { return &Room{Echo: 3} },
		},
	}
}

// talked answers what asks for a yes or a no.
func talked(p confirm.Prompt, answer string) []Line {
	if p.Kind == confirm.AskConfirm || p.Kind == confirm.AskAgain {
		return []Line{{After: 700 * time.Millisecond, Text: answer}}
	}
	return nil
}

// users are rooms with somebody who asked for it.
func users() []Scene {
	return []Scene{
		{
			Name: "yes", Why: "a user who asked for it says yes in a quiet room",
			Request: trusted(), Want: confirm.Proceed,
			Room: func() *Room {
				return &Room{User: func(p confirm.Prompt) []Line { return talked(p, "yes please") }}
			},
		}, {
			Name: "no", Why: "the user says no",
			Request: trusted(), Want: confirm.NotSent,
			Room: func() *Room {
				return &Room{User: func(p confirm.Prompt) []Line { return talked(p, "no") }}
			},
		}, {
			Name: "second thoughts", Why: "the user says yes, and stop when the device says what it does",
			Request: trusted(), Want: confirm.NotSent,
			Room: func() *Room {
				return &Room{User: func(p confirm.Prompt) []Line {
					if p.Kind == confirm.Announce {
						return []Line{{After: 100 * time.Millisecond, Text: "stop"}}
					}
					return talked(p, "yes")
				}}
			},
		}, {
			Name: "yes in a loud room", Why: "others talk; the user says what the device asks for",
			Request: trusted(), Want: confirm.Proceed,
			Room: func() *Room {
				return &Room{Talk: floors, User: func(p confirm.Prompt) []Line {
					if p.Kind == confirm.AskChallenge {
						return []Line{{After: 700 * time.Millisecond, Text: strings.ToLower(p.Expect)}}
					}
					return talked(p, "yes")
				}}
			},
		},
	}
}

// floors is talk that nobody addresses to a device.
var floors = []Line{
	{After: 100 * time.Millisecond, Text: "so we took the hardwood after all"},
	{After: 2700 * time.Millisecond, Text: "uh huh"},
	{After: 3400 * time.Millisecond, Text: "because the other one would get marks"},
	{After: 5300 * time.Millisecond, Text: "right"},
	{After: 6 * time.Second, Text: "and with the dog you know"},
	{After: 7800 * time.Millisecond, Text: "yeah"},
	{After: 8400 * time.Millisecond, Text: "they put it down in one day"},
	{After: 10700 * time.Millisecond, Text: "right"},
	{After: 11400 * time.Millisecond, Text: "i could not believe it"},
	{After: 13200 * time.Millisecond, Text: "exactly"},
	{After: 14 * time.Second, Text: "and he only took four hundred"},
	{After: 16 * time.Second, Text: "right"},
}

// trusted is a request of a chain that heard well.
func trusted() confirm.Request {
	return confirm.Request{
		Action: "send the recording", Value: "Bob Smith", Stakes: confirm.Private,
		Evidence: []confirm.Evidence{
			{Step: "wake", Confidence: confirm.Known(0.95), Start: -5 * time.Second, End: -4 * time.Second},
			{Step: "command", Confidence: confirm.Known(0.92), Start: -2 * time.Second, End: 0},
			{Step: "contact", Value: "Bob Smith", Confidence: confirm.Known(0.92), Start: -2 * time.Second, End: 0},
		},
	}
}

// guessed is the request of May 2018: every step took talk for what it wanted.
func guessed() confirm.Request {
	return confirm.Request{
		Action: "send the recording", Value: "Bob Smith", Stakes: confirm.Private,
		Evidence: []confirm.Evidence{
			{Step: "wake", Confidence: confirm.Known(0.6), Start: -4 * time.Second, End: -3 * time.Second},
			{Step: "command", Start: -3 * time.Second, End: -2 * time.Second},
			{Step: "contact", Value: "Bob Smith", Start: -2 * time.Second, End: -time.Second},
		},
	}
}
