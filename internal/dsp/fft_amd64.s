//go:build amd64 && !purego

#include "textflag.h"

// Steps of the transform, eight elements at a time, operation by operation
// those of fft_kernel.go: products and sums stay apart.

// BUTTERFLY takes a, b, c, d in (Y0, Y1), (Y2, Y3), (Y4, Y5), (Y6, Y7), each as
// real and imaginary part, and leaves the four results, not yet turned by
// their factors, in (Y4, Y5), (Y6, Y7), (Y8, Y9), (Y0, Y1). It uses Y10, Y11.
#define BUTTERFLY \
	VADDPS Y4, Y0, Y8 \
	VSUBPS Y4, Y0, Y0 \
	VADDPS Y5, Y1, Y9 \
	VSUBPS Y5, Y1, Y1 \
	VADDPS Y6, Y2, Y10 \
	VSUBPS Y6, Y2, Y2 \
	VADDPS Y7, Y3, Y11 \
	VSUBPS Y7, Y3, Y3 \
	VADDPS Y10, Y8, Y4 \
	VADDPS Y11, Y9, Y5 \
	VADDPS Y3, Y0, Y6 \
	VSUBPS Y2, Y1, Y7 \
	VSUBPS Y10, Y8, Y8 \
	VSUBPS Y11, Y9, Y9 \
	VSUBPS Y3, Y0, Y0 \
	VADDPS Y2, Y1, Y1

// TURN multiplies (er, ei) by (wr, wi), using two more registers.
#define TURN(er, ei, wr, wi, t, u) \
	VMULPS wi, ei, t \
	VMULPS wi, er, u \
	VMULPS wr, er, er \
	VMULPS wr, ei, ei \
	VSUBPS t, er, er \
	VADDPS u, ei, ei

// TURNALL turns the results of BUTTERFLY by the 3*8 factors at ptr.
#define TURNALL(ptr) \
	TURN(Y6, Y7, (ptr), 32(ptr), Y2, Y3) \
	TURN(Y8, Y9, 64(ptr), 96(ptr), Y10, Y11) \
	TURN(Y0, Y1, 128(ptr), 160(ptr), Y2, Y3)

// LOADALL loads a, b, c, d from the arrays at SI and DX, whose quarters are AX
// bytes long.
#define LOADALL \
	VMOVUPS (SI), Y0 \
	VMOVUPS (DX), Y1 \
	VMOVUPS (SI)(AX*1), Y2 \
	VMOVUPS (DX)(AX*1), Y3 \
	VMOVUPS (SI)(AX*2), Y4 \
	VMOVUPS (DX)(AX*2), Y5 \
	VMOVUPS (SI)(BX*1), Y6 \
	VMOVUPS (DX)(BX*1), Y7

// WEAVE stores a, b, c, d interleaved: a0 b0 c0 d0 a1 b1 c1 d1 and so on.
#define WEAVE(a, b, c, d, ptr) \
	VUNPCKLPS b, a, Y10 \
	VUNPCKHPS b, a, Y11 \
	VUNPCKLPS d, c, Y12 \
	VUNPCKHPS d, c, Y13 \
	VUNPCKLPD Y12, Y10, Y14 \
	VUNPCKHPD Y12, Y10, Y15 \
	VUNPCKLPD Y13, Y11, Y12 \
	VUNPCKHPD Y13, Y11, Y13 \
	VMOVUPS X14, (ptr) \
	VMOVUPS X15, 16(ptr) \
	VMOVUPS X12, 32(ptr) \
	VMOVUPS X13, 48(ptr) \
	VEXTRACTF128 $1, Y14, 64(ptr) \
	VEXTRACTF128 $1, Y15, 80(ptr) \
	VEXTRACTF128 $1, Y12, 96(ptr) \
	VEXTRACTF128 $1, Y13, 112(ptr)

// func radix4FirstAVX2(yr, yi, xr, xi, wide *float32, m int)
TEXT ·radix4FirstAVX2(SB), NOSPLIT, $0-48
	MOVQ yr+0(FP), DI
	MOVQ yi+8(FP), R8
	MOVQ xr+16(FP), SI
	MOVQ xi+24(FP), DX
	MOVQ wide+32(FP), R9
	MOVQ m+40(FP), CX
	MOVQ CX, AX
	SHLQ $2, AX              // bytes in a quarter
	LEAQ (AX)(AX*2), BX      // and in three

