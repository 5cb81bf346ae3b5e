package main

import "testing"

func TestNameSlot(t *testing.T) {
	for _, tt := range []struct{ command, want string }{
		{"send a message to ann lee", "ann lee"},
		{"please send this recording to ann", "ann"},
		{"i'd like to send a text message to bob smith please", "bob smith"},
		{"send ann lee a message", "ann lee"},
		{"text bob smith", "bob smith"},
		{"tell mary i am on my way", "mary"},
		{"tell mary jones that it rains", "mary jones"},
		{"can you call mom", "mom"},
		{"send a message", ""},
		{"send it", ""},
		{"and so i told him to call the doctor", ""},
		{"nothing of the kind", ""},
		{"", ""},
	} {
		if got := nameSlot(tt.command); got != tt.want {
			t.Errorf("nameSlot(%q) = %q, want %q", tt.command, got, tt.want)
		}
	}
}
