// Package confirmtest tests hosts of package confirm: the contract of a
// Speaker and of a Listener as tests that any implementation can run, and a
// scripted Room, with talkers, echo and a user, to try a whole assistant in.
//
// A host's own test calls [TestSpeaker] and [TestListener] with what it uses,
// and runs its assistant in each of the [Scenes]; the examples there show how.
//
// A Room keeps time with timers: inside testing/synctest a dialog of a minute
// takes no time at all, and every run is the same.
package confirmtest
