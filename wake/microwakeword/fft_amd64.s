//go:build amd64 && !purego

#include "textflag.h"

// The passes of intFFT over eight complex numbers at a time, each in 32 bits:
// the real part below, the imaginary above.

// Multipliers of the roundings: VPMULHRSW computes (a*b + 1<<14) >> 15.
DATA quarters<>+0(SB)/4, $0x1FFF1FFF // 8191
GLOBL quarters<>(SB), RODATA|NOPTR, $4
DATA halves<>+0(SB)/4, $0x3FFF3FFF // 16383
GLOBL halves<>(SB), RODATA|NOPTR, $4
DATA ones<>+0(SB)/4, $0x7FFF7FFF // 32767, the first twiddle factor
GLOBL ones<>(SB), RODATA|NOPTR, $4
DATA round<>+0(SB)/4, $0x00004000 // 1<<14
GLOBL round<>(SB), RODATA|NOPTR, $4
DATA conj<>+0(SB)/4, $0xFFFF0001 // 1, -1
GLOBL conj<>(SB), RODATA|NOPTR, $4
DATA swap<>+0(SB)/8, $0x0504070601000302
DATA swap<>+8(SB)/8, $0x0D0C0F0E09080B0A
GLOBL swap<>(SB), RODATA|NOPTR, $16
DATA reverse<>+0(SB)/8, $0x0000000600000007
DATA reverse<>+8(SB)/8, $0x0000000400000005
DATA reverse<>+16(SB)/8, $0x0000000200000003
DATA reverse<>+24(SB)/8, $0x0000000000000001
GLOBL reverse<>(SB), RODATA|NOPTR, $32

// CONSTANTS fills Y11 with 8191, Y12 with 1, -1, Y13 with the shuffle that swaps
// the parts, and Y15 with 1<<14.
#define CONSTANTS \
	VPBROADCASTD   quarters<>(SB), Y11 \
	VPBROADCASTD   conj<>(SB), Y12 \
	VBROADCASTI128 swap<>(SB), Y13 \
	VPBROADCASTD   round<>(SB), Y15

// TURN multiplies x by the factor at ptr, using t.
#define TURN(x, ptr, t) \
	VPMADDWD (ptr), x, t \
	VPMADDWD 32(ptr), x, x \
	VPADDD   Y15, t, t \
	VPADDD   Y15, x, x \
	VPSRLD   $15, t, t \
	VPSLLD   $1, x, x \
	VPBLENDW $0xAA, x, t, x

// LOAD loads a, b, c, d from ptr, step bytes apart and three times that, divides
// them by four, and leaves them in Y0 to Y3.
#define LOAD(ptr, step, step3) \
	VPMULHRSW (ptr), Y11, Y0 \
	VPMULHRSW (ptr)(step*1), Y11, Y1 \
	VPMULHRSW (ptr)(step*2), Y11, Y2 \
	VPMULHRSW (ptr)(step3*1), Y11, Y3

// JOIN is the butterfly: a, b, c, d in Y0 to Y3 become the four results there.
#define JOIN \
	VPADDW  Y2, Y0, Y4 \
	VPSUBW  Y2, Y0, Y5 \
	VPADDW  Y3, Y1, Y6 \
	VPSUBW  Y3, Y1, Y7 \
	VPSHUFB Y13, Y7, Y7 \
	VPSIGNW Y12, Y7, Y7 \
	VPADDW  Y6, Y4, Y0 \
	VPADDW  Y7, Y5, Y1 \
	VPSUBW  Y6, Y4, Y2 \
	VPSUBW  Y7, Y5, Y3

// STORE stores the results at ptr, step bytes apart.
#define STORE(ptr, step, step3) \
	VMOVDQU Y0, (ptr) \
	VMOVDQU Y1, (ptr)(step*1) \
	VMOVDQU Y2, (ptr)(step*2) \
	VMOVDQU Y3, (ptr)(step3*1)

