// Package contacts says which contact of a list was named, or that nobody was.
package contacts
