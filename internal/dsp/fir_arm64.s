//go:build arm64 && !purego

#include "go_asm.h"
#include "textflag.h"

// Four lanes a register. Products and sums stay apart (no fused multiply-add),
// so that each lane does what the plain code does, bit for bit. Go's assembler has no
// names for these vector instructions (Arm ARM, C7.2); d, n and m are register
// numbers.

// d = n * m
#define FMUL4S(d, n, m) WORD $(0x6E20DC00 | (m)<<16 | (n)<<5 | (d))

// d = n + m
#define FADD4S(d, n, m) WORD $(0x4E20D400 | (m)<<16 | (n)<<5 | (d))

// MAC4 adds the products of the next 16 elements to four accumulators.
#define MAC4(a, b, c, d) \
	VLD1.P 64(R0), [V16.S4, V17.S4, V18.S4, V19.S4] \
	VLD1.P 64(R1), [V20.S4, V21.S4, V22.S4, V23.S4] \
	FMUL4S(16, 16, 20) \
	FMUL4S(17, 17, 21) \
	FMUL4S(18, 18, 22) \
	FMUL4S(19, 19, 23) \
	FADD4S(a, a, 16) \
	FADD4S(b, b, 17) \
	FADD4S(c, c, 18) \
	FADD4S(d, d, 19)

// MAC2 adds the products of the next eight.
#define MAC2(a, b) \
	VLD1.P 32(R0), [V16.S4, V17.S4] \
	VLD1.P 32(R1), [V20.S4, V21.S4] \
	FMUL4S(16, 16, 20) \
	FMUL4S(17, 17, 21) \
	FADD4S(a, a, 16) \
	FADD4S(b, b, 17)

// func firNEON(dst, w, x *float32, n int, r *firRun)
TEXT ·firNEON(SB), NOSPLIT, $0-40
	MOVD dst+0(FP), R3
	MOVD w+8(FP), R4
	MOVD x+16(FP), R5
	MOVD n+24(FP), R6
	MOVD r+32(FP), R7
	MOVD firRun_taps(R7), R8
	MOVD firRun_phase(R7), R9
	MOVD firRun_up(R7), R10
	MOVD firRun_part(R7), R11
	MOVD firRun_whole(R7), R12
	LSL  $2, R12, R12

output:
	MUL  R8, R9, R0          // its row
	ADD  R0<<2, R4, R0
	MOVD R5, R1
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	SUBS $32, R8, R2
	BLT  tail

loop:
	MAC4(0, 1, 2, 3)
	MAC4(4, 5, 6, 7)
	SUBS $32, R2, R2
	BGE  loop

tail:
	ADDS $32, R2, R2
	BEQ  sum32
	MAC2(0, 1)
	SUBS $8, R2, R2
	BEQ  sum32
	MAC2(2, 3)
	SUBS $8, R2, R2
	BEQ  sum32
	MAC2(4, 5)

sum32:
	FADD4S(0, 0, 2)          // the groups: lanes 0 to 3
	FADD4S(4, 4, 6)
	FADD4S(0, 0, 4)
	FADD4S(1, 1, 3)          // lanes 4 to 7
	FADD4S(5, 5, 7)
	FADD4S(1, 1, 5)
	FADD4S(0, 0, 1)
	VEXT $8, V0.B16, V0.B16, V1.B16 // lanes 2 and 3
	FADD4S(0, 0, 1)
	VDUP V0.S[1], V1.S4      // lane 1
	FADD4S(0, 0, 1)
	FMOVS.P F0, 4(R3)

	ADD  R12, R5, R5
	ADD  R11, R9, R9
	CMP  R10, R9
	BLT  same
	SUB  R10, R9, R9
	ADD  $4, R5, R5

same:
	SUBS $1, R6, R6
	BNE  output
	RET

// func halveNEON(dst, even, odd, taps *float32, k, n int)
TEXT ·halveNEON(SB), NOSPLIT, $0-48
	MOVD dst+0(FP), R0
	MOVD even+8(FP), R1
	MOVD odd+16(FP), R2
	MOVD taps+24(FP), R3
	MOVD k+32(FP), R4
	MOVD n+40(FP), R5
	MOVW $0x3f000000, R6     // 1/2
	VDUP R6, V6.S4
	ADD  R4<<2, R2, R2       // the odd input behind the first output

eight:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	FMUL4S(0, 0, 6)
	FMUL4S(1, 1, 6)
	SUB  $4, R2, R7
	MOVD R2, R8
	MOVD R3, R9
	MOVD R4, R10

taps:
	VLD1 (R7), [V2.S4, V3.S4]
	VLD1 (R8), [V4.S4, V5.S4]
	VLD1R.P 4(R9), [V7.S4]
	FADD4S(2, 2, 4)
	FADD4S(3, 3, 5)
	FMUL4S(2, 2, 7)
	FMUL4S(3, 3, 7)
	FADD4S(0, 0, 2)
	FADD4S(1, 1, 3)
	SUB  $4, R7, R7
	ADD  $4, R8, R8
	SUBS $1, R10, R10
	BNE  taps

	VST1.P [V0.S4, V1.S4], 32(R0)
	ADD  $32, R2, R2
	SUBS $8, R5, R5
	BNE  eight
	RET
