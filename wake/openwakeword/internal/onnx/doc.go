// Package onnx reads ONNX model files: the part of the format (onnx.proto,
// https://onnx.ai) that nets of today use, from bytes that need not be trusted.
package onnx
