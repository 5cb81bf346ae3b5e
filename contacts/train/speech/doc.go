// Package speech has Debian's synthesisers say things and pocketsphinx hear
// them, for the programs that learn what a recogniser makes of names. The same
// plan, tools and voices give the same sound. Nothing of it is kept.
package speech
