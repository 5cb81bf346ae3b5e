package sweep

// Complement turns a row of bounds into room: what the bound of the other part
// of a name must stay below. extra is what the whole costs besides, by
// position.
func Complement(row, extra []uint8) {
	if hasVectors && len(row) >= Lanes {
		complementLanes(&row[0], &extra[:len(row)][0], len(row)/Lanes)
		return
	}
	extra = extra[:len(row)]
	for i := 0; i+8 <= len(row); i += 8 {
		put(row[i:], minus(^word(row[i:]), word(extra[i:])))
	}
}

// Narrow makes each of bounds at most what is in others.
func Narrow(bounds, others []uint8) {
	if hasVectors && len(bounds) >= Lanes {
		narrowLanes(&bounds[0], &others[:len(bounds)][0], len(bounds)/Lanes)
		return
	}
	narrow(bounds, others)
}

// narrow is Narrow for bytes in whole words.
func narrow(bounds, others []uint8) {
	others = others[:len(bounds)]
	for i := 0; i+8 <= len(bounds); i += 8 {
		put(bounds[i:], lesser(word(bounds[i:]), word(others[i:])))
	}
}

// Widen makes each of room at least what is in more.
func Widen(room, more []uint8) {
	if hasVectors && len(room) >= Lanes {
		widenLanes(&room[0], &more[:len(room)][0], len(room)/Lanes)
		return
	}
	more = more[:len(room)]
	for i := 0; i+8 <= len(room); i += 8 {
		put(room[i:], greater(word(room[i:]), word(more[i:])))
	}
}

// Fits reports whether the bound of a row and extra together stay below room
// at any position.
func Fits(row, room []uint8, extra uint8) bool {
	if hasVectors && len(row) >= Lanes {
		return fitsLanes(&row[0], &room[:len(row)][0], len(row)/Lanes, extra)
	}
	room = room[:len(row)]
	for i := 0; i+8 <= len(row); i += 8 { // most are far off in all of eight
		v, r := word(row[i:]), word(room[i:])
		if below(v, r) && minus(r, plus(v, all(extra))) != 0 {
			return true
		}
	}
	return false
}
