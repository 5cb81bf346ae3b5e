// Package confirmtest tests hosts of package confirm: the contract of a
// Speaker and of a Listener as tests that any implementation can run, and a
// scripted Room, with talkers, echo and a user, to try a whole assistant in.
//
//	func TestMySpeaker(t *testing.T) {
//		confirmtest.TestSpeaker(t, func(t *testing.T) confirm.Speaker { return newSpeaker() })
//	}
//
//	func TestMyAssistant(t *testing.T) {
//		for _, s := range confirmtest.Scenes() {
//			t.Run(s.Name, func(t *testing.T) {
//				synctest.Test(t, func(t *testing.T) {
//					room := s.Room()
//					out, err := assistant(room, room, room.Now).Run(t.Context(), s.Request)
//					s.Check(t, out, err)
//				})
//			})
//		}
//	}
//
// A Room keeps time with timers: inside testing/synctest a dialog of a minute
// takes no time at all, and every run is the same.
package confirmtest
