module github.com/hearsay-go/hearsay

go 1.26.0

require (
	github.com/emersion/go-vcard v0.0.0-20260618161152-d854b7e0e2d3
	github.com/go-audio/audio v1.0.0
	github.com/go-audio/wav v1.1.0
	github.com/google/go-cmp v0.7.0
	golang.org/x/text v0.43.0
	pgregory.net/rapid v1.3.0
)

require github.com/go-audio/riff v1.0.0 // indirect
