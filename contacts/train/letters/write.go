package main

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/hearsay-go/hearsay/contacts/train/align"
)

const unit = 16 // costs are stored in 1/16 nat, as package phone reads them

// encode writes the model in the form that phone.ReadLetters documents.
func encode(m *model, tokens []align.Chunk) []byte {
	levels := m.live()
	var b bytes.Buffer
	b.WriteString("HSLS1\n")
	binary.Write(&b, binary.LittleEndian, uint16(len(tokens)))
	for _, t := range tokens {
		b.Write([]byte{t.Letter, byte(t.First), byte(t.Second)})
	}
	b.WriteByte(byte(len(levels) - 1))
	for _, level := range levels[1:] {
		binary.Write(&b, binary.LittleEndian, uint32(len(level)))
	}
	for d := range len(levels) - 1 {
		m.encodeLevel(&b, levels[d], levels[d+1])
	}
	return b.Bytes()
}

// live lists the nodes not cut, level by level; levels that are empty are
// left out.
func (m *model) live() [][]int32 {
	levels := make([][]int32, m.order+1)
	for i, x := range m.nodes {
		if !x.cut {
			levels[x.depth] = append(levels[x.depth], int32(i))
		}
	}
	for len(levels[len(levels)-1]) == 0 {
		levels = levels[:len(levels)-1]
	}
	return levels
}

func (m *model) encodeLevel(b *bytes.Buffer, above, level []int32) {
	kids := map[int32]int{}
	for _, i := range level {
		kids[m.nodes[i].parent]++
	}
	for _, i := range above {
		b.Write(binary.AppendUvarint(nil, uint64(kids[i])))
	}
	last, parent := -1, int32(-1)
	for _, i := range level {
		if m.nodes[i].parent != parent {
			last, parent = -1, m.nodes[i].parent
		}
		b.Write(binary.AppendUvarint(nil, uint64(int(m.nodes[i].token)-last-1)))
		last = int(m.nodes[i].token)
	}
	for _, i := range level {
		b.WriteByte(byte(min(max(math.Round(-math.Log(m.nodes[i].prob)*unit), 0), 255)))
	}
	for _, i := range above {
		if kids[i] > 0 {
			b.WriteByte(byte(int8(min(max(math.Round(-math.Log(m.nodes[i].backoff)*unit), -127), 127))))
		}
	}
}
