package confirm_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hearsay-go/hearsay/confirm"
	"github.com/hearsay-go/hearsay/confirm/confirmtest"
)

// closes checks that an outcome is not sent, for the reason, and that its
// Record says so, too, from what the request was to how it ended.
func closes(t *testing.T, out confirm.Outcome, r confirm.Request, why confirm.Reason) {
	t.Helper()
	rec := out.Record
	if out.Decision != confirm.NotSent || out.Reason != why || rec.Decision != confirm.NotSent || rec.Reason != why || out.Value != "" {
		t.Errorf("%v (%q) to %q, in the record %v (%q); want not sent (%q)", out.Decision, out.Reason, out.Value, rec.Decision, rec.Reason, why)
	}
	if rec.Version != confirm.RecordVersion || rec.Action != r.Action || rec.Stakes != r.Stakes || rec.Proof != r.Stakes.LeastProof() {
		t.Errorf("the record is of version %d, %q, %v, %v; want that of the request", rec.Version, rec.Action, rec.Stakes, rec.Proof)
	}
	if n := len(rec.Entries); n == 0 || rec.Entries[n-1].What != confirm.WhatEnd || rec.Entries[n-1].Note != "not sent: "+string(why) {
		t.Errorf("the record does not close:\n%s", rec.Timeline())
	}
}

func TestFailedStarts(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*confirm.Request)
		want   error
	}{
		"unknown language":  {func(r *confirm.Request) { r.Language = "tlh" }, confirm.ErrLanguage},
		"no second channel": {func(r *confirm.Request) { r.Stakes = confirm.Critical }, confirm.ErrConfig},
		"no action":         {func(r *confirm.Request) { r.Action = "" }, confirm.ErrConfig},
		"no value":          {func(r *confirm.Request) { r.Value = "" }, confirm.ErrConfig},
	} {
		t.Run(name, func(t *testing.T) {
			room := &confirmtest.Room{User: says("yes")}
			d, err := confirm.NewDialog(confirm.Config{}, confirm.Host{Speaker: room, Listener: room})
			if err != nil {
				t.Fatal(err)
			}
			r := request()
			tt.change(&r)
			out, err := d.Run(t.Context(), r)
			if !errors.Is(err, tt.want) {
				t.Errorf("Run = %v, want %v", err, tt.want)
			}
			closes(t, out, r, confirm.ReasonConfig)
		})
	}
}

// TestContextCloses ends the context before the answer, and after a no while
// the device still says that nothing was sent.
func TestContextCloses(t *testing.T) {
	for _, tt := range []struct {
		answer string
		after  time.Duration
		want   confirm.Reason
	}{
		{"yes please", 0, confirm.ReasonContext},
		{"yes please", time.Second, confirm.ReasonContext},
		{"no", 2900 * time.Millisecond, confirm.ReasonDenied},
	} {
		synctest.Test(t, func(t *testing.T) {
			room := &confirmtest.Room{User: says(tt.answer)}
			ctx, cancel := context.WithTimeout(t.Context(), tt.after)
			defer cancel()
			d := dialog(t, confirm.Config{}, confirm.Host{Speaker: room, Listener: room, Now: room.Now})
			out, err := d.Run(ctx, request())
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%q, ended after %v: %v\n%s", tt.answer, tt.after, err, out.Record.Timeline())
			}
			closes(t, out, request(), tt.want)
		})
	}
}
