// Package enroll learns a wake word from a few recordings of it.
package enroll