firstloop:
	LOADALL
	BUTTERFLY
	TURNALL(R9)
	WEAVE(Y4, Y6, Y8, Y0, DI)
	WEAVE(Y5, Y7, Y9, Y1, R8)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $192, R9
	ADDQ $128, DI
	ADDQ $128, R8
	SUBQ $8, CX
	JNZ  firstloop
	VZEROUPPER
	RET

// HALVES stores the low half of a register at ptr, the high half, which
// belongs to the next group of 16, 64 bytes on.
#define HALVES(x, y, offset, high, ptr) \
	VMOVUPS x, offset(ptr) \
	VEXTRACTF128 $1, y, high(ptr)

// func radix4SecondAVX2(yr, yi, xr, xi, wide *float32, n int)
TEXT ·radix4SecondAVX2(SB), NOSPLIT, $0-48
	MOVQ yr+0(FP), DI
	MOVQ yi+8(FP), R8
	MOVQ xr+16(FP), SI
	MOVQ xi+24(FP), DX
	MOVQ wide+32(FP), R9
	MOVQ n+40(FP), CX
	MOVQ CX, AX
	SHLQ $2, AX
	LEAQ (AX)(AX*2), BX

secondloop:
	LOADALL
	BUTTERFLY
	TURNALL(R9)
	HALVES(X4, Y4, 0, 64, DI)
	HALVES(X6, Y6, 16, 80, DI)
	HALVES(X8, Y8, 32, 96, DI)
	HALVES(X0, Y0, 48, 112, DI)
	HALVES(X5, Y5, 0, 64, R8)
	HALVES(X7, Y7, 16, 80, R8)
	HALVES(X9, Y9, 32, 96, R8)
	HALVES(X1, Y1, 48, 112, R8)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $192, R9
	ADDQ $128, DI
	ADDQ $128, R8
	SUBQ $8, CX
	JNZ  secondloop
	VZEROUPPER
	RET

// func radix4AVX2(yr, yi, xr, xi, twiddle *float32, m, stride int)
TEXT ·radix4AVX2(SB), NOSPLIT, $0-56
	MOVQ yr+0(FP), DI
	MOVQ yi+8(FP), R8
	MOVQ xr+16(FP), SI
	MOVQ xi+24(FP), DX
	MOVQ twiddle+32(FP), R9
	MOVQ m+40(FP), CX
	MOVQ stride+48(FP), R10
	MOVQ R10, R11
	SHLQ $2, R11             // bytes in a stride
	MOVQ CX, AX
	IMULQ R11, AX            // bytes in a quarter
	LEAQ (AX)(AX*2), BX
	LEAQ (R11)(R11*2), R13   // bytes in three strides

group:
	MOVQ R10, R12

grouploop:
	LOADALL
	BUTTERFLY
	VBROADCASTSS (R9), Y12
	VBROADCASTSS 4(R9), Y13
	TURN(Y6, Y7, Y12, Y13, Y2, Y3)
	VBROADCASTSS 8(R9), Y14
	VBROADCASTSS 12(R9), Y15
	TURN(Y8, Y9, Y14, Y15, Y10, Y11)
	VBROADCASTSS 16(R9), Y12
	VBROADCASTSS 20(R9), Y13
	TURN(Y0, Y1, Y12, Y13, Y2, Y3)
	VMOVUPS Y4, (DI)
	VMOVUPS Y5, (R8)
	VMOVUPS Y6, (DI)(R11*1)
	VMOVUPS Y7, (R8)(R11*1)
	VMOVUPS Y8, (DI)(R11*2)
	VMOVUPS Y9, (R8)(R11*2)
	VMOVUPS Y0, (DI)(R13*1)
	VMOVUPS Y1, (R8)(R13*1)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	ADDQ $32, R8
	SUBQ $8, R12
	JNZ  grouploop

	ADDQ R13, DI             // past the other three outputs
	ADDQ R13, R8
	ADDQ $24, R9
	DECQ CX
	JNZ  group
	VZEROUPPER
	RET

// func radix4LastAVX2(yr, yi, xr, xi *float32, stride int)
TEXT ·radix4LastAVX2(SB), NOSPLIT, $0-40
	MOVQ yr+0(FP), DI
	MOVQ yi+8(FP), R8
	MOVQ xr+16(FP), SI
	MOVQ xi+24(FP), DX
	MOVQ stride+32(FP), CX
	MOVQ CX, AX
	SHLQ $2, AX
	LEAQ (AX)(AX*2), BX

