//go:build amd64 && !purego

#include "textflag.h"

// func addDotsAVX2(sums *int32, w, x *int8, rows, row, n int)
TEXT ·addDotsAVX2(SB), NOSPLIT, $0-48
	MOVQ sums+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), DX
	MOVQ rows+24(FP), CX
	MOVQ row+32(FP), R8
	MOVQ n+40(FP), R9

four: // rows at a time, so that x is widened once for them
	CMPQ  CX, $4
	JLT   one
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	LEAQ  (SI)(R8*1), R10
	LEAQ  (SI)(R8*2), R11
	LEAQ  (R10)(R8*2), R12
	XORQ  AX, AX

four16:
	VPMOVSXBW (DX)(AX*1), Y4
	VPMOVSXBW (SI)(AX*1), Y5
	VPMOVSXBW (R10)(AX*1), Y6
	VPMOVSXBW (R11)(AX*1), Y7
	VPMOVSXBW (R12)(AX*1), Y8
	VPMADDWD  Y4, Y5, Y5
	VPMADDWD  Y4, Y6, Y6
	VPMADDWD  Y4, Y7, Y7
	VPMADDWD  Y4, Y8, Y8
	VPADDD    Y5, Y0, Y0
	VPADDD    Y6, Y1, Y1
	VPADDD    Y7, Y2, Y2
	VPADDD    Y8, Y3, Y3
	ADDQ      $16, AX
	CMPQ      AX, R9
	JLT       four16

	VPHADDD      Y1, Y0, Y0
	VPHADDD      Y3, Y2, Y2
	VPHADDD      Y2, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD       X1, X0, X0
	VPADDD       (DI), X0, X0
	VMOVDQU      X0, (DI)
	ADDQ         $16, DI
	LEAQ         (SI)(R8*4), SI
	SUBQ         $4, CX
	JMP          four

one:
	TESTQ CX, CX
	JZ    done
	VPXOR Y0, Y0, Y0
	XORQ  AX, AX

one16:
	VPMOVSXBW (DX)(AX*1), Y4
	VPMOVSXBW (SI)(AX*1), Y5
	VPMADDWD  Y4, Y5, Y5
	VPADDD    Y5, Y0, Y0
	ADDQ      $16, AX
	CMPQ      AX, R9
	JLT       one16

	VEXTRACTI128 $1, Y0, X1
	VPADDD       X1, X0, X0
	VPHADDD      X0, X0, X0
	VPHADDD      X0, X0, X0
	VMOVD        X0, BX
	ADDL         BX, (DI)
	ADDQ         $4, DI
	ADDQ         R8, SI
	DECQ         CX
	JMP          one

done:
	VZEROUPPER
	RET

// func addProductsAVX2(sums *int32, w, x *int8, n, row, taps, stride int)
TEXT ·addProductsAVX2(SB), NOSPLIT, $0-56
	MOVQ sums+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), DX
	MOVQ n+24(FP), CX
	MOVQ row+32(FP), R8
	MOVQ taps+40(FP), R9
	MOVQ stride+48(FP), R10

eight:
	VMOVDQU (DI), Y0
	MOVQ    SI, R11
	MOVQ    DX, R12
	MOVQ    R9, AX

tap:
	VPMOVSXBD (R11), Y1
	VPMOVSXBD (R12), Y2
	VPMULLD   Y1, Y2, Y1
	VPADDD    Y1, Y0, Y0
	ADDQ      R8, R11
	ADDQ      R10, R12
	DECQ      AX
	JNZ       tap

	VMOVDQU Y0, (DI)
	ADDQ    $32, DI
	ADDQ    $8, SI
	ADDQ    $8, DX
	SUBQ    $8, CX
	JNZ     eight
	VZEROUPPER
	RET

// func multiplyAVX2(out, x, w *int16, n int) int16
TEXT ·multiplyAVX2(SB), NOSPLIT, $0-34
	MOVQ  out+0(FP), DI
	MOVQ  x+8(FP), SI
	MOVQ  w+16(FP), DX
	MOVQ  n+24(FP), CX
	VPXOR Y0, Y0, Y0

sixteen: // the bits 12 to 27 of each product
	VMOVDQU (SI), Y1
	VMOVDQU (DX), Y2
	VPMULHW Y2, Y1, Y3
	VPMULLW Y2, Y1, Y1
	VPSLLW  $4, Y3, Y3
	VPSRLW  $12, Y1, Y1
	VPOR    Y3, Y1, Y1
	VMOVDQU Y1, (DI)
	VPABSW  Y1, Y1
	VPMAXSW Y1, Y0, Y0
	ADDQ    $32, SI
	ADDQ    $32, DX
	ADDQ    $32, DI
	SUBQ    $16, CX
	JNZ     sixteen

	VEXTRACTI128 $1, Y0, X1
	VPMAXSW      X1, X0, X0
	VPSHUFD      $0x4E, X0, X1
	VPMAXSW      X1, X0, X0
	VPSHUFD      $0xB1, X0, X1
	VPMAXSW      X1, X0, X0
	VPSRLD       $16, X0, X1
	VPMAXSW      X1, X0, X0
	VMOVD        X0, AX
	MOVW         AX, ret+32(FP)
	VZEROUPPER
	RET

// func shiftUpAVX2(x *int16, n, by int)
TEXT ·shiftUpAVX2(SB), NOSPLIT, $0-24
	MOVQ  x+0(FP), DI
	MOVQ  n+8(FP), CX
	MOVQ  by+16(FP), AX
	VMOVQ AX, X0

up:
	VMOVDQU (DI), Y1
	VPSLLW  X0, Y1, Y1
	VMOVDQU Y1, (DI)
	ADDQ    $32, DI
	SUBQ    $16, CX
	JNZ     up
	VZEROUPPER
	RET
