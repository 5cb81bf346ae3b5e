// Package microwakeword runs wake words of microWakeWord v2, the TensorFlow Lite
// models that small devices use, in pure Go.
//
//	model, err := microwakeword.Open("okay_nabu.json")
//	d, err := wake.New(model, wake.Config{})
//
// A model is a .tflite file with 8-bit integer weights and a JSON manifest
// beside it that names the word and its operating point (probability cutoff,
// sliding window). Both are read by bounded readers: no offset or length is
// followed before it is held against the bytes that are there, and an operator
// that is not known is an error that names it. The operators are those of the
// v2 models: the streaming state lives in resource variables, convolutions
// compute only what is new.
//
// Audio is 16 kHz mono in steps of 10 ms. Three steps make one inference; the
// score is the newest probability, 0 to 1 in steps of 1/256, and 0 for the first
// 0.77 s of a stream, while the states fill. Front end and kernels use the
// integer arithmetic, rounding by rounding, of the runtime that the models were
// made for (Jacob et al. 2018 for the kernels; the front end is the per-channel
// energy normalisation of Wang et al. 2017 in fixed point).
//
// These models come without a calibration: [wake.Config.FalseAcceptsPerHour] is
// refused until the host has calibrated the model on recordings of its own.
//
// A [Model] is immutable and safe for concurrent use; a Scorer belongs to one
// goroutine and does not allocate.
package microwakeword
