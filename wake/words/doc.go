// Package words holds the wake words that come with the library: "alexa",
// "computer" and "jarvis", as two small nets whose weights are embedded.
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
// All words share the same layers: 40 bands of log-mel energy under per-channel
// normalisation (Wang et al. 2017) every 10 ms; then two nets, each of one
// convolution that halves that rate and of residual blocks of depthwise
// separable convolutions with growing gaps (in the manner of Sandler et al. 2018
// and of van den Oord et al. 2016), whose scores are averaged. Inference
// streams: each layer computes only what is new, in plain Go or by vector
// instructions with the same bits as result, and allocates nothing.
//
// Before the last part of its training, which goes on over all recordings, the
// recipe was measured on people and sound it had not heard, two of three folds
// (136, 180 and 156 clips; 12.3 hours without the words). At the shipped
// thresholds "alexa" missed 8.1 % clean and 8.8 % in pink noise at 10 dB, with two
// false accepts; "computer" 2.8 and 1.7 % with two; "jarvis" 3.2 and 4.5 % with two.
// In the babble of three readers at 10 dB, one fold, they missed 14.7, 8.9 and 11.5
// %. The nets as they ship accept one each in 3.3 hours of telephone
// prompts, music, instruments and made sound that trained neither.
//
// An hour of audio takes 1.6 seconds of one core of a 2.6 GHz Xeon with AVX2,
// and 7.9 in plain Go, for one word or for all.
//
// MODEL.md is the model card: data, licences, figures, limits. How to train the
// net again is written in train/README.md.
package words
