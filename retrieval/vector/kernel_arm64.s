#include "textflag.h"

// Instructions that the assembler does not know; their names are Arm's. The
// numbers are those of V registers, in the assembler's order: the target last.
#define SMLAL(m, n, d) WORD $(0x0e608000 | m<<16 | n<<5 | d)  // 4 × 32 += 4 × 16 · 4 × 16, lower halves
#define SMLAL2(m, n, d) WORD $(0x4e608000 | m<<16 | n<<5 | d) // upper halves
#define SXTL(n, d) WORD $(0x0f08a400 | n<<5 | d)              // 8 × 8 to 8 × 16, lower half
#define SXTL2(n, d) WORD $(0x4f08a400 | n<<5 | d)             // upper half

// func dotsNEON(out []int32, query []int16, codes []int8)
//
// Each step takes 32 numbers of a row: bytes become 16 bits, and their products
// are added up in four times four sums of 32 bits.
TEXT ·dotsNEON(SB), NOSPLIT, $0-72
	MOVD out_base+0(FP), R0
	MOVD out_len+8(FP), R1
	MOVD query_base+24(FP), R2
	MOVD query_len+32(FP), R3
	MOVD codes_base+48(FP), R4
	CBZ  R1, done

row:
	MOVD R2, R5
	MOVD R3, R6
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16

step:
	VLD1.P 32(R4), [V16.B16, V17.B16]
	VLD1.P 64(R5), [V20.H8, V21.H8, V22.H8, V23.H8]
	SXTL(16, 24)
	SXTL2(16, 25)
	SXTL(17, 26)
	SXTL2(17, 27)
	SMLAL(20, 24, 0)
	SMLAL2(20, 24, 1)
	SMLAL(21, 25, 2)
	SMLAL2(21, 25, 3)
	SMLAL(22, 26, 0)
	SMLAL2(22, 26, 1)
	SMLAL(23, 27, 2)
	SMLAL2(23, 27, 3)
	SUBS $32, R6, R6
	BNE  step

	VADD V1.S4, V0.S4, V0.S4
	VADD V3.S4, V2.S4, V2.S4
	VADD V2.S4, V0.S4, V0.S4
	VADDV V0.S4, V0
	VMOV V0.S[0], R7
	MOVW.P R7, 4(R0)
	SUBS $1, R1, R1
	BNE  row

done:
	RET
