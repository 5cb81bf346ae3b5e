//go:build arm64 && !purego

#include "go_asm.h"
#include "textflag.h"

// Thirty-two lanes are two registers. Go's assembler has no names for these
// instructions on sixteen bytes (Arm ARM, C7.2), nor for those of the scale; d,
// n and m are register numbers.

// d = n + m, at most 255
#define UQADD(d, n, m) WORD $(0x6E200C00 | (m)<<16 | (n)<<5 | (d))

// d = n - m, at least 0
#define UQSUB(d, n, m) WORD $(0x6E202C00 | (m)<<16 | (n)<<5 | (d))

// d = min(n, m)
#define UMIN(d, n, m) WORD $(0x6E206C00 | (m)<<16 | (n)<<5 | (d))

// d = max(n, m)
#define UMAX(d, n, m) WORD $(0x6E206400 | (m)<<16 | (n)<<5 | (d))

// The least and the greatest byte of n, in the first of d.
#define UMINV(d, n) WORD $(0x6E31A800 | (n)<<5 | (d))
#define UMAXV(d, n) WORD $(0x6E30A800 | (n)<<5 | (d))

// Four words of 32 bits: the products of the lower, or upper, half-words.
#define UMULL(d, n, m) WORD $(0x2E60C000 | (m)<<16 | (n)<<5 | (d))
#define UMULL2(d, n, m) WORD $(0x6E60C000 | (m)<<16 | (n)<<5 | (d))

// The upper half-words of the words of n, to the lower or upper half of d.
#define SHRN16(d, n) WORD $(0x0F108400 | (n)<<5 | (d))
#define SHRN16H(d, n) WORD $(0x4F108400 | (n)<<5 | (d))

// The half-words of n, each at most 255, as bytes to the lower or upper half of d.
#define UQXTN(d, n) WORD $(0x2E214800 | (n)<<5 | (d))
#define UQXTNH(d, n) WORD $(0x6E214800 | (n)<<5 | (d))

// SCALE makes eight half-words of a the upper halves of their products with
// V27.
#define SCALE(a) \
	UMULL(20, a, 27) \
	UMULL2(21, a, 27) \
	SHRN16(a, 20) \
	SHRN16H(a, 21)

// LOOKUP looks the sounds of V0 and V1 up in the table at R1, which it passes.
#define LOOKUP(lo, hi) \
	VLD1.P 32(R1), [V2.B16, V3.B16] \
	VLD1.P 32(R1), [V3.B16, V4.B16] \
	VLD1.P 32(R1), [V4.B16, V5.B16] \
	VTBL V0.B16, [V2.B16, V3.B16, V4.B16], lo.B16 \
	VTBL V1.B16, [V2.B16, V3.B16, V4.B16], hi.B16

// func sweepLanes(t *task)
TEXT ·sweepLanes(SB), NOSPLIT, $0-8
	MOVD t+0(FP), R0

	// What the strings cost to begin with, scaled.
	MOVD task_costs(R0), R1
	MOVD task_scale(R0), R2
	VDUP R2, V27.H8
	VLD1 (R1), [V0.H8, V1.H8, V2.H8, V3.H8]
	SCALE(0)
	SCALE(1)
	SCALE(2)
	SCALE(3)
	UQXTN(24, 0)
	UQXTNH(24, 1)
	UQXTN(25, 2)
	UQXTNH(25, 3)

	// The row before the first sound.
	MOVD task_even(R0), R8
	MOVD task_odd(R0), R9
	MOVD task_begin(R0), R1
	MOVD task_columns(R0), R3
	MOVD R8, R2

begin:
	VLD1R.P 1(R1), [V0.B16]
	UQADD(2, 0, 24)
	UQADD(3, 0, 25)
	VST1.P [V2.B16, V3.B16], 32(R2)
	SUBS $1, R3, R3
	BNE  begin

	MOVD task_sounds(R0), R4
	MOVD task_depth(R0), R5
	MOVD task_row(R0), R12
	MOVD task_ins(R0), R13

	// R8: the row before, R9: the row to fill.
row:
	VLD1.P 32(R4), [V0.B16, V1.B16]
	MOVD task_del(R0), R1
	LOOKUP(V28, V29)
	MOVD task_subs(R0), R1
	ADD  $96, R1, R1
	MOVD task_nslots(R0), R3
	ADD  $32, R12, R2
	B    nextslot

slot:
	LOOKUP(V6, V7)
	VST1.P [V6.B16, V7.B16], 32(R2)

nextslot:
	SUBS $1, R3, R3
	BNE  slot

	VMOVI $255, V30.B16      // the least of the row
	VMOVI $255, V31.B16
	MOVD task_runs(R0), R11
	MOVD task_nruns(R0), R6
	MOVD task_slots(R0), R10
	ADD  $4, R10, R10
	ADD  $32, R8, R14        // above
	ADD  $32, R9, R15        // to fill