// func fftPassesAVX2(z, scratch *[halfFFT]cpx, in *[fftSize]int16, second, third, fourth *factor)
TEXT ·fftPassesAVX2(SB), NOSPLIT, $0-48
	MOVQ z+0(FP), DI
	MOVQ scratch+8(FP), BX
	MOVQ in+16(FP), SI
	CONSTANTS
	VPBROADCASTD ones<>(SB), Y14

	// First pass: pairs that are 64 apart, to z.
	MOVQ $256, R8
	MOVQ $768, R9
	MOVQ DI, DX
	MOVQ $8, CX

first:
	LOAD(SI, R8, R9)
	VPMULHRSW Y14, Y1, Y1
	VPMULHRSW Y14, Y2, Y2
	VPMULHRSW Y14, Y3, Y3
	JOIN
	STORE(DX, R8, R9)
	ADDQ $32, SI
	ADDQ $32, DX
	DECQ CX
	JNZ  first

	// Second pass: row k of z, 64 numbers, to rows k, k+4, k+8 and k+12 of 16
	// numbers of scratch.
	MOVQ second+24(FP), R11
	MOVQ $64, R12
	MOVQ $192, R13
	MOVQ DI, SI
	MOVQ BX, DX
	MOVQ $8, CX

second:
	LOAD(SI, R12, R13)
	TURN(Y1, R11, Y4)
	ADDQ $64, R11
	TURN(Y2, R11, Y5)
	ADDQ $64, R11
	TURN(Y3, R11, Y6)
	SUBQ $128, R11
	JOIN
	STORE(DX, R8, R9)
	ADDQ  $32, SI
	ADDQ  $32, DX
	TESTQ $1, CX
	JZ    half
	ADDQ  $192, SI  // the next row
	ADDQ  $192, R11

half:
	DECQ CX
	JNZ  second

	// Transpose the 16 by 16 numbers of scratch to z, 8 by 8 at a time.
	MOVQ BX, SI
	MOVQ DI, DX
	MOVQ $4, CX

transpose:
	LEAQ        (SI)(R8*1), R10
	VMOVDQU     (SI), Y0
	VMOVDQU     (SI)(R12*1), Y1
	VMOVDQU     (SI)(R12*2), Y2
	VMOVDQU     (SI)(R13*1), Y3
	VMOVDQU     (R10), Y4
	VMOVDQU     (R10)(R12*1), Y5
	VMOVDQU     (R10)(R12*2), Y6
	VMOVDQU     (R10)(R13*1), Y7
	VPUNPCKLDQ  Y1, Y0, Y8
	VPUNPCKHDQ  Y1, Y0, Y0
	VPUNPCKLDQ  Y3, Y2, Y9
	VPUNPCKHDQ  Y3, Y2, Y2
	VPUNPCKLQDQ Y9, Y8, Y1   // columns 0 and 4 of rows 0 to 3
	VPUNPCKHQDQ Y9, Y8, Y3   // 1 and 5
	VPUNPCKLQDQ Y2, Y0, Y8   // 2 and 6
	VPUNPCKHQDQ Y2, Y0, Y9   // 3 and 7
	VPUNPCKLDQ  Y5, Y4, Y0
	VPUNPCKHDQ  Y5, Y4, Y4
	VPUNPCKLDQ  Y7, Y6, Y2
	VPUNPCKHDQ  Y7, Y6, Y6
	VPUNPCKLQDQ Y2, Y0, Y5   // 0 and 4 of rows 4 to 7
	VPUNPCKHQDQ Y2, Y0, Y7   // 1 and 5
	VPUNPCKLQDQ Y6, Y4, Y0   // 2 and 6
	VPUNPCKHQDQ Y6, Y4, Y2   // 3 and 7
	LEAQ        (DX)(R8*1), R10
	VPERM2I128  $0x20, Y5, Y1, Y4
	VPERM2I128  $0x31, Y5, Y1, Y1
	VMOVDQU     Y4, (DX)
	VMOVDQU     Y1, (R10)
	VPERM2I128  $0x20, Y7, Y3, Y4
	VPERM2I128  $0x31, Y7, Y3, Y3
	VMOVDQU     Y4, (DX)(R12*1)
	VMOVDQU     Y3, (R10)(R12*1)
	VPERM2I128  $0x20, Y0, Y8, Y4
	VPERM2I128  $0x31, Y0, Y8, Y8
	VMOVDQU     Y4, (DX)(R12*2)
	VMOVDQU     Y8, (R10)(R12*2)
	VPERM2I128  $0x20, Y2, Y9, Y4
	VPERM2I128  $0x31, Y2, Y9, Y9
	VMOVDQU     Y4, (DX)(R13*1)
	VMOVDQU     Y9, (R10)(R13*1)
	CMPQ        CX, $3       // the four blocks, and where each goes
	JEQ         lower
	ADDQ        $32, SI      // one to the right, one further down
	ADDQ        $512, DX
	DECQ        CX
	JNZ         transpose
	JMP         third

