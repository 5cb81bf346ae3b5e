//go:build amd64 && !purego

#include "textflag.h"

// Products and sums stay apart (no fused multiply-add), so that each lane does
// what the plain kernels do, bit for bit.

// MAC adds x (broadcast in Y8) times the row elements at offset to an accumulator.
#define MAC(offset, product, acc) \
	VMULPS offset(R8), Y8, product \
	VADDPS product, acc, acc

// func addProductAVX2(y, w, x *float32, in, row, n int)
//
// 64, 32 or 8 sums at a time stay in registers while all of x goes by.
TEXT ·addProductAVX2(SB), NOSPLIT, $0-48
	MOVQ y+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), DX
	MOVQ in+24(FP), CX
	MOVQ row+32(FP), R10
	MOVQ n+40(FP), R11
	SHLQ $2, R10             // bytes in a row

wide:
	CMPQ R11, $64
	JLT  middle
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7
	MOVQ SI, R8
	MOVQ DX, R9
	MOVQ CX, AX

wideloop:
	VBROADCASTSS (R9), Y8
	MAC(0, Y9, Y0)
	MAC(32, Y10, Y1)
	MAC(64, Y11, Y2)
	MAC(96, Y12, Y3)
	MAC(128, Y13, Y4)
	MAC(160, Y14, Y5)
	MAC(192, Y15, Y6)
	MAC(224, Y9, Y7)
	ADDQ R10, R8
	ADDQ $4, R9
	DECQ AX
	JNZ  wideloop

	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)
	ADDQ $256, DI
	ADDQ $256, SI
	SUBQ $64, R11
	JMP  wide

middle:
	CMPQ R11, $32
	JLT  narrow
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	MOVQ SI, R8
	MOVQ DX, R9
	MOVQ CX, AX

middleloop:
	VBROADCASTSS (R9), Y8
	MAC(0, Y9, Y0)
	MAC(32, Y10, Y1)
	MAC(64, Y11, Y2)
	MAC(96, Y12, Y3)
	ADDQ R10, R8
	ADDQ $4, R9
	DECQ AX
	JNZ  middleloop

	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	ADDQ $128, DI
	ADDQ $128, SI
	SUBQ $32, R11
	JMP  middle

narrow:
	TESTQ R11, R11
	JEQ  done
	VMOVUPS (DI), Y0
	MOVQ SI, R8
	MOVQ DX, R9
	MOVQ CX, AX

narrowloop:
	VBROADCASTSS (R9), Y8
	MAC(0, Y9, Y0)
	ADDQ R10, R8
	ADDQ $4, R9
	DECQ AX
	JNZ  narrowloop

	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	SUBQ $8, R11
	JMP  narrow

done:
	VZEROUPPER
	RET

// func addScaledAVX2(y, w, x *float32, n int)
TEXT ·addScaledAVX2(SB), NOSPLIT, $0-32
	MOVQ y+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), DX
	MOVQ n+24(FP), CX

scaledloop:
	VMOVUPS (SI), Y0
	VMULPS (DX), Y0, Y0
	VADDPS (DI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	ADDQ $32, DX
	SUBQ $8, CX
	JNZ  scaledloop
	VZEROUPPER
	RET

// func addAVX2(y, a, b *float32, n int)
TEXT ·addAVX2(SB), NOSPLIT, $0-32
	MOVQ y+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	MOVQ n+24(FP), CX

addloop:
	VMOVUPS (SI), Y0
	VADDPS (DX), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	ADDQ $32, DX
	SUBQ $8, CX
	JNZ  addloop
	VZEROUPPER
	RET

// func rectifyAVX2(y *float32, n int)
TEXT ·rectifyAVX2(SB), NOSPLIT, $0-16
	MOVQ y+0(FP), DI
	MOVQ n+8(FP), CX

rectifyloop:
	VMOVUPS (DI), Y0
	VPSRAD $31, Y0, Y1
	VPANDN Y0, Y1, Y0        // Y0 and not Y1
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ  rectifyloop
	VZEROUPPER
	RET
