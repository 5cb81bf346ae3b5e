// Package wake hears wake words in a stream of samples and says how sure it is.
//
// A [Detector] takes audio in chunks of any length and appends a [Detection]
// for each time it heard a word of its [Model]: Accepted at or above the
// threshold, Doubtful for a near miss that the host may log, verify or answer
// with a soft "did you call me?". Everything else is nothing.
//
//	model, err := words.Load("alexa")
//	d, err := wake.New(model, wake.Config{SampleRate: 48000, Channels: 2})
//	for chunk := range microphone {
//		dets = d.Append(dets[:0], chunk)
//		for _, det := range dets {
//			fmt.Println(d.Time(det.Start), det.Word, det.Verdict, det.Confidence)
//		}
//	}
//
// Samples are float32 in [-1, 1], int16 or go-audio buffers, channels
// interleaved, at any rate from 8 to 192 kHz. They are mixed to mono by their
// mean, resampled to the model's rate and cut into its steps. Positions count
// frames, that is samples of one channel, of the stream as it was pushed, from
// its start; [Detector.Time] turns them into time. The same audio gives the same
// detections, bit for bit, however it is cut into chunks. Appending allocates
// nothing.
//
// A model gives one score per step and word. The Detector averages the score
// over a short window, turns it into a confidence, a calibrated probability,
// and accepts when the confidence stays at or above the threshold for the
// minimum duration; a refractory period follows. Smoothing, durations and
// thresholds come from the model's operating point unless [Config] says
// otherwise. Users who think in nuisance rather than in probabilities set
// [Config.FalseAcceptsPerHour].
//
// [NewWAV] reads WAV files and streams that need not be trusted, and
// [Detector.Hear] runs over them. A [Counter] counts misses and false accepts of
// any model at all thresholds on recordings of the user's own, and gives the
// [Calibration] that fits them, which [Tuned] gives back to the model. A
// [Consensus] is a Model of several that must agree, where a cheap one may let the
// dear ones sleep. A [Verifier] is what the host knows: it may doubt or refuse
// what is about to be accepted.
//
// Package words holds the models that come with the library, packages
// openwakeword and microwakeword read those that people already have, package
// enroll learns the user's own word, and package waketest is the contract of a
// Model as a test.
//
// No sample is an error: [Detector.Stats] counts those that are not finite or
// beyond full scale. [New] fails on a field out of range, which it names, and with
// [ErrCalibration]; NewWAV and Hear with [ErrWAV] or as reading does.
//
// A Model is immutable and may be shared; a Detector belongs to one goroutine.
// Audio is held for a fraction of a second to be scored, and for
// [Config.PreRoll] when the host asks for it; [Detector.Reset] wipes it.
package wake
