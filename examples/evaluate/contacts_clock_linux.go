package main

import (
	"syscall"
	"time"
	"unsafe"
)

// processorTime is the processor time of this thread, so that a busy machine
// does not inflate what is measured with it.
func processorTime() time.Duration {
	const threadClock = 3 // CLOCK_THREAD_CPUTIME_ID of <time.h>
	var t syscall.Timespec
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, threadClock, uintptr(unsafe.Pointer(&t)), 0)
	return time.Duration(t.Nano())
}
