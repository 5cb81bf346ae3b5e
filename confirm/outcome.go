package confirm

import (
	"errors"
	"log/slog"
)

// Decision is what a dialog came to. The zero Decision is NotSent.
type Decision uint8

const (
	NotSent Decision = iota // do nothing
	Proceed                 // do it: the user agreed, on proof
)

// String is "not sent" or "proceed".
func (d Decision) String() string {
	if d == Proceed {
		return "proceed"
	}
	return "not sent"
}

// Reason says in one word why a dialog ended as it did.
type Reason string

const (
	ReasonNone      Reason = ""          // the dialog has not ended
	ReasonProof     Reason = "proof"     // consent was proven
	ReasonNoNeed    Reason = "no-need"   // the stakes ask for no proof
	ReasonImplicit  Reason = "implicit"  // nobody stopped it in the cancel window
	ReasonDenied    Reason = "denied"    // a no
	ReasonCancelled Reason = "cancelled" // a cancel, a stop, a protest
	ReasonSilence   Reason = "silence"   // nobody answered
	ReasonRoom      Reason = "room"      // the room kept talking to itself
	ReasonNobody    Reason = "nobody"    // no value was understood
	ReasonNoProof   Reason = "no-proof"  // an answer, but no proof of consent
	ReasonTurns     Reason = "turns"     // the turns are used up
	ReasonTimeout   Reason = "timeout"   // the hard limit of seconds
	ReasonClock     Reason = "clock"     // times that cannot have happened
	ReasonFailed    Reason = "failed"    // a Speaker, Listener or host failed
	ReasonContext   Reason = "context"   // the context of Run ended
	ReasonConfig    Reason = "config"    // a Config, Request or language with which no dialog begins
)

// An Outcome is how a dialog ended. The zero Outcome is NotSent.
type Outcome struct {
	Decision  Decision
	Reason    Reason
	Value, ID string // what to act on; both empty unless Decision is Proceed
	Record    Record // everything that was said, heard and weighed
}

// LogValue gives log/slog the decision, its reason and the Record without words:
// neither Value nor ID, which name people.
func (o Outcome) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("decision", o.Decision.String()),
		slog.String("reason", string(o.Reason)),
		slog.Any("record", o.Record),
	)
}

// Errors of Dialog.Run and NewMachine. Each comes with an Outcome that says
// NotSent.
var (
	ErrConfig   = errors.New("confirm: bad configuration")
	ErrTimeout  = errors.New("confirm: no answer in time")
	ErrSpeaker  = errors.New("confirm: speaker failed")
	ErrListener = errors.New("confirm: listener failed")
	ErrApprover = errors.New("confirm: second channel failed")
	ErrClock    = errors.New("confirm: times that cannot have happened")
	ErrHost     = errors.New("confirm: host failed")
)
