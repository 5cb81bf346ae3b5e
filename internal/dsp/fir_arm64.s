//go:build arm64 && !purego

#include "textflag.h"

// Four lanes a register. Products and sums stay apart (no fused multiply-add),
// so that each lane does what firPlain does, bit for bit. Go's assembler has no
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

// func firNEON(w, x *float32, n int) float32
TEXT ·firNEON(SB), NOSPLIT, $0-28
	MOVD w+0(FP), R0
	MOVD x+8(FP), R1
	MOVD n+16(FP), R2
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16

loop:
	MAC4(0, 1, 2, 3)
	MAC4(4, 5, 6, 7)
	SUBS $32, R2, R2
	BNE  loop

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
	FMOVS F0, ret+24(FP)
	RET
