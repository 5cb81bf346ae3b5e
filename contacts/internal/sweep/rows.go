package sweep

import "encoding/binary"

// Complement turns a row of bounds into room: what the bound of the other part
// of a name must stay below. extra is what the whole costs besides, by
// position.
func Complement(row, extra []uint8) {
	if complementVector(row, extra) {
		return
	}
	for i, v := range row {
		row[i] = Dead - v - min(extra[i], Dead-v)
	}
}

// Narrow makes each of bounds at most what is in others.
func Narrow(bounds, others []uint8) {
	if narrowVector(bounds, others) {
		return
	}
	for i, v := range others[:len(bounds)] {
		bounds[i] = min(bounds[i], v)
	}
}

// Widen makes each of room at least what is in more.
func Widen(room, more []uint8) {
	if widenVector(room, more) {
		return
	}
	for i, v := range more[:len(room)] {
		room[i] = max(room[i], v)
	}
}

// Fits reports whether the bound of a row and extra together stay below room
// at any position.
func Fits(row, room []uint8, extra uint8) bool {
	if fits, ok := fitsVector(row, room, extra); ok {
		return fits
	}
	for i := 0; i+8 <= len(row); i += 8 { // most are far off in all of eight
		v, r := binary.LittleEndian.Uint64(row[i:]), binary.LittleEndian.Uint64(room[i:])
		if below(v, r) && fits(row[i:i+8], room[i:i+8], extra) {
			return true
		}
	}
	return false
}

func fits(row, room []uint8, extra uint8) bool {
	for i, v := range row {
		if int(v)+int(extra) < int(room[i]) {
			return true
		}
	}
	return false
}

// below reports whether any byte of v is less than that of r: the carry out of
// each byte of r + ^v, in two halves (Warren 2013, Hacker's Delight, 2-18).
func below(v, r uint64) bool {
	const even = 0x00ff00ff00ff00ff
	lo := (r & even) + (^v & even)
	hi := (r >> 8 & even) + (^v >> 8 & even)
	return (lo|hi)&0x0100010001000100 != 0
}
