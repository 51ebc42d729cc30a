#include "textflag.h"

// func dotsAVX2(out []int32, query []int16, codes []int8)
//
// Each step takes 32 numbers of a row: bytes become 16 bits, and pairs of
// products are added up in eight sums of 32 bits, twice.
TEXT ·dotsAVX2(SB), NOSPLIT, $0-72
	MOVQ out_base+0(FP), DI
	MOVQ out_len+8(FP), CX
	MOVQ query_base+24(FP), SI
	MOVQ query_len+32(FP), DX
	MOVQ codes_base+48(FP), BX
	TESTQ CX, CX
	JZ done

row:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	XORQ AX, AX

step:
	VPMOVSXBW (BX)(AX*1), Y2
	VPMOVSXBW 16(BX)(AX*1), Y3
	VPMADDWD (SI)(AX*2), Y2, Y2
	VPMADDWD 32(SI)(AX*2), Y3, Y3
	VPADDD Y2, Y0, Y0
	VPADDD Y3, Y1, Y1
	ADDQ $32, AX
	CMPQ AX, DX
	JLT step

	VPADDD Y1, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0x4e, X0, X1
	VPADDD X1, X0, X0
	VPSHUFD $0xb1, X0, X1
	VPADDD X1, X0, X0
	VMOVD X0, (DI)
	ADDQ $4, DI
	ADDQ DX, BX
	DECQ CX
	JNZ row

done:
	VZEROUPPER
	RET
