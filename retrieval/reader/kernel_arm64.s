#include "textflag.h"

// Instructions that the assembler does not know; their names are Arm's. The
// numbers are those of V registers, in the assembler's order: the target last.
#define SMLAL(m, n, d) WORD $(0x0e608000 | m<<16 | n<<5 | d)  // 4 × 32 += 4 × 16 · 4 × 16, lower halves
#define SMLAL2(m, n, d) WORD $(0x4e608000 | m<<16 | n<<5 | d) // upper halves
#define SXTL(n, d) WORD $(0x0f08a400 | n<<5 | d)              // 8 × 8 to 8 × 16, lower half
#define SXTL2(n, d) WORD $(0x4f08a400 | n<<5 | d)             // upper half
#define SCVTF(n, d) WORD $(0x4e21d800 | n<<5 | d)             // 4 × int32 to float32
#define FMUL(m, n, d) WORD $(0x6e20dc00 | m<<16 | n<<5 | d)
#define FADD(m, n, d) WORD $(0x4e20d400 | m<<16 | n<<5 | d)

#define CLEAR(v) VEOR v.B16, v.B16, v.B16

// ROW multiplies the next pair of a row, repeated, with the pairs of weights of
// eight outputs in V24 and V25; sums come apart by pairs.
#define ROW(at, s0, s1, s2, s3) \
	VLD1R.P 4(at), [V26.S4]; \
	SMLAL(26, 24, s0); \
	SMLAL2(26, 24, s1); \
	SMLAL(26, 25, s2); \
	SMLAL2(26, 25, s3)

// STORE joins the pairs' sums of a row and turns them into floats: × the row's
// scale × the outputs' scales + their biases, rounded at each step as plain Go
// does. V28 to V31 hold the scales and biases.
#define STORE(v0, v1, v2, v3, n0, n2) \
	VADDP v1.S4, v0.S4, v0.S4; \
	VADDP v3.S4, v2.S4, v2.S4; \
	VLD1R.P 4(R12), [V26.S4]; \
	SCVTF(n0, n0); \
	SCVTF(n2, n2); \
	FMUL(26, n0, n0); \
	FMUL(26, n2, n2); \
	FMUL(28, n0, n0); \
	FMUL(29, n2, n2); \
	FADD(30, n0, n0); \
	FADD(31, n2, n2); \
	VST1 [v0.S4], (R10); \
	ADD $16, R10, R13; \
	VST1 [v2.S4], (R13); \
	ADD R11, R10, R10

// func multiplyNEON(out []float32, stride int, values []int16, rows []float32, weights []int8, scale, bias []float32)
//
// Six rows times eight outputs stay in registers; the panel has two such halves.
TEXT ·multiplyNEON(SB), NOSPLIT, $0-152
	MOVD stride+24(FP), R11
	LSL  $2, R11, R11
	MOVD values_len+40(FP), R9
	MOVD $6, R8
	UDIV R8, R9, R9
	LSL  $1, R9, R8 // bytes of a row
	MOVD ZR, R14 // the half: byte of a pair's weights

half:
	MOVD values_base+32(FP), R0
	ADD  R8, R0, R1
	ADD  R8, R1, R2
	ADD  R8, R2, R3
	ADD  R8, R3, R4
	ADD  R8, R4, R5
	MOVD weights_base+80(FP), R6
	ADD  R14, R6, R6
	LSR  $1, R9, R7 // pairs
	CLEAR(V0)
	CLEAR(V1)
	CLEAR(V2)
	CLEAR(V3)
	CLEAR(V4)
	CLEAR(V5)
	CLEAR(V6)
	CLEAR(V7)
	CLEAR(V8)
	CLEAR(V9)
	CLEAR(V10)
	CLEAR(V11)
	CLEAR(V12)
	CLEAR(V13)
	CLEAR(V14)
	CLEAR(V15)
	CLEAR(V16)
	CLEAR(V17)
	CLEAR(V18)
	CLEAR(V19)
	CLEAR(V20)
	CLEAR(V21)
	CLEAR(V22)
	CLEAR(V23)

