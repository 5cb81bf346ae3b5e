//go:build amd64 && !purego

#include "go_asm.h"
#include "textflag.h"

// LOOKUP looks the sounds of 32 lanes up in the table at AX, sounds 0 to 15 by
// Y1, 16 to 31 by Y2, the others by Y3: a shuffle gives 0 where the highest bit
// of its index is set, which it is in all indexes but one.
#define LOOKUP(dst, second, third) \
	VMOVDQU (AX), dst \
	VMOVDQU 32(AX), second \
	VMOVDQU 64(AX), third \
	VPSHUFB Y1, dst, dst \
	VPSHUFB Y2, second, second \
	VPSHUFB Y3, third, third \
	VPOR second, dst, dst \
	VPOR third, dst, dst

// func sweepLanes(t *task)
TEXT ·sweepLanes(SB), NOSPLIT, $0-8
	MOVQ t+0(FP), DI
	VPCMPEQB Y15, Y15, Y15   // Dead in every lane
	MOVL $0x70, AX
	VMOVD AX, X14
	VPBROADCASTB X14, Y14
	MOVL $16, AX
	VMOVD AX, X10
	VPBROADCASTB X10, Y10

	// What the strings cost to begin with, scaled.
	MOVQ task_costs(DI), AX
	VPBROADCASTW task_scale(DI), Y2
	VPMULHUW (AX), Y2, Y0
	VPMULHUW 32(AX), Y2, Y1
	VPSRLW $8, Y15, Y3       // 255 in every word
	VPMINUW Y3, Y0, Y0
	VPMINUW Y3, Y1, Y1
	VPACKUSWB Y1, Y0, Y0
	VPERMQ $0xD8, Y0, Y0

	// The row before the first sound.
	MOVQ task_even(DI), R8
	MOVQ task_odd(DI), R9
	MOVQ task_begin(DI), AX
	MOVQ task_columns(DI), CX
	MOVQ R8, DX

begin:
	VPBROADCASTB (AX), Y1
	VPADDUSB Y0, Y1, Y1
	VMOVDQU Y1, (DX)
	INCQ AX
	ADDQ $32, DX
	DECQ CX
	JNZ begin

	MOVQ task_sounds(DI), SI
	MOVQ task_row(DI), R12
	MOVQ task_ins(DI), R13

	// R8: the row before, R9: the row to fill.
row:
	VMOVDQU (SI), Y0
	ADDQ $32, SI
	VPADDUSB Y14, Y0, Y1     // the indexes of LOOKUP
	VPSUBB Y10, Y0, Y2
	VPSUBB Y10, Y2, Y3
	VPADDUSB Y14, Y2, Y2
	MOVQ task_del(DI), AX
	LOOKUP(Y13, Y4, Y5)
	MOVQ task_subs(DI), AX
	MOVQ task_nslots(DI), CX
	MOVQ R12, DX
	JMP nextslot

slot:
	LOOKUP(Y0, Y4, Y5)
	VMOVDQU Y0, (DX)

nextslot:
	ADDQ $96, AX
	ADDQ $32, DX
	DECQ CX
	JNZ slot

	VMOVDQU Y15, Y11         // the least of the row
	MOVQ task_runs(DI), R11
	MOVQ task_nruns(DI), BX
	MOVQ task_slots(DI), R10
	ADDQ $4, R10
	MOVQ $32, DX

run:
	MOVL run_parent(R11), AX
	MOVL run_n(R11), CX
	ADDQ $8, R11
	VMOVDQU (R8)(AX*1), Y0   // diagonal
	VMOVDQU (R9)(AX*1), Y1   // left

column:
	MOVL (R10), AX
	VMOVDQU (R8)(DX*1), Y2   // above
	VPADDUSB (R12)(AX*1), Y0, Y0
	VPADDUSB (R13)(AX*1), Y1, Y1
	VPADDUSB Y13, Y2, Y3
	VPMINUB Y3, Y0, Y0
	VPMINUB Y0, Y1, Y1
	VMOVDQU Y1, (R9)(DX*1)
	VPMINUB Y1, Y11, Y11
	VMOVDQA Y2, Y0
	ADDQ $4, R10
	ADDQ $32, DX
	DECL CX
	JNZ column
	DECQ BX
	JNZ run

	XCHGQ R8, R9
	VPCMPEQB Y15, Y11, Y4
	VPMOVMSKB Y4, AX
	CMPL AX, $-1
	JEQ done                 // all are Dead, and stay so
	DECQ task_depth(DI)
	JNZ row

done:
	MOVQ task_low(DI), AX
	VMOVDQU Y11, (AX)
	VZEROUPPER
	RET

// func reachLanes(rows, room *uint8, columns int) uint32
TEXT ·reachLanes(SB), NOSPLIT, $0-28
	MOVQ rows+0(FP), SI
	MOVQ room+8(FP), DI
	MOVQ columns+16(FP), CX
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3

reach:
	VPBROADCASTB (DI), Y0
	VPSUBUSB (SI), Y0, Y0
	VPOR Y0, Y2, Y2
	INCQ DI
	ADDQ $32, SI
	DECQ CX
	JNZ reach
	VPCMPEQB Y3, Y2, Y2
	VPMOVMSKB Y2, AX
	NOTL AX
	MOVL AX, ret+24(FP)
	VZEROUPPER
	RET

// STORE2 stores what is at eight positions of lanes k, k+1, k+16 and k+17.
#define STORE2(y, x) \
	VMOVQ x, (DI) \
	VMOVHPS x, (DI)(R8*1) \
	VEXTRACTI128 $1, y, x \
	VMOVQ x, (R9) \
	VMOVHPS x, (R9)(R8*1) \
	LEAQ (DI)(R8*2), DI \
	LEAQ (R9)(R8*2), R9

