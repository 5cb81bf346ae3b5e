//go:build !linux

package main

import "time"

var clockStart = time.Now()

// processorTime is the time since the program began: there is no portable
// clock of a thread's processor time.
func processorTime() time.Duration { return time.Since(clockStart) }