lower:
	ADDQ $480, SI            // from the upper right to the lower left
	SUBQ $480, DX
	DECQ CX
	JMP  transpose

third: // Third pass: rows q, q+4, q+8 and q+12 of z to row q of 64 numbers of scratch.
	MOVQ third+32(FP), R11
	MOVQ DI, SI
	MOVQ BX, DX
	MOVQ $8, CX

thirds:
	LOAD(SI, R8, R9)
	TURN(Y1, R11, Y4)
	ADDQ $64, R11
	TURN(Y2, R11, Y5)
	ADDQ $64, R11
	TURN(Y3, R11, Y6)
	ADDQ $64, R11
	JOIN
	STORE(DX, R12, R13)
	ADDQ  $32, SI
	ADDQ  $32, DX
	TESTQ $1, CX
	JZ    right
	ADDQ  $192, DX           // the next row, with the factors from the first on
	SUBQ  $384, R11

right:
	DECQ CX
	JNZ  thirds

	// Fourth pass: rows of 64 numbers of scratch to z.
	MOVQ fourth+40(FP), R11
	MOVQ $8, CX

fourths:
	LOAD(BX, R8, R9)
	TURN(Y1, R11, Y4)
	ADDQ $64, R11
	TURN(Y2, R11, Y5)
	ADDQ $64, R11
	TURN(Y3, R11, Y6)
	ADDQ $64, R11
	JOIN
	STORE(DI, R8, R9)
	ADDQ $32, BX
	ADDQ $32, DI
	DECQ CX
	JNZ  fourths
	VZEROUPPER
	RET

// func fftRealAVX2(out *[halfFFT + 1]cpx, z *[halfFFT]cpx, unpack *factor)
TEXT ·fftRealAVX2(SB), NOSPLIT, $0-24
	MOVQ out+0(FP), DI
	MOVQ z+8(FP), SI
	MOVQ unpack+16(FP), R11
	CONSTANTS
	VPBROADCASTD halves<>(SB), Y11
	VMOVDQU      reverse<>(SB), Y14
	LEAQ         992(SI), DX // z[248:], from where the other half comes down
	LEAQ         992(DI), BX // out[248:]
	ADDQ         $4, SI      // z[1:]
	ADDQ         $4, DI
	MOVQ         $16, CX

bins:
	VPMULHRSW (SI), Y11, Y0   // a
	VPERMD    (DX), Y14, Y1
	VPSIGNW   Y12, Y1, Y1
	VPMULHRSW Y11, Y1, Y1     // b
	VPADDW    Y1, Y0, Y2      // sum
	VPSUBW    Y1, Y0, Y3
	TURN(Y3, R11, Y4)         // turned

	// (x+y)>>1 is (x&y) + (x^y)>>1.
	VPAND   Y3, Y2, Y5
	VPXOR   Y3, Y2, Y6
	VPSRAW  $1, Y6, Y6
	VPADDW  Y6, Y5, Y5
	VMOVDQU Y5, (DI)

	// (x-y)>>1 is (x^y)>>1 - (^x&y); x, y are sum, turned below and turned, sum
	// above.
	VPBLENDW $0xAA, Y3, Y2, Y7
	VPBLENDW $0xAA, Y2, Y3, Y8
	VPANDN   Y8, Y7, Y7
	VPSUBW   Y7, Y6, Y6
	VPERMD   Y6, Y14, Y6
	VMOVDQU  Y6, (BX)

	ADDQ $64, R11
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $32, DX
	SUBQ $32, BX
	DECQ CX
	JNZ  bins
	VZEROUPPER
	RET