run:
	MOVWU run_parent(R11), R1
	MOVWU run_n(R11), R3
	ADD  $8, R11, R11
	ADD  R8, R1, R2
	VLD1 (R2), [V0.B16, V1.B16] // diagonal
	ADD  R9, R1, R2
	VLD1 (R2), [V2.B16, V3.B16] // left

column:
	MOVWU.P 4(R10), R1
	VLD1.P 32(R14), [V4.B16, V5.B16]
	ADD  R12, R1, R2
	VLD1 (R2), [V16.B16, V17.B16]
	ADD  R13, R1, R2
	VLD1 (R2), [V18.B16, V19.B16]
	UQADD(20, 4, 28)
	UQADD(21, 5, 29)
	UQADD(0, 0, 16)
	UQADD(1, 1, 17)
	UQADD(2, 2, 18)
	UQADD(3, 3, 19)
	UMIN(20, 20, 0)
	UMIN(21, 21, 1)
	UMIN(2, 2, 20)
	UMIN(3, 3, 21)
	VST1.P [V2.B16, V3.B16], 32(R15)
	UMIN(30, 30, 2)
	UMIN(31, 31, 3)
	VMOV V4.B16, V0.B16
	VMOV V5.B16, V1.B16
	SUBS $1, R3, R3
	BNE  column
	SUBS $1, R6, R6
	BNE  run

	MOVD R8, R1
	MOVD R9, R8
	MOVD R1, R9
	UMIN(4, 30, 31)
	UMINV(4, 4)
	VMOV V4.B[0], R1
	CMP  $255, R1
	BEQ  done                // all are Dead, and stay so
	SUBS $1, R5, R5
	BNE  row

done:
	MOVD task_low(R0), R1
	VST1 [V30.B16, V31.B16], (R1)
	RET

// func reachLanes(rows, room *uint8, columns int) uint32
TEXT ·reachLanes(SB), NOSPLIT, $0-28
	MOVD rows+0(FP), R0
	MOVD room+8(FP), R1
	MOVD columns+16(FP), R2
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16

reach:
	VLD1R.P 1(R1), [V0.B16]
	VLD1.P 32(R0), [V2.B16, V3.B16]
	UQSUB(2, 0, 2)
	UQSUB(3, 0, 3)
	VORR V2.B16, V4.B16, V4.B16
	VORR V3.B16, V5.B16, V5.B16
	SUBS $1, R2, R2
	BNE  reach

	// A bit for each lane that is not 0; eight add up to a byte.
	MOVD $0x8040201008040201, R3
	VDUP R3, V0.D2
	VCMTST V4.B16, V4.B16, V4.B16
	VCMTST V5.B16, V5.B16, V5.B16
	VAND V0.B16, V4.B16, V4.B16
	VAND V0.B16, V5.B16, V5.B16
	VADDP V5.B16, V4.B16, V4.B16
	VADDP V4.B16, V4.B16, V4.B16
	VADDP V4.B16, V4.B16, V4.B16
	VMOV V4.S[0], R3
	MOVW R3, ret+24(FP)
	RET

// LOAD loads a column of sixteen lanes.
#define LOAD(v) \
	MOVWU.P 4(R7), R8 \
	ADD R2, R8, R8 \
	VLD1 (R8), [v.B16]

// STORE2 stores what is at eight positions of two lanes.
#define STORE2(v) \
	VST1 v.D[0], (R6) \
	ADD R1, R6, R6 \
	VST1 v.D[1], (R6) \
	ADD R1, R6, R6

// func spreadLanes(dst *uint8, width int, rows *uint8, flat *uint32, groups int)
//
// Eight columns of sixteen lanes at a time, transposed in three rounds: first
// all groups of the lower half of the lanes, then all of the upper.
TEXT ·spreadLanes(SB), NOSPLIT, $0-40
	MOVD dst+0(FP), R0
	MOVD width+8(FP), R1
	MOVD rows+16(FP), R2
	MOVD flat+24(FP), R3
	MOVD groups+32(FP), R4
	MOVD $2, R9

half:
	MOVD R0, R5
	MOVD R3, R7
	MOVD R4, R10

