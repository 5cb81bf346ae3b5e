// Package enroll learns a wake word of the user's own from a few recordings of
// it, in seconds, on the device:
//
//	ear, err := speech.Load()
//	evidence, err := speech.Evidence()
//	l, err := enroll.New(ear, evidence, enroll.Config{Word: "smart mirror"})
//	for _, name := range recordings { // 3 to 20, of several people if they will call it
//		file, err := os.Open(name)
//		w, err := wake.NewWAV(file)
//		take, err := l.Add(name, w) // take.Warnings: too quiet, clipped, noisy
//	}
//	model, warnings, err := l.Learn() // a wake.Model
//
// What hears is a [wake.Embedder], a net that turns speech into vectors: the one
// of package speech, or the user's openWakeWord files by package openwakeword.
// Beside it stands [Evidence], what that embedding makes of talk and noise in
// which the word is not said; package speech has its own, and the command gather
// makes it for any other.
//
// A recording is audio at any rate from 8 to 192 kHz, in any number of channels,
// with the word said once and a little silence around it; the library finds where
// it starts and ends. [Learner.Add] refuses what holds no utterance, or several.
// It need not be noisy: the library itself mixes each recording with rooms,
// noise and babble before it learns, all of it made on the spot.
//
// The vectors are whitened over the evidence, and the last 8 to 20 of them, 80 ms
// apart, scaled to one length, are a window. A ridge logistic regression tells
// the windows that end within 0.3 s after the word from those of the evidence,
// and from jumbles of the recordings: their sounds in another order. Lin et al.
// 2020 learnt words over a frozen embedding in such a way; that noisy copies are
// needed on both sides was measured here. What five recordings cannot show, how a
// word differs from throat to throat and from room to room, the evidence knows from
// other words, and the regression pays for looking there.
//
// [Learner.Learn] calibrates too. Recordings are left out in turn, and each
// half of the evidence; the scores of what was left out give the confidences, the
// rates of false accepts and the threshold. The calibration says how many hours
// lie behind its rates: a quarter to half an hour, much of it hard on purpose.
// What is rarer is extrapolated for the threshold, and claimed nowhere.
//
// [Warning] tells in plain words what stands in the way: a word that is short,
// common, or like another one; a recording unlike the others.
//
// A [Model] is written to one file of some 100 to 300 KB and read back over the same
// embedding only. It keeps vectors of its recordings, so that it can learn from
// its mistakes: [Resume] with what was missed or falsely accepted. [Join] lets
// several words share one embedding.
//
// Errors: [ErrFormat] for a file that is not one, [ErrEmbedding] for one of
// another embedding, [ErrNoUtterance] and [ErrSeveral] for a recording. Model and
// Evidence are immutable and may be shared; a Learner belongs to one goroutine.
package enroll