pair:
	VLD1 (R6), [V27.B16]
	ADD  $32, R6, R6
	SXTL(27, 24)
	SXTL2(27, 25)
	ROW(R0, 0, 1, 2, 3)
	ROW(R1, 4, 5, 6, 7)
	ROW(R2, 8, 9, 10, 11)
	ROW(R3, 12, 13, 14, 15)
	ROW(R4, 16, 17, 18, 19)
	ROW(R5, 20, 21, 22, 23)
	SUBS $1, R7, R7
	BNE  pair

	LSL  $1, R14, R15 // byte of the half's floats
	MOVD scale_base+104(FP), R13
	ADD  R15, R13, R13
	VLD1 (R13), [V28.S4, V29.S4]
	MOVD bias_base+128(FP), R13
	ADD  R15, R13, R13
	VLD1 (R13), [V30.S4, V31.S4]
	MOVD rows_base+56(FP), R12
	MOVD out_base+0(FP), R10
	ADD  R15, R10, R10
	STORE(V0, V1, V2, V3, 0, 2)
	STORE(V4, V5, V6, V7, 4, 6)
	STORE(V8, V9, V10, V11, 8, 10)
	STORE(V12, V13, V14, V15, 12, 14)
	STORE(V16, V17, V18, V19, 16, 18)
	STORE(V20, V21, V22, V23, 20, 22)
	ADD  $16, R14, R14
	CMP  $32, R14
	BNE  half
	RET

// func mixNEON(to []float32, coefficients []float32, rows []float32, stride int)
TEXT ·mixNEON(SB), NOSPLIT, $0-80
	MOVD to_base+0(FP), R0
	MOVD coefficients_base+24(FP), R1
	MOVD coefficients_len+32(FP), R2
	MOVD rows_base+48(FP), R3
	MOVD stride+72(FP), R4
	LSL  $2, R4, R4
	CLEAR(V0)
	CLEAR(V1)
	CLEAR(V2)
	CLEAR(V3)
	CLEAR(V4)
	CLEAR(V5)
	CLEAR(V6)
	CLEAR(V7)
	CLEAR(V8)
	CLEAR(V9)
	CLEAR(V10)
	CLEAR(V11)
	CLEAR(V12)
	CLEAR(V13)
	CLEAR(V14)
	CLEAR(V15)

row:
	VLD1R.P 4(R1), [V24.S4]
	MOVD R3, R5
	VLD1.P 64(R5), [V16.S4, V17.S4, V18.S4, V19.S4]
	VLD1.P 64(R5), [V20.S4, V21.S4, V22.S4, V23.S4]
	VFMLA V24.S4, V16.S4, V0.S4
	VFMLA V24.S4, V17.S4, V1.S4
	VFMLA V24.S4, V18.S4, V2.S4
	VFMLA V24.S4, V19.S4, V3.S4
	VFMLA V24.S4, V20.S4, V4.S4
	VFMLA V24.S4, V21.S4, V5.S4
	VFMLA V24.S4, V22.S4, V6.S4
	VFMLA V24.S4, V23.S4, V7.S4
	VLD1.P 64(R5), [V16.S4, V17.S4, V18.S4, V19.S4]
	VLD1.P 64(R5), [V20.S4, V21.S4, V22.S4, V23.S4]
	VFMLA V24.S4, V16.S4, V8.S4
	VFMLA V24.S4, V17.S4, V9.S4
	VFMLA V24.S4, V18.S4, V10.S4
	VFMLA V24.S4, V19.S4, V11.S4
	VFMLA V24.S4, V20.S4, V12.S4
	VFMLA V24.S4, V21.S4, V13.S4
	VFMLA V24.S4, V22.S4, V14.S4
	VFMLA V24.S4, V23.S4, V15.S4
	ADD R4, R3, R3
	SUBS $1, R2, R2
	BNE row

	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R0)
	VST1.P [V4.S4, V5.S4, V6.S4, V7.S4], 64(R0)
	VST1.P [V8.S4, V9.S4, V10.S4, V11.S4], 64(R0)
	VST1.P [V12.S4, V13.S4, V14.S4, V15.S4], 64(R0)
	RET