lastloop:
	LOADALL
	BUTTERFLY
	VMOVUPS Y4, (DI)
	VMOVUPS Y5, (R8)
	VMOVUPS Y6, (DI)(AX*1)
	VMOVUPS Y7, (R8)(AX*1)
	VMOVUPS Y8, (DI)(AX*2)
	VMOVUPS Y9, (R8)(AX*2)
	VMOVUPS Y0, (DI)(BX*1)
	VMOVUPS Y1, (R8)(BX*1)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	ADDQ $32, R8
	SUBQ $8, CX
	JNZ  lastloop
	VZEROUPPER
	RET

// func deinterleaveAVX2(even, odd, x *float32, n int)
TEXT ·deinterleaveAVX2(SB), NOSPLIT, $0-32
	MOVQ even+0(FP), DI
	MOVQ odd+8(FP), R8
	MOVQ x+16(FP), SI
	MOVQ n+24(FP), CX

partloop:
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1
	VSHUFPS $0x88, Y1, Y0, Y2 // e0 e1 e4 e5 e2 e3 e6 e7
	VSHUFPS $0xdd, Y1, Y0, Y3
	VPERMPD $0xd8, Y2, Y2     // middle pairs change places
	VPERMPD $0xd8, Y3, Y3
	VMOVUPS Y2, (DI)
	VMOVUPS Y3, (R8)
	ADDQ $64, SI
	ADDQ $32, DI
	ADDQ $32, R8
	SUBQ $8, CX
	JNZ  partloop
	VZEROUPPER
	RET

DATA backwards<>+0(SB)/4, $7
DATA backwards<>+4(SB)/4, $6
DATA backwards<>+8(SB)/4, $5
DATA backwards<>+12(SB)/4, $4
DATA backwards<>+16(SB)/4, $3
DATA backwards<>+20(SB)/4, $2
DATA backwards<>+24(SB)/4, $1
DATA backwards<>+28(SB)/4, $0
GLOBL backwards<>(SB), RODATA|NOPTR, $32

DATA quarter<>+0(SB)/4, $0.25
GLOBL quarter<>(SB), RODATA|NOPTR, $4

// func powerAVX2(low, high, zrLow, zrHigh, ziLow, ziHigh, cos, sin *float32, n int)
TEXT ·powerAVX2(SB), NOSPLIT, $0-72
	MOVQ low+0(FP), DI
	MOVQ high+8(FP), R8
	MOVQ zrLow+16(FP), SI
	MOVQ zrHigh+24(FP), DX
	MOVQ ziLow+32(FP), R9
	MOVQ ziHigh+40(FP), R10
	MOVQ cos+48(FP), R11
	MOVQ sin+56(FP), R12
	MOVQ n+64(FP), CX
	VMOVUPS backwards<>(SB), Y15
	VBROADCASTSS quarter<>(SB), Y14

powerloop:
	VMOVUPS (SI), Y0          // ar
	VMOVUPS (R9), Y1          // ai
	VPERMPS (DX), Y15, Y2     // br
	VPERMPS (R10), Y15, Y3    // bi
	VADDPS Y2, Y0, Y4         // sr = ar+br
	VSUBPS Y3, Y1, Y5         // si = ai-bi
	VADDPS Y3, Y1, Y6         // or = ai+bi
	VSUBPS Y0, Y2, Y7         // oi = br-ar
	VMOVUPS (R11), Y8         // c
	VMOVUPS (R12), Y9         // s
	TURN(Y6, Y7, Y8, Y9, Y10, Y11)
	VADDPS Y6, Y4, Y0         // X[k]
	VADDPS Y7, Y5, Y1
	VSUBPS Y6, Y4, Y2         // X[h-k]
	VSUBPS Y7, Y5, Y3
	VMULPS Y0, Y0, Y0
	VMULPS Y1, Y1, Y1
	VADDPS Y1, Y0, Y0
	VMULPS Y14, Y0, Y0
	VMOVUPS Y0, (DI)
	VMULPS Y2, Y2, Y2
	VMULPS Y3, Y3, Y3
	VADDPS Y3, Y2, Y2
	VMULPS Y14, Y2, Y2
	VPERMPS Y2, Y15, Y2
	VMOVUPS Y2, (R8)
	ADDQ $32, SI
	ADDQ $32, R9
	SUBQ $32, DX
	SUBQ $32, R10
	ADDQ $32, R11
	ADDQ $32, R12
	ADDQ $32, DI
	SUBQ $32, R8
	SUBQ $8, CX
	JNZ  powerloop
	VZEROUPPER
	RET

// func multiplyAVX2(dst, a, b *float32, n int)
TEXT ·multiplyAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	MOVQ n+24(FP), CX

multiplyloop:
	VMOVUPS (SI), Y0
	VMULPS (DX), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ  multiplyloop
	VZEROUPPER
	RET
