// Package vcard turns address books in vCard form into contacts for
// [github.com/hearsay-go/hearsay/contacts].
//
// Versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350) are read as the large
// address books write them: folded lines, quoted-printable with soft line
// breaks, CHARSET, parameters without a name, grouped properties
// (item1.X-ABRELATEDNAMES), a byte order mark, UTF-16, lines that end in LF
// alone. The properties of a card are parsed by emersion/go-vcard; this package
// cuts the stream into cards in front of it, so that one broken card costs that
// card alone and nothing is lost without a word:
//
//   - a card that cannot become a contact is a [*CardError] with the number of
//     its first line and its text, and reading goes on behind it;
//   - a line that cannot be read inside a card that can is in [Card.Ignored];
//   - text between cards is a CardError as well.
//
// What becomes of a card:
//
//	FN                              Contact.Name
//	N                               Family, Given, Additional, Prefix, Suffix
//	NICKNAME, X-NICKNAME            Nicknames
//	ORG                             Organization (its first part)
//	X-PHONETIC-FIRST-NAME, …-LAST   Pronunciations
//	SORT-AS of N                    Pronunciations
//	UID                             ID; without one a hash of the card
//	RELATED, X-ABRELATEDNAMES       [Card.Relations]; see [Relate]
//
// A card of a group (KIND, X-ADDRESSBOOKSERVER-KIND) is refused with [ErrGroup].
// Photographs, sounds and keys are passed over without being held: memory is
// bounded by [MaxCard] whatever the input claims.
//
// A Reader belongs to one goroutine.
package vcard
