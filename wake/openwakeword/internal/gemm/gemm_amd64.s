//go:build amd64 && !purego

#include "textflag.h"

// Products and sums stay apart (no fused multiply-add), so that each lane does
// what the plain kernels do, bit for bit.

// ROW adds x times a row of the panel to the three accumulators of a row.
#define ROW(x, a, b, c) \
	VBROADCASTSS (x)(AX*4), Y12 \
	VMULPS (SI), Y12, Y13       \
	VMULPS 32(SI), Y12, Y14     \
	VMULPS 64(SI), Y12, Y15     \
	VADDPS Y13, a, a            \
	VADDPS Y14, b, b            \
	VADDPS Y15, c, c

// ACT activates an accumulator and stores it: Y12 holds the slope, Y13 the floor.
#define ACT(acc, offset, out) \
	VMULPS Y12, acc, Y14  \
	VMAXPS Y14, acc, acc  \
	VMAXPS Y13, acc, acc  \
	VMOVUPS acc, offset(out)

// func tileAVX2(y, x, panel *float32, t *tileSpan, slope, floor float32)
//
// t holds in[4] at 0, out[4] at 32, runs, run and stride at 64, 72 and 80.
TEXT ·tileAVX2(SB), NOSPLIT, $0-40
	MOVQ x+8(FP), DX
	MOVQ panel+16(FP), SI
	MOVQ t+24(FP), BX
	MOVQ 0(BX), R10
	MOVQ 8(BX), R11
	MOVQ 16(BX), R12
	MOVQ 24(BX), R13
	LEAQ (DX)(R10*4), R10
	LEAQ (DX)(R11*4), R11
	LEAQ (DX)(R12*4), R12
	LEAQ (DX)(R13*4), R13
	MOVQ 64(BX), DI          // runs to go
	MOVQ 72(BX), R8          // values in a run
	MOVQ 80(BX), R9
	SHLQ $2, R9              // bytes from run to run

	VMOVUPS (SI), Y0         // the bias, four times
	VMOVUPS 32(SI), Y1
	VMOVUPS 64(SI), Y2
	VMOVAPS Y0, Y3
	VMOVAPS Y1, Y4
	VMOVAPS Y2, Y5
	VMOVAPS Y0, Y6
	VMOVAPS Y1, Y7
	VMOVAPS Y2, Y8
	VMOVAPS Y0, Y9
	VMOVAPS Y1, Y10
	VMOVAPS Y2, Y11
	ADDQ $96, SI

run:
	XORQ AX, AX

value:
	ROW(R10, Y0, Y1, Y2)
	ROW(R11, Y3, Y4, Y5)
	ROW(R12, Y6, Y7, Y8)
	ROW(R13, Y9, Y10, Y11)
	ADDQ $96, SI
	INCQ AX
	CMPQ AX, R8
	JLT  value

	ADDQ R9, R10
	ADDQ R9, R11
	ADDQ R9, R12
	ADDQ R9, R13
	DECQ DI
	JNZ  run

	MOVQ y+0(FP), DX
	VBROADCASTSS slope+32(FP), Y12
	VBROADCASTSS floor+36(FP), Y13
	MOVQ 32(BX), R10
	MOVQ 40(BX), R11
	MOVQ 48(BX), R12
	MOVQ 56(BX), R13
	LEAQ (DX)(R10*4), R10
	LEAQ (DX)(R11*4), R11
	LEAQ (DX)(R12*4), R12
	LEAQ (DX)(R13*4), R13
	ACT(Y0, 0, R10)
	ACT(Y1, 32, R10)
	ACT(Y2, 64, R10)
	ACT(Y3, 0, R11)
	ACT(Y4, 32, R11)
	ACT(Y5, 64, R11)
	ACT(Y6, 0, R12)
	ACT(Y7, 32, R12)
	ACT(Y8, 64, R12)
	ACT(Y9, 0, R13)
	ACT(Y10, 32, R13)
	ACT(Y11, 64, R13)
	VZEROUPPER
	RET

// func maxAVX2(y, x *float32, n int)
TEXT ·maxAVX2(SB), NOSPLIT, $0-24
	MOVQ y+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX

maxloop:
	VMOVUPS (DI), Y0
	VMAXPS (SI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ  maxloop
	VZEROUPPER
	RET
