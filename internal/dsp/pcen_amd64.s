//go:build amd64 && !purego

#include "textflag.h"

// Offsets in the table of constants that Go hands over (pcenTable).
#define SMALLEST 0
#define ODD9 4
#define ODD7 8
#define ODD5 12
#define ODD3 16
#define TWO 20
#define ONE 24
#define LOG2E 28
#define LN2 32
#define QUIET 36
#define TOP 40
#define BOTTOM 44
#define SHIFT 48
#define FACT7 52
#define FACT6 56
#define FACT5 60
#define FACT4 64
#define FACT3 68
#define FACT2 72
#define HALFROOT 76
#define MANTISSA 80
#define BIAS 84

// C broadcasts a constant of the table at R9 to Y15.
#define C(name) VBROADCASTSS name(R9), Y15

// STEP is one step of Horner's rule: p = p*x + constant.
#define STEP(p, x, name) \
	VMULPS x, p, p \
	C(name) \
	VADDPS Y15, p, p

// LOG2 replaces Y0 by its logarithm as the function log2 has it; it uses Y1 to Y4.
#define LOG2 \
	C(SMALLEST) \
	VMAXPS Y15, Y0, Y0 \
	C(HALFROOT) \
	VPSUBD Y15, Y0, Y1 \
	VPSRAD $23, Y1, Y2 \
	VCVTDQ2PS Y2, Y2 \
	VMOVAPS Y15, Y3 \
	C(MANTISSA) \
	VPAND Y15, Y1, Y1 \
	VPADDD Y3, Y1, Y1 \
	C(ONE) \
	VSUBPS Y15, Y1, Y0 \
	VADDPS Y15, Y1, Y1 \
	VDIVPS Y1, Y0, Y0 \
	VMULPS Y0, Y0, Y1 \
	C(ODD9) \
	VMULPS Y15, Y1, Y3 \
	C(ODD7) \
	VADDPS Y15, Y3, Y3 \
	STEP(Y3, Y1, ODD5) \
	STEP(Y3, Y1, ODD3) \
	STEP(Y3, Y1, TWO) \
	VMULPS Y0, Y3, Y3 \
	C(LOG2E) \
	VMULPS Y15, Y3, Y3 \
	VADDPS Y2, Y3, Y0

// EXP2 replaces Y0 by its power of two as the function exp2 has it; it uses Y1
// to Y3.
#define EXP2 \
	C(BOTTOM) \
	VMAXPS Y15, Y0, Y0 \
	C(TOP) \
	VMINPS Y15, Y0, Y0 \
	C(SHIFT) \
	VADDPS Y15, Y0, Y1 \
	VCVTTPS2DQ Y1, Y1 \
	C(BIAS) \
	VPSUBD Y15, Y1, Y1 \
	VCVTDQ2PS Y1, Y2 \
	VSUBPS Y2, Y0, Y0 \
	C(LN2) \
	VMULPS Y15, Y0, Y0 \
	C(FACT7) \
	VMULPS Y15, Y0, Y3 \
	C(FACT6) \
	VADDPS Y15, Y3, Y3 \
	STEP(Y3, Y0, FACT5) \
	STEP(Y3, Y0, FACT4) \
	STEP(Y3, Y0, FACT3) \
	STEP(Y3, Y0, FACT2) \
	STEP(Y3, Y0, ONE) \
	STEP(Y3, Y0, ONE) \
	VPSLLD $23, Y1, Y1 \
	VPADDD Y1, Y3, Y0

// func pcenAVX2(frame, level *float32, c *[5]float32, table *float32, n int)
TEXT ·pcenAVX2(SB), NOSPLIT, $0-40
	MOVQ frame+0(FP), DI
	MOVQ level+8(FP), SI
	MOVQ c+16(FP), DX
	MOVQ table+24(FP), R9
	MOVQ n+32(FP), CX
	VBROADCASTSS (DX), Y10    // 1-s
	VBROADCASTSS 4(DX), Y11   // s
	VBROADCASTSS 8(DX), Y12   // eps
	VBROADCASTSS 12(DX), Y13  // -alpha
	VBROADCASTSS 16(DX), Y14  // 1/delta

bands:
	VMOVUPS (DI), Y9          // E
	VMULPS (SI), Y10, Y0
	VMULPS Y9, Y11, Y1
	VADDPS Y1, Y0, Y0         // M
	C(QUIET)
	VCMPPS $1, Y15, Y0, Y1    // M < quiet
	VANDNPS Y0, Y1, Y0
	VMOVUPS Y0, (SI)
	VADDPS Y12, Y0, Y0
	LOG2
	VMULPS Y13, Y0, Y0
	EXP2
	VMULPS Y9, Y0, Y0
	VMULPS Y14, Y0, Y0
	C(ONE)
	VADDPS Y15, Y0, Y0
	LOG2
	C(LN2)
	VMULPS Y15, Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ  bands
	VZEROUPPER
	RET