// func spreadLanes(dst *uint8, width int, rows *uint8, flat *uint32, groups int)
//
// Eight columns of 32 lanes at a time, transposed in three rounds.
TEXT ·spreadLanes(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), R10
	MOVQ width+8(FP), R8
	MOVQ rows+16(FP), SI
	MOVQ flat+24(FP), DX
	MOVQ groups+32(FP), CX
	MOVQ R8, R11
	SHLQ $4, R11             // sixteen lanes

spread:
	MOVL (DX), AX
	VMOVDQU (SI)(AX*1), Y0
	MOVL 4(DX), AX
	VMOVDQU (SI)(AX*1), Y1
	MOVL 8(DX), AX
	VMOVDQU (SI)(AX*1), Y2
	MOVL 12(DX), AX
	VMOVDQU (SI)(AX*1), Y3
	MOVL 16(DX), AX
	VMOVDQU (SI)(AX*1), Y4
	MOVL 20(DX), AX
	VMOVDQU (SI)(AX*1), Y5
	MOVL 24(DX), AX
	VMOVDQU (SI)(AX*1), Y6
	MOVL 28(DX), AX
	VMOVDQU (SI)(AX*1), Y7

	VPUNPCKLBW Y1, Y0, Y8
	VPUNPCKHBW Y1, Y0, Y9
	VPUNPCKLBW Y3, Y2, Y10
	VPUNPCKHBW Y3, Y2, Y11
	VPUNPCKLBW Y5, Y4, Y12
	VPUNPCKHBW Y5, Y4, Y13
	VPUNPCKLBW Y7, Y6, Y14
	VPUNPCKHBW Y7, Y6, Y15

	VPUNPCKLWD Y10, Y8, Y0   // lanes 0 to 3 and 16 to 19, columns 0 to 3
	VPUNPCKHWD Y10, Y8, Y1   // 4 to 7 …
	VPUNPCKLWD Y11, Y9, Y2   // 8 to 11 …
	VPUNPCKHWD Y11, Y9, Y3   // 12 to 15 …
	VPUNPCKLWD Y14, Y12, Y4  // the same of columns 4 to 7
	VPUNPCKHWD Y14, Y12, Y5
	VPUNPCKLWD Y15, Y13, Y6
	VPUNPCKHWD Y15, Y13, Y7

	MOVQ R10, DI
	LEAQ (R10)(R11*1), R9
	VPUNPCKLDQ Y4, Y0, Y8
	STORE2(Y8, X8)
	VPUNPCKHDQ Y4, Y0, Y8
	STORE2(Y8, X8)
	VPUNPCKLDQ Y5, Y1, Y8
	STORE2(Y8, X8)
	VPUNPCKHDQ Y5, Y1, Y8
	STORE2(Y8, X8)
	VPUNPCKLDQ Y6, Y2, Y8
	STORE2(Y8, X8)
	VPUNPCKHDQ Y6, Y2, Y8
	STORE2(Y8, X8)
	VPUNPCKLDQ Y7, Y3, Y8
	STORE2(Y8, X8)
	VPUNPCKHDQ Y7, Y3, Y8
	STORE2(Y8, X8)

	ADDQ $32, DX
	ADDQ $8, R10
	DECQ CX
	JNZ spread
	VZEROUPPER
	RET

// func complementLanes(row, extra *uint8, vectors int)
TEXT ·complementLanes(SB), NOSPLIT, $0-24
	MOVQ row+0(FP), DI
	MOVQ extra+8(FP), SI
	MOVQ vectors+16(FP), CX
	VPCMPEQB Y1, Y1, Y1

complement:
	VPXOR (DI), Y1, Y0
	VPSUBUSB (SI), Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ CX
	JNZ complement
	VZEROUPPER
	RET

// func widenLanes(room, more *uint8, vectors int)
TEXT ·widenLanes(SB), NOSPLIT, $0-24
	MOVQ room+0(FP), DI
	MOVQ more+8(FP), SI
	MOVQ vectors+16(FP), CX

widen:
	VMOVDQU (DI), Y0
	VPMAXUB (SI), Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ CX
	JNZ widen
	VZEROUPPER
	RET

// func narrowLanes(bounds, others *uint8, vectors int)
TEXT ·narrowLanes(SB), NOSPLIT, $0-24
	MOVQ bounds+0(FP), DI
	MOVQ others+8(FP), SI
	MOVQ vectors+16(FP), CX

narrow:
	VMOVDQU (DI), Y0
	VPMINUB (SI), Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	DECQ CX
	JNZ narrow
	VZEROUPPER
	RET

// func fitsLanes(row, room *uint8, vectors int, extra uint8) bool
TEXT ·fitsLanes(SB), NOSPLIT, $0-33
	MOVQ row+0(FP), SI
	MOVQ room+8(FP), DI
	MOVQ vectors+16(FP), CX
	VPBROADCASTB extra+24(FP), Y2
	VPXOR Y3, Y3, Y3

fits:
	VPADDUSB (SI), Y2, Y0
	VMOVDQU (DI), Y1
	VPSUBUSB Y0, Y1, Y1
	VPOR Y1, Y3, Y3
	ADDQ $32, SI
	ADDQ $32, DI
	DECQ CX
	JNZ fits
	VPTEST Y3, Y3
	SETNE ret+32(FP)
	VZEROUPPER
	RET
