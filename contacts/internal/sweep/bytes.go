package sweep

import "encoding/binary"

// Eight bytes in a word, each by itself: what the plain kernels work on (Warren
// 2013, Hacker's Delight, 2-18). Everything saturates.

const highBits = 0x8080808080808080

// all gives a word of eight times b.
func all(b uint8) uint64 { return uint64(b) * 0x0101010101010101 }

// minus gives a - b, 0 where b is greater.
func minus(a, b uint64) uint64 {
	d := (a | highBits - b&^highBits) ^ (a^^b)&highBits
	borrow := (^a&b | ^(a^b)&d) & highBits
	return d &^ (borrow<<1 - borrow>>7)
}

// plus gives a + b, 255 where that is more.
func plus(a, b uint64) uint64 { return ^minus(^a, b) }

func lesser(a, b uint64) uint64 { return a - minus(a, b) }

func greater(a, b uint64) uint64 { return b + minus(a, b) }

// below reports whether any byte of a is less than that of b: the carry out of
// each byte of b + ^a, in two halves.
func below(a, b uint64) bool {
	const even = 0x00ff00ff00ff00ff
	lo := (b & even) + (^a & even)
	hi := (b >> 8 & even) + (^a >> 8 & even)
	return (lo|hi)&0x0100010001000100 != 0
}

// word reads the first eight bytes of b.
func word(b []uint8) uint64 { return binary.LittleEndian.Uint64(b) }

// put writes them.
func put(b []uint8, w uint64) { binary.LittleEndian.PutUint64(b, w) }

// padded rounds n bytes up to whole words.
func padded(n int) int { return (n + 7) &^ 7 }
