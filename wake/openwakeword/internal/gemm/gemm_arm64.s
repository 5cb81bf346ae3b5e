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

// d = max(n, m)
#define FMAX4S(d, n, m) WORD $(0x4E20F400 | (m)<<16 | (n)<<5 | (d))

// ROW adds x, in all lanes of a register, times twelve weights in V12 to V14 to
// the three accumulators of a row, by way of three more registers.
#define ROW(x, a, b, c, p, q, r) \
	FMUL4S(p, 12, x) \
	FMUL4S(q, 13, x) \
	FMUL4S(r, 14, x) \
	FADD4S(a, a, p)  \
	FADD4S(b, b, q)  \
	FADD4S(c, c, r)

// ACT activates an accumulator: V16 holds the slope, V17 the floor.
#define ACT(acc, p) \
	FMUL4S(p, acc, 16)  \
	FMAX4S(acc, acc, p) \
	FMAX4S(acc, acc, 17)

// func tileNEON(y, x, panel *float32, t *tileSpan, slope, floor float32)
//
// t holds in[4] at 0, out[4] at 32, runs, run and stride at 64, 72 and 80.
// Twelve columns at a time stay in registers while all of the patches goes by.
TEXT ·tileNEON(SB), NOSPLIT, $0-40
	MOVD y+0(FP), R0
	MOVD x+8(FP), R1
	MOVD panel+16(FP), R2
	MOVD t+24(FP), R3
	MOVD 64(R3), R4          // runs
	MOVD 72(R3), R5          // values in a run
	MOVD 80(R3), R6
	SUB  R5, R6, R6
	LSL  $2, R6, R6          // bytes from the end of a run to the next
	MOVD $2, R7              // halves to go

half:
	MOVD 0(R3), R9
	MOVD 8(R3), R10
	MOVD 16(R3), R11
	MOVD 24(R3), R12
	ADD  R9<<2, R1, R9
	ADD  R10<<2, R1, R10
	ADD  R11<<2, R1, R11
	ADD  R12<<2, R1, R12
	VLD1 (R2), [V0.S4, V1.S4, V2.S4] // the bias, four times
	VMOV V0.B16, V3.B16
	VMOV V1.B16, V4.B16
	VMOV V2.B16, V5.B16
	VMOV V0.B16, V6.B16
	VMOV V1.B16, V7.B16
	VMOV V2.B16, V8.B16
	VMOV V0.B16, V9.B16
	VMOV V1.B16, V10.B16
	VMOV V2.B16, V11.B16
	ADD  $96, R2, R13
	MOVD R4, R14

run:
	MOVD R5, R15

value:
	VLD1 (R13), [V12.S4, V13.S4, V14.S4]
	ADD  $96, R13, R13
	VLD1R.P 4(R9), [V16.S4]
	VLD1R.P 4(R10), [V17.S4]
	VLD1R.P 4(R11), [V18.S4]
	VLD1R.P 4(R12), [V19.S4]
	ROW(16, 0, 1, 2, 20, 21, 22)
	ROW(17, 3, 4, 5, 23, 24, 25)
	ROW(18, 6, 7, 8, 26, 27, 28)
	ROW(19, 9, 10, 11, 29, 30, 31)
	SUBS $1, R15, R15
	BNE  value

	ADD  R6, R9, R9
	ADD  R6, R10, R10
	ADD  R6, R11, R11
	ADD  R6, R12, R12
	SUBS $1, R14, R14
	BNE  run

	MOVD $slope+32(FP), R13
	VLD1R (R13), [V16.S4]
	MOVD $floor+36(FP), R13
	VLD1R (R13), [V17.S4]
	ACT(0, 20)
	ACT(1, 21)
	ACT(2, 22)
	ACT(3, 23)
	ACT(4, 24)
	ACT(5, 25)
	ACT(6, 26)
	ACT(7, 27)
	ACT(8, 28)
	ACT(9, 29)
	ACT(10, 30)
	ACT(11, 31)
	MOVD 32(R3), R9
	MOVD 40(R3), R10
	MOVD 48(R3), R11
	MOVD 56(R3), R12
	ADD  R9<<2, R0, R9
	ADD  R10<<2, R0, R10
	ADD  R11<<2, R0, R11
	ADD  R12<<2, R0, R12
	VST1 [V0.S4, V1.S4, V2.S4], (R9)
	VST1 [V3.S4, V4.S4, V5.S4], (R10)
	VST1 [V6.S4, V7.S4, V8.S4], (R11)
	VST1 [V9.S4, V10.S4, V11.S4], (R12)
	ADD  $48, R0, R0
	ADD  $48, R2, R2
	SUBS $1, R7, R7
	BNE  half
	RET

// func maxNEON(y, x *float32, n int)
TEXT ·maxNEON(SB), NOSPLIT, $0-24
	MOVD y+0(FP), R0
	MOVD x+8(FP), R1
	MOVD n+16(FP), R2

maxloop:
	VLD1 (R0), [V0.S4, V1.S4]
	VLD1.P 32(R1), [V2.S4, V3.S4]
	FMAX4S(0, 0, 2)
	FMAX4S(1, 1, 3)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $8, R2, R2
	BNE  maxloop
	RET
