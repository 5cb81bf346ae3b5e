// Package openwakeword runs the wake word models of openWakeWord (Scripka 2022
// and later, https://github.com/dscripka/openWakeWord) in pure Go.
//
//	model, err := openwakeword.Open("models/alexa_v0.1.onnx")
//	d, err := wake.New(model, wake.Config{SampleRate: 48000})
//	dets = d.Append(dets[:0], chunk)
//
// A model is three files. melspectrogram.onnx and embedding_model.onnx are the
// same for all words; they turn audio into 96 values every 80 ms that say how it
// sounds, by the net that Lin et al. published ("Training keyword spotters with
// limited and synthesized speech data", 2020). A small head for each word, some
// 200 KB to 1.3 MB, looks at the last 16 of them or so. Heads share the rest: a
// further word costs about a fifth of the first, and an [Embedder] serves package
// enroll too.
//
// # Where the files come from
//
// The two shared files and heads for some English words are under Assets of
// openWakeWord's releases on GitHub, heads that others trained for example in
// https://github.com/fwartner/home-assistant-wakewords-collection; anybody can
// train more. Mind the licences: the shared files are under Apache-2.0, but
// openWakeWord's own heads under CC BY-NC-SA 4.0: not for commercial use.
//
// # What is computed
//
// Audio is 16 kHz; the [wake.Detector] resamples. Scores are what openWakeWord
// 0.6 gives a stream: the mel spectrum over each step of 1,280 samples and the
// 480 before it, held within 80 dB of its loudest value; a tenth of that plus 2;
// windows of 76 frames every 8; the head over the last embeddings. So is the
// beginning: frames of ones and embeddings of white noise lie before the stream
// (here always the same noise), and the first 5 scores are 0. Scores of nine
// heads on 46 recordings, 16,362 in all, differ from those of ONNX Runtime 1.26
// by 8e-5 at most, and by 5e-6 where the head is openWakeWord's own.
//
// Heads are ONNX graphs of operator sets 7 to 24 with one input, [1][n][96] with
// n up to 120, and one output of one or several scores: fully connected, LSTM,
// GRU, convolution, attention, with 106 operators and branches (If). All
// shapes have to follow from that of the input. Not supported are loops,
// quantised operators, weights in a second file, and operators of other domains;
// the error names the operator, the node and the file. Files need not be
// trusted: reading, compiling and running are bounded.
//
// A [Model] takes a head's score for a confidence and knows nothing about how
// often it errs: see [wake.Counter] for how to find out.
//
// # What it costs
//
// The known mel graph, a matrix of cosines in the file, is computed as a Fourier
// transform once a comparison has shown that it is one. The known embedding is
// computed as a stream: each layer makes only the columns that are new, 5.6
// instead of 41.9 million multiply-adds a step, with the same result, as nothing
// in it pads time and its strides match the step. Other graphs run as they are
// written. Scoring allocates nothing.
//
// One head takes 0.2 of the time that ONNX Runtime 1.30 takes for the same with
// AVX2, and 1.1 of it in plain Go (user time over 10 minutes of speech, alexa_v0.1,
// in turns on one machine: 2.3 s, 12.4 s and 11.6 s); a process that does nothing
// else needs under 14 MB. hey_mycroft_v0.1, with two layers of LSTM in both
// directions, takes twice the time of the others.
package openwakeword