spread:
	LOAD(V0)
	LOAD(V1)
	LOAD(V2)
	LOAD(V3)
	LOAD(V4)
	LOAD(V5)
	LOAD(V6)
	LOAD(V7)

	VZIP1 V1.B16, V0.B16, V16.B16
	VZIP2 V1.B16, V0.B16, V17.B16
	VZIP1 V3.B16, V2.B16, V18.B16
	VZIP2 V3.B16, V2.B16, V19.B16
	VZIP1 V5.B16, V4.B16, V20.B16
	VZIP2 V5.B16, V4.B16, V21.B16
	VZIP1 V7.B16, V6.B16, V22.B16
	VZIP2 V7.B16, V6.B16, V23.B16

	VZIP1 V18.H8, V16.H8, V0.H8 // lanes 0 to 3, columns 0 to 3
	VZIP2 V18.H8, V16.H8, V1.H8 // 4 to 7
	VZIP1 V19.H8, V17.H8, V2.H8 // 8 to 11
	VZIP2 V19.H8, V17.H8, V3.H8 // 12 to 15
	VZIP1 V22.H8, V20.H8, V4.H8 // the same of columns 4 to 7
	VZIP2 V22.H8, V20.H8, V5.H8
	VZIP1 V23.H8, V21.H8, V6.H8
	VZIP2 V23.H8, V21.H8, V7.H8

	MOVD R5, R6
	VZIP1 V4.S4, V0.S4, V16.S4
	STORE2(V16)
	VZIP2 V4.S4, V0.S4, V16.S4
	STORE2(V16)
	VZIP1 V5.S4, V1.S4, V16.S4
	STORE2(V16)
	VZIP2 V5.S4, V1.S4, V16.S4
	STORE2(V16)
	VZIP1 V6.S4, V2.S4, V16.S4
	STORE2(V16)
	VZIP2 V6.S4, V2.S4, V16.S4
	STORE2(V16)
	VZIP1 V7.S4, V3.S4, V16.S4
	STORE2(V16)
	VZIP2 V7.S4, V3.S4, V16.S4
	STORE2(V16)

	ADD  $8, R5, R5
	SUBS $1, R10, R10
	BNE  spread
	ADD  R1<<4, R0, R0       // sixteen lanes further
	ADD  $16, R2, R2
	SUBS $1, R9, R9
	BNE  half
	RET

// func complementLanes(row, extra *uint8, vectors int)
TEXT ·complementLanes(SB), NOSPLIT, $0-24
	MOVD row+0(FP), R0
	MOVD extra+8(FP), R1
	MOVD vectors+16(FP), R2
	VMOVI $255, V4.B16

complement:
	VLD1 (R0), [V0.B16, V1.B16]
	VLD1.P 32(R1), [V2.B16, V3.B16]
	VEOR V4.B16, V0.B16, V0.B16
	VEOR V4.B16, V1.B16, V1.B16
	UQSUB(0, 0, 2)
	UQSUB(1, 1, 3)
	VST1.P [V0.B16, V1.B16], 32(R0)
	SUBS $1, R2, R2
	BNE  complement
	RET

// func widenLanes(room, more *uint8, vectors int)
TEXT ·widenLanes(SB), NOSPLIT, $0-24
	MOVD room+0(FP), R0
	MOVD more+8(FP), R1
	MOVD vectors+16(FP), R2

widen:
	VLD1 (R0), [V0.B16, V1.B16]
	VLD1.P 32(R1), [V2.B16, V3.B16]
	UMAX(0, 0, 2)
	UMAX(1, 1, 3)
	VST1.P [V0.B16, V1.B16], 32(R0)
	SUBS $1, R2, R2
	BNE  widen
	RET

// func narrowLanes(bounds, others *uint8, vectors int)
TEXT ·narrowLanes(SB), NOSPLIT, $0-24
	MOVD bounds+0(FP), R0
	MOVD others+8(FP), R1
	MOVD vectors+16(FP), R2

narrow:
	VLD1 (R0), [V0.B16, V1.B16]
	VLD1.P 32(R1), [V2.B16, V3.B16]
	UMIN(0, 0, 2)
	UMIN(1, 1, 3)
	VST1.P [V0.B16, V1.B16], 32(R0)
	SUBS $1, R2, R2
	BNE  narrow
	RET

// func fitsLanes(row, room *uint8, vectors int, extra uint8) bool
TEXT ·fitsLanes(SB), NOSPLIT, $0-33
	MOVD row+0(FP), R0
	MOVD room+8(FP), R1
	MOVD vectors+16(FP), R2
	MOVBU extra+24(FP), R3
	VDUP R3, V6.B16
	VEOR V7.B16, V7.B16, V7.B16

fits:
	VLD1.P 32(R0), [V0.B16, V1.B16]
	VLD1.P 32(R1), [V2.B16, V3.B16]
	UQADD(0, 0, 6)
	UQADD(1, 1, 6)
	UQSUB(0, 2, 0)
	UQSUB(1, 3, 1)
	VORR V0.B16, V7.B16, V7.B16
	VORR V1.B16, V7.B16, V7.B16
	SUBS $1, R2, R2
	BNE  fits
	UMAXV(7, 7)
	VMOV V7.B[0], R3
	CMP  $0, R3
	CSET NE, R3
	MOVB R3, ret+32(FP)
	RET
