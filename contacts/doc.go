// Package contacts says which contact of a list was named, or that nobody was:
// the name that was meant, a question, or nothing, and never a guess.
//
// A [Book] is made of a list of [Contact] values. [Book.Match] takes the
// hypotheses of a recogniser for one utterance and gives one [Match], or an
// error: [*AmbiguousError] with the candidates to ask about, best first, or
// [*NobodyError]. Each carries a calibrated probability and can explain itself.
//
//	book, err := contacts.New(list, contacts.Config{})
//	m, err := book.Match([]contacts.Hypothesis{{Text: "send it to anna kellar please"}})
//	switch amb, ok := errors.AsType[*contacts.AmbiguousError](err); {
//	case ok:
//		ask(amb.Candidates)
//	case err == nil:
//		send(m.Contact, m.Confidence)
//	}
//
// A Book is immutable and safe for concurrent use without locks; [Book.With],
// [Book.Without], [Book.Only], [Book.Learn] and [Book.Asked] give changed ones
// that share what did not change. The same contacts and hypotheses give the
// same answer whatever the order of the list. Ties are never broken.
//
// # How it works
//
// A request is taken for a noisy channel: a name is meant, said in one of its
// forms with a carrier around it, and heard wrongly.
//
//  1. Names are parsed into the forms that people use: full, given, family,
//     title, nickname, relation, either surname, learnt aliases.
//  2. Letters become sounds; what was heard as well. Word boundaries are
//     forgotten: "jonnie gearhart" may come back as "john major heart".
//  3. The sounds of all forms are aligned with those heard, at costs learnt
//     from a recogniser's errors (Ristad and Yianilos 1998). Lower bounds come
//     first, of each distinct part of a name against all hypotheses, thirty-two
//     parts an instruction (Rognes 2011); exact costs only where they leave
//     room. No name that may cost less than the limit is ever missed.
//  4. Against the cost of each contact stand the cost of the same words as
//     talk, and as the name of somebody who is not in the list. Their
//     difference, weighted by logistic regression, is the evidence in log-odds,
//     in the manner of Fellegi and Sunter (1969); hypotheses add up by their
//     confidences.
//  5. Contacts are put together by the name that would have been said for them
//     (Sean and Shaun are one), and names get the evidence of all whom they
//     fit. Two decisions follow, each on its own: was anybody of the list named
//     (the threshold of [Config.FalseAcceptRate]), and who. A name of several
//     contacts is a question, and so are names that fit about equally.
//
// # Scripts
//
// Names in Latin letters with any accents are read, Cyrillic and Greek by
// transliteration, Japanese kana by the modified Hepburn system without its
// macrons, and Korean hangul by the Revised Romanization of its syllables. All
// others (Han, which is also kanji and hanja, Arabic, Hebrew, Devanagari, Thai,
// …) are refused: such a contact needs a [Contact.Pronunciations] hint in one
// that is read, and without one is never matched. Kana or hangul in one field
// with a letter of a refused script is refused with it: the half of 山田さくら
// that can be read is not the name. Latin, Cyrillic and Greek letters beside
// such a letter are read. A display name is taken for given name first; where
// the family name comes first, fill [Contact.Given] and [Contact.Family].
//
// # Languages
//
// [Config.Language] sets the language of what is said around a name ("ruf …
// an", "mi") and between two ("und"): de, en, es, fr, it or pt. Names are
// matched by English sounds and by spelling in every language; the
// probabilities, and with them the false accept rate, were measured on English
// alone.
//
// # Limits
//
// Words alone cannot tell a name said to the device from the same name in talk
// beside it; what follows a match is the business of package confirm.
package contacts
