//go:build arm64 && !purego

#include "textflag.h"

// Go's assembler has no names for these vector instructions (Arm ARM, C7.2); d, n
// and m are register numbers.

// eight of 16 bits: d = (n*m + 1<<14) >> 15, d = (n+m)>>1, d = (n-m)>>1, d = -n
#define SQRDMULH(d, n, m) WORD $(0x6E60B400 | (m)<<16 | (n)<<5 | (d))
#define SHADD(d, n, m) WORD $(0x4E600400 | (m)<<16 | (n)<<5 | (d))
#define SHSUB(d, n, m) WORD $(0x4E602400 | (m)<<16 | (n)<<5 | (d))
#define NEG8H(d, n) WORD $(0x6E60B800 | (n)<<5 | (d))

// d = n*m, d += n*m and d -= n*m, the lower and the upper four of 16 bits, to 32
#define SMULL(d, n, m) WORD $(0x0E60C000 | (m)<<16 | (n)<<5 | (d))
#define SMULL2(d, n, m) WORD $(0x4E60C000 | (m)<<16 | (n)<<5 | (d))
#define SMLAL(d, n, m) WORD $(0x0E608000 | (m)<<16 | (n)<<5 | (d))
#define SMLAL2(d, n, m) WORD $(0x4E608000 | (m)<<16 | (n)<<5 | (d))
#define SMLSL(d, n, m) WORD $(0x0E60A000 | (m)<<16 | (n)<<5 | (d))
#define SMLSL2(d, n, m) WORD $(0x4E60A000 | (m)<<16 | (n)<<5 | (d))

// the lower and the upper four of d = (n + 1<<14) >> 15, 32 bits to 16
#define RSHRN15(d, n) WORD $(0x0F118C00 | (n)<<5 | (d))
#define RSHRN215(d, n) WORD $(0x4F118C00 | (n)<<5 | (d))

// TURN multiplies the numbers with parts in r and i by those in V24 and V25,
// using V26 to V29.
#define TURN(r, i) \
	SMULL(26, r, 24) \
	SMULL2(27, r, 24) \
	SMULL(28, r, 25) \
	SMULL2(29, r, 25) \
	SMLSL(26, i, 25) \
	SMLSL2(27, i, 25) \
	SMLAL(28, i, 24) \
	SMLAL2(29, i, 24) \
	RSHRN15(r, 26) \
	RSHRN215(r, 27) \
	RSHRN15(i, 28) \
	RSHRN215(i, 29)

// func joinNEON(dst, src *int16, from, to int, w *[3]factor)
TEXT ·joinNEON(SB), NOSPLIT, $0-40
	MOVD dst+0(FP), R0
	MOVD src+8(FP), R1
	MOVD from+16(FP), R2
	MOVD to+24(FP), R3
	MOVD w+32(FP), R4
	LSL  $2, R2, R2
	LSL  $2, R3, R3
	MOVD $8191, R5
	VDUP R5, V30.H8

	VLD2 (R1), [V0.H8, V1.H8]
	ADD  R2, R1, R1
	VLD2 (R1), [V2.H8, V3.H8]
	ADD  R2, R1, R1
	VLD2 (R1), [V4.H8, V5.H8]
	ADD  R2, R1, R1
	VLD2 (R1), [V6.H8, V7.H8]
	SQRDMULH(0, 0, 30)
	SQRDMULH(1, 1, 30)
	SQRDMULH(2, 2, 30)
	SQRDMULH(3, 3, 30)
	SQRDMULH(4, 4, 30)
	SQRDMULH(5, 5, 30)
	SQRDMULH(6, 6, 30)
	SQRDMULH(7, 7, 30)
	VLD1.P 32(R4), [V24.H8, V25.H8]
	TURN(2, 3)
	VLD1.P 32(R4), [V24.H8, V25.H8]
	TURN(4, 5)
	VLD1.P 32(R4), [V24.H8, V25.H8]
	TURN(6, 7)

	VADD V4.H8, V0.H8, V16.H8 // even
	VADD V5.H8, V1.H8, V17.H8
	VSUB V4.H8, V0.H8, V18.H8 // odd
	VSUB V5.H8, V1.H8, V19.H8
	VADD V6.H8, V2.H8, V20.H8 // sum
	VADD V7.H8, V3.H8, V21.H8
	VSUB V6.H8, V2.H8, V22.H8 // diff
	VSUB V7.H8, V3.H8, V23.H8
	VADD V20.H8, V16.H8, V0.H8
	VADD V21.H8, V17.H8, V1.H8
	VADD V23.H8, V18.H8, V2.H8
	VSUB V22.H8, V19.H8, V3.H8
	VSUB V20.H8, V16.H8, V4.H8
	VSUB V21.H8, V17.H8, V5.H8
	VSUB V23.H8, V18.H8, V6.H8
	VADD V22.H8, V19.H8, V7.H8
	VST2 [V0.H8, V1.H8], (R0)
	ADD  R3, R0, R0
	VST2 [V2.H8, V3.H8], (R0)
	ADD  R3, R0, R0
	VST2 [V4.H8, V5.H8], (R0)
	ADD  R3, R0, R0
	VST2 [V6.H8, V7.H8], (R0)
	RET

// REVERSE turns the eight of 16 bits in a register round.
#define REVERSE(v) \
	VREV64 v.H8, v.H8 \
	VEXT $8, v.B16, v.B16, v.B16

// func unpackNEON(low, high, zLow, zHigh *cpx, w *factor)
TEXT ·unpackNEON(SB), NOSPLIT, $0-40
	MOVD low+0(FP), R0
	MOVD high+8(FP), R1
	MOVD zLow+16(FP), R2
	MOVD zHigh+24(FP), R3
	MOVD w+32(FP), R4
	MOVD $16383, R5
	VDUP R5, V30.H8
	VLD1 (R4), [V24.H8, V25.H8]
	VLD2 (R2), [V0.H8, V1.H8] // a
	VLD2 (R3), [V2.H8, V3.H8] // b
	REVERSE(V2)
	REVERSE(V3)
	NEG8H(3, 3)
	SQRDMULH(0, 0, 30)
	SQRDMULH(1, 1, 30)
	SQRDMULH(2, 2, 30)
	SQRDMULH(3, 3, 30)
	VADD V2.H8, V0.H8, V4.H8  // sum
	VADD V3.H8, V1.H8, V5.H8
	VSUB V2.H8, V0.H8, V6.H8
	VSUB V3.H8, V1.H8, V7.H8
	TURN(6, 7)                // turned
	SHADD(0, 4, 6)
	SHADD(1, 5, 7)
	SHSUB(2, 4, 6)
	SHSUB(3, 7, 5)
	VST2 [V0.H8, V1.H8], (R0)
	REVERSE(V2)
	REVERSE(V3)
	VST2 [V2.H8, V3.H8], (R1)
	RET
