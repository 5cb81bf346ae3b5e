//go:build arm64 && !purego

#include "textflag.h"

// Four lanes a register. Products and sums stay apart (no fused multiply-add),
// so that each lane does what the plain kernels do, bit for bit. Go's assembler
// has no names for these vector instructions (Arm ARM, C7.2); d, n and m are
// register numbers.

// d = n * m
#define FMUL4S(d, n, m) WORD $(0x6E20DC00 | (m)<<16 | (n)<<5 | (d))

// d = n + m
#define FADD4S(d, n, m) WORD $(0x4E20D400 | (m)<<16 | (n)<<5 | (d))

// d = max(n, m), signed integers
#define SMAX4S(d, n, m) WORD $(0x4EA06400 | (m)<<16 | (n)<<5 | (d))

// MAC4 adds x (in all lanes of V16) times 16 elements of the row at R8, which
// it passes, to four accumulators.
#define MAC4(a, b, c, d) \
	VLD1.P 64(R8), [V20.S4, V21.S4, V22.S4, V23.S4] \
	FMUL4S(20, 20, 16) \
	FMUL4S(21, 21, 16) \
	FMUL4S(22, 22, 16) \
	FMUL4S(23, 23, 16) \
	FADD4S(a, a, 20) \
	FADD4S(b, b, 21) \
	FADD4S(c, c, 22) \
	FADD4S(d, d, 23)

// func addProductNEON(y, w, x *float32, in, row, n int)
//
// 32 or 8 sums at a time stay in registers while all of x goes by.
TEXT ·addProductNEON(SB), NOSPLIT, $0-48
	MOVD y+0(FP), R0
	MOVD w+8(FP), R1
	MOVD x+16(FP), R2
	MOVD in+24(FP), R3
	MOVD row+32(FP), R4
	MOVD n+40(FP), R5
	LSL  $2, R4, R4          // bytes in a row

wide:
	CMP  $32, R5
	BLT  narrow
	MOVD R0, R6
	VLD1.P 64(R6), [V0.S4, V1.S4, V2.S4, V3.S4]
	VLD1 (R6), [V4.S4, V5.S4, V6.S4, V7.S4]
	MOVD R1, R7
	MOVD R2, R9
	MOVD R3, R10

wideloop:
	VLD1R.P 4(R9), [V16.S4]
	MOVD R7, R8
	MAC4(0, 1, 2, 3)
	MAC4(4, 5, 6, 7)
	ADD  R4, R7, R7
	SUBS $1, R10, R10
	BNE  wideloop

	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R0)
	VST1.P [V4.S4, V5.S4, V6.S4, V7.S4], 64(R0)
	ADD  $128, R1, R1
	SUB  $32, R5, R5
	B    wide

narrow:
	CBZ  R5, done
	VLD1 (R0), [V0.S4, V1.S4]
	MOVD R1, R7
	MOVD R2, R9
	MOVD R3, R10

narrowloop:
	VLD1R.P 4(R9), [V16.S4]
	VLD1 (R7), [V20.S4, V21.S4]
	FMUL4S(20, 20, 16)
	FMUL4S(21, 21, 16)
	FADD4S(0, 0, 20)
	FADD4S(1, 1, 21)
	ADD  R4, R7, R7
	SUBS $1, R10, R10
	BNE  narrowloop

	VST1.P [V0.S4, V1.S4], 32(R0)
	ADD  $32, R1, R1
	SUB  $8, R5, R5
	B    narrow

done:
	RET

// func addScaledNEON(y, w, x *float32, n int)
TEXT ·addScaledNEON(SB), NOSPLIT, $0-32
	MOVD y+0(FP), R0
	MOVD w+8(FP), R1
	MOVD x+16(FP), R2
	MOVD n+24(FP), R3

scaledloop:
	VLD1 (R0), [V0.S4, V1.S4]
	VLD1.P 32(R1), [V2.S4, V3.S4]
	VLD1.P 32(R2), [V4.S4, V5.S4]
	FMUL4S(2, 2, 4)
	FMUL4S(3, 3, 5)
	FADD4S(0, 0, 2)
	FADD4S(1, 1, 3)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $8, R3, R3
	BNE  scaledloop
	RET

// func addNEON(y, a, b *float32, n int)
TEXT ·addNEON(SB), NOSPLIT, $0-32
	MOVD y+0(FP), R0
	MOVD a+8(FP), R1
	MOVD b+16(FP), R2
	MOVD n+24(FP), R3

addloop:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	VLD1.P 32(R2), [V2.S4, V3.S4]
	FADD4S(0, 0, 2)
	FADD4S(1, 1, 3)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $8, R3, R3
	BNE  addloop
	RET

// func rectifyNEON(y *float32, n int)
//
// As integers, floats with a sign lie below 0.
TEXT ·rectifyNEON(SB), NOSPLIT, $0-16
	MOVD y+0(FP), R0
	MOVD n+8(FP), R1
	VEOR V2.B16, V2.B16, V2.B16

rectifyloop:
	VLD1 (R0), [V0.S4, V1.S4]
	SMAX4S(0, 0, 2)
	SMAX4S(1, 1, 2)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $8, R1, R1
	BNE  rectifyloop
	RET
