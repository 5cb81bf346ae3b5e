// Package speech is the embedding of speech that comes with the library: the ear
// over which package enroll learns a user's own word.
//
//	ear, err := speech.Load()
//	evidence, err := speech.Evidence()
//
// Mono audio at 16 kHz goes in, in steps of 80 ms; out come 96 values for each,
// which say what was spoken in the last three quarters of a second, much the
// same whoever says it, in whatever room. A vector needs no future: it speaks of
// the audio up to the newest sample but 80. Over read speech each value has mean
// 0 and variance 1.
//
// The net is causal: 40 bands of log-mel energy under per-channel normalisation
// (Wang et al. 2017) every 10 ms, four convolutions over time and bands
// (Abdel-Hamid et al. 2014), three over all channels, which bring this to a
// vector every 80 ms, and a linear one. Inference streams in pure Go: each layer
// computes only what is new, and allocates nothing. An hour of audio takes 2.1
// seconds of one core of a 2.6 GHz Xeon with AVX2, and 14 in plain Go.
//
// It was taught by the speech embedding of Lin et al. 2020 ("Training keyword
// spotters with limited and synthesized speech data"), whose weights are not
// copied: the teacher heard clean speech, the student the same in rooms, noise
// and babble, and had to give the teacher's vectors all the same. In babble it
// hears more than its teacher, in quiet a little less.
//
// MODEL.md is the model card: data, licences, figures, limits. How to train the
// net again is written in train/README.md.
package speech
