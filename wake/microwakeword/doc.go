// Package microwakeword runs the wake words of microWakeWord v2, TensorFlow Lite
// models made for small devices, in pure Go.
//
//	model, err := microwakeword.Open("okay_nabu.json")
//	d, err := wake.New(model, wake.Config{SampleRate: 48000})
//
// A model is a .tflite file with 8-bit integer weights and a JSON manifest beside
// it that names the word and its operating point. The manifest is obeyed: its
// probability cutoff is the threshold, its sliding window the time that the
// Detector averages over, its feature step the step of the Scorer. Manifests of
// version 1 are refused. Models for "alexa", "hey jarvis", "hey mycroft", "okay
// nabu" and more, and for speech of any kind ("vad"), are at
// github.com/esphome/micro-wake-word-models (Apache-2.0); microWakeWord itself
// (Ahrendt 2023, github.com/kahrendt/microWakeWord) trains others.
//
// Audio is 16 kHz mono in steps of 10 ms (a [wake.Detector] resamples). A window
// of 30 ms gives 40 features, two or three steps make one inference, and the
// score is the newest probability: 0 to 1 in 255ths, and 0 for the first 0.77 s
// of a stream, in which the states of the network fill.
//
// # Exactness
//
// All of it is integer arithmetic, rounding by rounding that of the runtime that
// the models are made for: the kernels of TensorFlow Lite for microcontrollers
// (Jacob et al. 2018) and its audio front end, with noise reduction, per-channel
// gain (Wang et al. 2017) and logarithm over a 16-bit FFT (Borgerding 2003). On
// 46 recordings of speech each of 4,366 probabilities of the alexa model equals
// that of the original, to the last bit; vector instructions change nothing.
//
// The operators are those that ESPHome's firmware registers, CONV_2D,
// DEPTHWISE_CONV_2D, FULLY_CONNECTED and 17 more, and the graph decides how they
// are put together. What is streamed lies in resource variables, so that each
// inference computes only what is new.
//
// # Cost
//
// The published models take some 25,000 multiply-adds and 55 KB each: about 1.2
// seconds of one core for an hour of audio with AVX2 and 4 in plain Go, where
// the C runtime takes 5.4. A Scorer holds 20 KB and allocates nothing.
//
// # Safety
//
// Both files may come from strangers. No offset or length is followed before it
// is held against the bytes that are there, memory is held to a multiple of the
// file, one inference to 2^22 multiply-adds. Errors name the operator and the
// tensor; where a file is sound but asks for more than this package does they
// wrap [errors.ErrUnsupported].
//
// The models come without a calibration: [wake.Config.FalseAcceptsPerHour] is
// refused until the host has calibrated one on recordings of its own (see
// [wake.Counter]).
//
// A [Model] is immutable and safe for concurrent use; a Scorer belongs to one
// goroutine.
package microwakeword
