package main

import (
	"math"

	"github.com/hearsay-go/hearsay/internal/dsp"
)

// What stood here before embeddings: mel-frequency cepstra (Davis and Mermelstein
// 1980) and dynamic time warping (Sakoe and Chiba 1978), each recording a
// template that may match anywhere in a stream. It is measured beside them.

const (
	cepstra   = 12 // coefficients 1 to 12: without loudness
	cepFrame  = 400
	cepHop    = 160
	cepBands  = 26
	cepFFT    = 512
	cepRate   = 16000
	cepSmooth = 150 // frames on either side for mean and deviation
)

// mfcc are the cepstra [frame][12] of audio at 16 kHz, each normalised by the mean
// and deviation of three seconds around it.
func mfcc(x []float32) [][]float32 {
	fft, err := dsp.NewRealFFT(cepFFT)
	if err != nil {
		panic(err) // constants
	}
	mel, err := dsp.NewMel(cepBands, cepFFT, cepRate, 80, 7600)
	if err != nil {
		panic(err)
	}
	window := dsp.Hann(cepFrame, 1)
	frame, power := make([]float32, cepFFT), make([]float32, fft.Bins())
	bands, scratch := make([]float32, cepBands), make([]float32, fft.ScratchLen())
	var out [][]float32
	for ; len(x) >= cepFrame; x = x[cepHop:] {
		for i, w := range window {
			frame[i] = w * x[i]
		}
		fft.Power(power, frame, scratch)
		mel.Apply(bands, power)
		c := make([]float32, cepstra)
		for b, e := range bands {
			l := math.Log(float64(e) + 1e-7)
			for k := range c {
				c[k] += float32(l * math.Cos(math.Pi*float64(k+1)*(float64(b)+0.5)/cepBands))
			}
		}
		out = append(out, c)
	}
	return normalise(out)
}

// normalise takes from each value the mean of its neighbourhood and divides by
// the deviation.
func normalise(in [][]float32) [][]float32 {
	out := make([][]float32, len(in))
	sum, square := make([][cepstra]float64, len(in)+1), make([][cepstra]float64, len(in)+1)
	for t, c := range in {
		for k, v := range c {
			sum[t+1][k] = sum[t][k] + float64(v)
			square[t+1][k] = square[t][k] + float64(v)*float64(v)
		}
	}
	for t, c := range in {
		a, b := max(0, t-cepSmooth), min(len(in), t+cepSmooth)
		n := float64(b - a)
		out[t] = make([]float32, cepstra)
		for k, v := range c {
			mean := (sum[b][k] - sum[a][k]) / n
			dev := math.Sqrt(max(0, (square[b][k]-square[a][k])/n-mean*mean)) + 0.1
			out[t][k] = float32((float64(v) - mean) / dev)
		}
	}
	return out
}

// warp returns for each frame of a stream how well a template matches that ends
// there: minus the mean distance along the best path, which may begin anywhere.
// A step moves by one in both, by two in the stream, or by two in the template,
// which then counts twice (Itakura 1975).
func warp(stream, template [][]float32) []float64 {
	n := len(template)
	column := func() []float64 {
		c := make([]float64, n)
		for i := range c {
			c[i] = math.Inf(1)
		}
		return c
	}
	before, last, now := column(), column(), column()
	out := make([]float64, len(stream))
	for t, frame := range stream {
		for i, c := range template {
			d := distance(frame, c)
			switch i {
			case 0:
				now[i] = d
			case 1:
				now[i] = min(last[0], before[0]) + d
			default:
				now[i] = min(last[i-1]+d, before[i-1]+d, last[i-2]+2*d)
			}
		}
		out[t] = -now[n-1] / float64(n)
		before, last, now = last, now, before
	}
	return out
}

func distance(a, b []float32) float64 {
	sum := float32(0)
	for i, v := range a {
		d := v - b[i]
		sum += d * d
	}
	return math.Sqrt(float64(sum))
}

// warpStep is how many samples lie between scores.
const warpStep = 8 * cepHop

// warpAll is the best match of any template, one score for 80 ms of a stream.
func warpAll(stream [][]float32, templates [][][]float32) []float64 {
	const every = warpStep / cepHop
	out := make([]float64, len(stream)/every)
	for i := range out {
		out[i] = math.Inf(-1)
	}
	for _, tmpl := range templates {
		for t, s := range warp(stream, tmpl) {
			if t/every < len(out) {
				out[t/every] = max(out[t/every], s)
			}
		}
	}
	return out
}
