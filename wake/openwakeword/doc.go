// Package openwakeword runs the wake word models of openWakeWord (Scripka 2022
// and later, https://github.com/dscripka/openWakeWord), .onnx files, in pure Go.
package openwakeword
