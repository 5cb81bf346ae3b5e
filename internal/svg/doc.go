// Package svg draws the pictures of the library: self-contained SVG files
// without scripts, style sheets or fetched fonts, which look the same on a white
// page and on a dark one. A [Canvas] collects shapes and texts in the order in
// which they lie over one another; [Fit] breaks a text into lines, by estimated
// widths, since the reader's font is not known.
//
// The same calls give the same bytes. All texts are escaped; colours and path
// data are the caller's own and are not.
package svg
