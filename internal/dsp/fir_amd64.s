//go:build amd64 && !purego

#include "go_asm.h"
#include "textflag.h"

// Products and sums stay apart (no fused multiply-add), so that each lane does
// what the plain code does, bit for bit.

// MAC adds the products of eight elements to an accumulator.
#define MAC(offset, t, sum) \
	VMOVUPS offset(SI), t \
	VMULPS offset(DI), t, t \
	VADDPS t, sum, sum

// TAIL is MAC for eight of those elements that are left, if there are.
#define TAIL(offset, t, sum) \
	MAC(offset, t, sum) \
	SUBQ $8, CX \
	JZ   sum32

// func firAVX2(dst, w, x *float32, n int, r *firRun)
TEXT ·firAVX2(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), R8
	MOVQ w+8(FP), R9
	MOVQ x+16(FP), R10
	MOVQ n+24(FP), R11
	MOVQ r+32(FP), R12
	MOVQ firRun_taps(R12), R13
	MOVQ firRun_phase(R12), BX

output:
	MOVQ BX, SI              // its row
	IMULQ R13, SI
	LEAQ (R9)(SI*4), SI
	MOVQ R10, DI
	MOVQ R13, CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	SUBQ $32, CX
	JLT  tail

loop:
	MAC(0, Y4, Y0)
	MAC(32, Y5, Y1)
	MAC(64, Y6, Y2)
	MAC(96, Y7, Y3)
	ADDQ $128, SI
	ADDQ $128, DI
	SUBQ $32, CX
	JGE  loop

tail:
	ADDQ $32, CX
	JZ   sum32
	TAIL(0, Y4, Y0)
	TAIL(32, Y5, Y1)
	TAIL(64, Y6, Y2)

sum32:
	VADDPS Y1, Y0, Y0        // the groups
	VADDPS Y3, Y2, Y2
	VADDPS Y2, Y0, Y0
	VEXTRACTF128 $1, Y0, X1  // lanes 4 to 7
	VADDPS X1, X0, X0
	VMOVHLPS X0, X0, X1      // lanes 2 and 3
	VADDPS X1, X0, X0
	VMOVSHDUP X0, X1         // lane 1
	VADDSS X1, X0, X0
	VMOVSS X0, (R8)
	ADDQ $4, R8

	MOVQ firRun_whole(R12), AX
	LEAQ (R10)(AX*4), R10
	ADDQ firRun_part(R12), BX
	CMPQ BX, firRun_up(R12)
	JLT  same
	SUBQ firRun_up(R12), BX
	ADDQ $4, R10

same:
	DECQ R11
	JNZ  output
	VZEROUPPER
	RET

// func halveAVX2(dst, even, odd, taps *float32, k, n int)
TEXT ·halveAVX2(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ even+8(FP), SI
	MOVQ odd+16(FP), R8
	MOVQ taps+24(FP), R9
	MOVQ k+32(FP), R10
	MOVQ n+40(FP), R11
	MOVL $0x3f000000, AX     // 1/2
	VMOVD AX, X5
	VBROADCASTSS X5, Y5
	LEAQ -4(R8)(R10*4), R8   // the odd input before the first output

eight:
	VMULPS (SI), Y5, Y0
	MOVQ R8, AX
	LEAQ 4(R8), DX
	MOVQ R9, BX
	MOVQ R10, CX

taps:
	VMOVUPS (AX), Y1
	VADDPS (DX), Y1, Y1
	VBROADCASTSS (BX), Y2
	VMULPS Y2, Y1, Y1
	VADDPS Y1, Y0, Y0
	SUBQ $4, AX
	ADDQ $4, DX
	ADDQ $4, BX
	DECQ CX
	JNZ  taps

	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	ADDQ $32, R8
	SUBQ $8, R11
	JNZ  eight
	VZEROUPPER
	RET
