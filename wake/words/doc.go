// Package words holds the wake words that come with the library: "alexa",
// "computer" and "jarvis", as one small net whose weights are embedded.
//
//	model, err := words.Load("alexa", "computer")
//	d, err := wake.New(model, wake.Config{})
//
// The model hears mono audio at 16 kHz and gives one score per word for every
// 20 ms: the log-odds that the word has just ended, as the net has them. The
// calibration turns scores into confidences, and thresholds into false accepts
// per hour; both come from recordings kept out of training, and are embedded
// with it. A score needs no future: it speaks of the audio up to the newest
// sample but 80.
//
// The operating points settle for 200 ms: an accepted word is told once its
// confidence rises no more, at most that much later, and with that peak rather
// than with what just crossed the threshold. What is accepted is the same;
// a host in a hurry sets wake.Config.Settle to a negative time.
//
// All words share one trunk: 40 bands of log-mel energy under per-channel
// normalisation (Wang et al. 2017) every 10 ms, one convolution that halves
// that rate, and residual blocks of depthwise separable convolutions with
// growing gaps (in the manner of Sandler et al. 2018 and of van den Oord et
// al. 2016). Inference streams: each layer computes only what is new, in plain
// Go or by vector instructions with the same bits as result, and allocates
// nothing.
//
// Before the last part of its training, which goes on over all recordings, the
// net was measured on a third that it had not heard (68, 90 and 78 clips; 4.6
// hours of other sound): "alexa" missed 1.5, 7.4 and 4.4 % clean, in babble and
// in pink noise at 10 dB, with two false accepts; "computer" 2.2, 12.2 and 3.3 %
// with two; "jarvis" 3.8, 7.7 and 6.4 % with three. The net as it ships accepts
// two, none and none in 2.9 hours of telephone prompts, music and instruments
// that no net was trained on; the measured one accepts one, two and two.
//
// An hour of audio takes 1.2 seconds of one core of a 2.6 GHz Xeon with AVX2,
// and 4.3 in plain Go, for one word or for all.
//
// MODEL.md is the model card: data, licences, figures, limits. How to train the
// net again is written in train/README.md.
package words
