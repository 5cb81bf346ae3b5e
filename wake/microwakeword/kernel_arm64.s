//go:build arm64 && !purego

#include "textflag.h"

// Go's assembler has no names for these vector instructions (Arm ARM, C7.2); d, n
// and m are register numbers.

// d = n * m, the lower and the upper eight of 8 bits, to 16 bits
#define SMULL8H(d, n, m) WORD $(0x0E20C000 | (m)<<16 | (n)<<5 | (d))
#define SMULL28H(d, n, m) WORD $(0x4E20C000 | (m)<<16 | (n)<<5 | (d))

// d += the sums of neighbours of n, 16 bits to 32
#define SADALP4S(d, n) WORD $(0x4E606800 | (n)<<5 | (d))

// d = n + m, the lower and the upper four of 16 bits of m to 32
#define SADDW4S(d, n, m) WORD $(0x0E601000 | (m)<<16 | (n)<<5 | (d))
#define SADDW24S(d, n, m) WORD $(0x4E601000 | (m)<<16 | (n)<<5 | (d))

// d = n * m, the lower and the upper four of 16 bits, to 32 bits
#define SMULL4S(d, n, m) WORD $(0x0E60C000 | (m)<<16 | (n)<<5 | (d))
#define SMULL24S(d, n, m) WORD $(0x4E60C000 | (m)<<16 | (n)<<5 | (d))

// the lower and the upper four of d = n >> 12, 32 bits to 16
#define SHRN12(d, n) WORD $(0x0F148400 | (n)<<5 | (d))
#define SHRN212(d, n) WORD $(0x4F148400 | (n)<<5 | (d))

// eight of 16 bits: d = |n|, d = max(n, m), d = n << m, and the greatest of n
#define ABS8H(d, n) WORD $(0x4E60B800 | (n)<<5 | (d))
#define SMAX8H(d, n, m) WORD $(0x4E606400 | (m)<<16 | (n)<<5 | (d))
#define SSHL8H(d, n, m) WORD $(0x4E604400 | (m)<<16 | (n)<<5 | (d))
#define SMAXV8H(d, n) WORD $(0x4E70A800 | (n)<<5 | (d))

// func addDotsNEON(sums *int32, w, x *int8, rows, row, n int)
TEXT ·addDotsNEON(SB), NOSPLIT, $0-48
	MOVD sums+0(FP), R0
	MOVD w+8(FP), R1
	MOVD x+16(FP), R2
	MOVD rows+24(FP), R3
	MOVD row+32(FP), R4
	MOVD n+40(FP), R5

row:
	VEOR V0.B16, V0.B16, V0.B16
	MOVD R1, R6
	MOVD R2, R7
	MOVD R5, R8

dot:
	VLD1.P 16(R6), [V1.B16]
	VLD1.P 16(R7), [V2.B16]
	SMULL8H(3, 1, 2)
	SMULL28H(4, 1, 2)
	SADALP4S(0, 3)
	SADALP4S(0, 4)
	SUBS   $16, R8, R8
	BNE    dot

	VADDV  V0.S4, V0
	VMOV   V0.S[0], R8
	MOVW   (R0), R9
	ADDW   R8, R9, R9
	MOVW.P R9, 4(R0)
	ADD    R4, R1, R1
	SUBS   $1, R3, R3
	BNE    row
	RET

// func addProductsNEON(sums *int32, w, x *int8, n, row, taps, stride int)
TEXT ·addProductsNEON(SB), NOSPLIT, $0-56
	MOVD sums+0(FP), R0
	MOVD w+8(FP), R1
	MOVD x+16(FP), R2
	MOVD n+24(FP), R3
	MOVD row+32(FP), R4
	MOVD taps+40(FP), R5
	MOVD stride+48(FP), R6

eight:
	VLD1 (R0), [V0.S4, V1.S4]
	MOVD R1, R7
	MOVD R2, R8
	MOVD R5, R9

tap:
	VLD1 (R7), [V2.B8]
	VLD1 (R8), [V3.B8]
	SMULL8H(4, 2, 3)
	SADDW4S(0, 0, 4)
	SADDW24S(1, 1, 4)
	ADD  R4, R7, R7
	ADD  R6, R8, R8
	SUBS $1, R9, R9
	BNE  tap

	VST1.P [V0.S4, V1.S4], 32(R0)
	ADD    $8, R1, R1
	ADD    $8, R2, R2
	SUBS   $8, R3, R3
	BNE    eight
	RET

// func multiplyNEON(out, x, w *int16, n int) int16
TEXT ·multiplyNEON(SB), NOSPLIT, $0-34
	MOVD out+0(FP), R0
	MOVD x+8(FP), R1
	MOVD w+16(FP), R2
	MOVD n+24(FP), R3
	VEOR V0.B16, V0.B16, V0.B16

product:
	VLD1.P 16(R1), [V1.H8]
	VLD1.P 16(R2), [V2.H8]
	SMULL4S(3, 1, 2)
	SMULL24S(4, 1, 2)
	SHRN12(5, 3)
	SHRN212(5, 4)
	VST1.P [V5.H8], 16(R0)
	ABS8H(5, 5)
	SMAX8H(0, 0, 5)
	SUBS   $8, R3, R3
	BNE    product

	SMAXV8H(0, 0)
	VMOV V0.H[0], R3
	MOVH R3, ret+32(FP)
	RET

// func shiftUpNEON(x *int16, n, by int)
TEXT ·shiftUpNEON(SB), NOSPLIT, $0-24
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	MOVD by+16(FP), R2
	VDUP R2, V0.H8

up:
	VLD1   (R0), [V1.H8]
	SSHL8H(1, 1, 0)
	VST1.P [V1.H8], 16(R0)
	SUBS   $8, R1, R1
	BNE    up
	RET
