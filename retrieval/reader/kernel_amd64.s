#include "textflag.h"

// Both multiply kernels keep 6 rows of sums in registers, a row in two of them:
// 2 × 8 outputs in Y registers, 2 × 16 in Z registers. Each step takes a pair
// of inputs: the pair of a row, repeated, times the pairs of weights of all
// outputs. The six rows are found from three pointers and the length of a row.

// ARGUMENTS loads what both need: SI, R8, R9 point to rows 0, 2 and 4, R10 is
// the length of a row in bytes, BX points to the weights, CX counts pairs.
#define ARGUMENTS \
	MOVQ values_base+32(FP), SI; \
	MOVQ values_len+40(FP), AX; \
	XORQ DX, DX; \
	MOVQ $6, CX; \
	DIVQ CX; \
	MOVQ AX, CX; \
	SHRQ $1, CX; \
	LEAQ (AX)(AX*1), R10; \
	LEAQ (SI)(R10*2), R8; \
	LEAQ (R8)(R10*2), R9; \
	MOVQ weights_base+80(FP), BX; \
	MOVQ out_base+0(FP), DI; \
	MOVQ stride+24(FP), R11; \
	SHLQ $2, R11; \
	MOVQ rows_base+56(FP), R12; \
	MOVQ scale_base+104(FP), R13; \
	MOVQ bias_base+128(FP), AX

#define ROW(at, sum0, sum1) \
	VPBROADCASTD at, Y14; \
	VPMADDWD Y12, Y14, Y15; \
	VPMADDWD Y13, Y14, Y14; \
	VPADDD Y15, sum0, sum0; \
	VPADDD Y14, sum1, sum1

// STORE turns the sums of a row into floats: × the row's scale × the outputs'
// scales + their biases, rounded at each step as plain Go does.
#define STORE(row, sum0, sum1) \
	VBROADCASTSS (row*4)(R12), Y14; \
	VCVTDQ2PS sum0, sum0; \
	VCVTDQ2PS sum1, sum1; \
	VMULPS Y14, sum0, sum0; \
	VMULPS Y14, sum1, sum1; \
	VMULPS (R13), sum0, sum0; \
	VMULPS 32(R13), sum1, sum1; \
	VADDPS (AX), sum0, sum0; \
	VADDPS 32(AX), sum1, sum1; \
	VMOVUPS sum0, (DI); \
	VMOVUPS sum1, 32(DI); \
	ADDQ R11, DI

// func multiplyAVX2(out []float32, stride int, values []int16, rows []float32, weights []int8, scale, bias []float32)
TEXT ·multiplyAVX2(SB), NOSPLIT, $0-152
	ARGUMENTS
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11

pair:
	VPMOVSXBW (BX), Y12
	VPMOVSXBW 16(BX), Y13
	ROW((SI), Y0, Y1)
	ROW((SI)(R10*1), Y2, Y3)
	ROW((R8), Y4, Y5)
	ROW((R8)(R10*1), Y6, Y7)
	ROW((R9), Y8, Y9)
	ROW((R9)(R10*1), Y10, Y11)
	ADDQ $4, SI
	ADDQ $4, R8
	ADDQ $4, R9
	ADDQ $32, BX
	DECQ CX
	JNZ  pair

	STORE(0, Y0, Y1)
	STORE(1, Y2, Y3)
	STORE(2, Y4, Y5)
	STORE(3, Y6, Y7)
	STORE(4, Y8, Y9)
	STORE(5, Y10, Y11)
	VZEROUPPER
	RET

#define ROW512(at, sum0, sum1) \
	VPBROADCASTD at, Z14; \
	VPDPWSSD Z12, Z14, sum0; \
	VPDPWSSD Z13, Z14, sum1

#define STORE512(row, sum0, sum1) \
	VBROADCASTSS (row*4)(R12), Z14; \
	VCVTDQ2PS sum0, sum0; \
	VCVTDQ2PS sum1, sum1; \
	VMULPS Z14, sum0, sum0; \
	VMULPS Z14, sum1, sum1; \
	VMULPS (R13), sum0, sum0; \
	VMULPS 64(R13), sum1, sum1; \
	VADDPS (AX), sum0, sum0; \
	VADDPS 64(AX), sum1, sum1; \
	VMOVUPS sum0, (DI); \
	VMOVUPS sum1, 64(DI); \
	ADDQ R11, DI

// func multiplyAVX512(out []float32, stride int, values []int16, rows []float32, weights []int8, scale, bias []float32)
TEXT ·multiplyAVX512(SB), NOSPLIT, $0-152
	ARGUMENTS
	MOVQ CX, DX
	SHLQ $5, DX
	ADDQ BX, DX // the second panel
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11

pair512:
	VPMOVSXBW (BX), Z12
	VPMOVSXBW (DX), Z13
	ROW512((SI), Z0, Z1)
	ROW512((SI)(R10*1), Z2, Z3)
	ROW512((R8), Z4, Z5)
	ROW512((R8)(R10*1), Z6, Z7)
	ROW512((R9), Z8, Z9)
	ROW512((R9)(R10*1), Z10, Z11)
	ADDQ $4, SI
	ADDQ $4, R8
	ADDQ $4, R9
	ADDQ $32, BX
	ADDQ $32, DX
	DECQ CX
	JNZ  pair512

	STORE512(0, Z0, Z1)
	STORE512(1, Z2, Z3)
	STORE512(2, Z4, Z5)
	STORE512(3, Z6, Z7)
	STORE512(4, Z8, Z9)
	STORE512(5, Z10, Z11)
	VZEROUPPER
	RET

// func roundAVX2(to []int16, row []float32, limit float32) (scale float32)
//
// The length is a multiple of 64.
TEXT ·roundAVX2(SB), NOSPLIT, $0-60
	MOVQ to_base+0(FP), DI
	MOVQ row_base+24(FP), SI
	MOVQ row_len+32(FP), CX
	VPCMPEQD Y15, Y15, Y15
	VPSRLD $1, Y15, Y15 // all but the sign
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	XORQ AX, AX

most:
	VANDPS (SI)(AX*4), Y15, Y2
	VANDPS 32(SI)(AX*4), Y15, Y3
	VMAXPS Y2, Y0, Y0
	VMAXPS Y3, Y1, Y1
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  most

	VMAXPS Y1, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VMAXPS X1, X0, X0
	VPSHUFD $0x4e, X0, X1
	VMAXPS X1, X0, X0
	VPSHUFD $0xb1, X0, X1
	VMAXPS X1, X0, X0
	VMOVSS limit+48(FP), X1
	VDIVSS X1, X0, X2
	VMOVSS X2, scale+56(FP)
	VXORPS X3, X3, X3
	VUCOMISS X3, X0
	JEQ  scaled // a factor of 0
	VDIVSS X0, X1, X3

scaled:
	VBROADCASTSS X3, Y3
	XORQ AX, AX

numbers:
	VMULPS (SI)(AX*4), Y3, Y0
	VMULPS 32(SI)(AX*4), Y3, Y1
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VPACKSSDW Y1, Y0, Y0
	VPERMQ $0xd8, Y0, Y0
	VMOVDQU Y0, (DI)(AX*2)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  numbers
	VZEROUPPER
	RET

// func mixAVX2(to []float32, coefficients []float32, rows []float32, stride int)
TEXT ·mixAVX2(SB), NOSPLIT, $0-80
	MOVQ to_base+0(FP), DI
	MOVQ coefficients_base+24(FP), SI
	MOVQ coefficients_len+32(FP), CX
	MOVQ rows_base+48(FP), BX
	MOVQ stride+72(FP), DX
	SHLQ $2, DX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7

row:
	VBROADCASTSS (SI), Y8
	VFMADD231PS (BX), Y8, Y0
	VFMADD231PS 32(BX), Y8, Y1
	VFMADD231PS 64(BX), Y8, Y2
	VFMADD231PS 96(BX), Y8, Y3
	VFMADD231PS 128(BX), Y8, Y4
	VFMADD231PS 160(BX), Y8, Y5
	VFMADD231PS 192(BX), Y8, Y6
	VFMADD231PS 224(BX), Y8, Y7
	ADDQ $4, SI
	ADDQ DX, BX
	DECQ CX
	JNZ  row

	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VMOVUPS Y4, 128(DI)
	VMOVUPS Y5, 160(DI)
	VMOVUPS Y6, 192(DI)
	VMOVUPS Y7, 224(DI)
	VZEROUPPER
	RET

// The error function as a quotient of polynomials in x², odd over even, for x
// within ±4 (the coefficients of Eigen's generic_fast_erf_float).
#define CONSTANT(name, value) \
	DATA name<>(SB)/4, value; \
	GLOBL name<>(SB), RODATA|NOPTR, $4

CONSTANT(half, $0.5)
CONSTANT(one, $1.0)
CONSTANT(root, $0.70710678118654752)
CONSTANT(most, $4.0)
CONSTANT(least, $-4.0)
CONSTANT(a1, $-1.60960333262415e-02)
CONSTANT(a3, $-2.95459980854025e-03)
CONSTANT(a5, $-7.34990630326855e-04)
CONSTANT(a7, $-5.69250639462346e-05)
CONSTANT(a9, $-2.10102402082508e-06)
CONSTANT(a11, $2.77068142495902e-08)
CONSTANT(a13, $-2.72614225801306e-10)
CONSTANT(b0, $-1.42647390514189e-02)
CONSTANT(b2, $-7.37332916720468e-03)
CONSTANT(b4, $-1.68282697438203e-03)
CONSTANT(b6, $-2.13374055278905e-04)
CONSTANT(b8, $-1.45660718464996e-05)

// NEXT is Horner's step: sum × x² + the constant.
#define NEXT(name, sum) \
	VBROADCASTSS name<>(SB), Y4; \
	VFMADD213PS Y4, Y2, sum

// func geluAVX2(row []float32)
//
// The length is a multiple of 64.
TEXT ·geluAVX2(SB), NOSPLIT, $0-24
	MOVQ row_base+0(FP), SI
	MOVQ row_len+8(FP), CX
	VBROADCASTSS half<>(SB), Y8
	VBROADCASTSS one<>(SB), Y9
	VBROADCASTSS root<>(SB), Y10
	VBROADCASTSS most<>(SB), Y11
	VBROADCASTSS least<>(SB), Y12

eight:
	VMOVUPS (SI), Y0
	VMULPS Y10, Y0, Y1
	VMINPS Y11, Y1, Y1
	VMAXPS Y12, Y1, Y1
	VMULPS Y1, Y1, Y2
	VBROADCASTSS a13<>(SB), Y3
	NEXT(a11, Y3)
	NEXT(a9, Y3)
	NEXT(a7, Y3)
	NEXT(a5, Y3)
	NEXT(a3, Y3)
	NEXT(a1, Y3)
	VMULPS Y1, Y3, Y3
	VBROADCASTSS b8<>(SB), Y5
	NEXT(b6, Y5)
	NEXT(b4, Y5)
	NEXT(b2, Y5)
	NEXT(b0, Y5)
	VDIVPS Y5, Y3, Y3
	VADDPS Y9, Y3, Y3
	VMULPS Y8, Y0, Y0
	VMULPS Y3, Y0, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ  eight
	VZEROUPPER
	RET

// e^x as 2^n × e^r with n whole and |r| ≤ ln 2 / 2, e^r by a polynomial (the
// coefficients of Cephes' expf).
CONSTANT(lowest, $-87.0)
CONSTANT(log2e, $1.44269504088896341)
CONSTANT(ln2high, $0.693359375)
CONSTANT(ln2low, $-2.12194440e-4)
CONSTANT(c0, $1.9875691500e-4)
CONSTANT(c1, $1.3981999507e-3)
CONSTANT(c2, $8.3334519073e-3)
CONSTANT(c3, $4.1665795894e-2)
CONSTANT(c4, $1.6666665459e-1)
CONSTANT(c5, $5.0000001201e-1)

// TERM is Horner's step of the exponential function.
#define TERM(name) \
	VBROADCASTSS name<>(SB), Y4; \
	VFMADD213PS Y4, Y1, Y3

// func softmaxAVX2(row []float32, factor float32)
//
// The length is a multiple of 8.
TEXT ·softmaxAVX2(SB), NOSPLIT, $0-28
	MOVQ row_base+0(FP), SI
	MOVQ row_len+8(FP), CX
	VBROADCASTSS factor+24(FP), Y8
	VBROADCASTSS lowest<>(SB), Y9
	VBROADCASTSS log2e<>(SB), Y10
	VBROADCASTSS ln2high<>(SB), Y11
	VBROADCASTSS ln2low<>(SB), Y12
	VBROADCASTSS one<>(SB), Y13
	VMOVUPS (SI), Y0
	MOVQ $8, AX
	JMP  greatest

greater:
	VMAXPS (SI)(AX*4), Y0, Y0
	ADDQ $8, AX

greatest:
	CMPQ AX, CX
	JLT  greater
	VPERM2F128 $1, Y0, Y0, Y1
	VMAXPS Y1, Y0, Y0
	VPSHUFD $0x4e, Y0, Y1
	VMAXPS Y1, Y0, Y0
	VPSHUFD $0xb1, Y0, Y1
	VMAXPS Y1, Y0, Y7 // in every place
	VXORPS Y6, Y6, Y6 // sums
	XORQ AX, AX

power:
	VMOVUPS (SI)(AX*4), Y0
	VSUBPS Y7, Y0, Y0
	VMULPS Y8, Y0, Y0
	VMAXPS Y9, Y0, Y0
	VMULPS Y10, Y0, Y2
	VROUNDPS $0, Y2, Y2
	VMOVAPS Y0, Y1
	VFNMADD231PS Y11, Y2, Y1
	VFNMADD231PS Y12, Y2, Y1 // r
	VCVTPS2DQ Y2, Y2
	VPSLLD $23, Y2, Y2
	VPADDD Y13, Y2, Y2 // 2^n: the bits of 1 with n more in the exponent
	VBROADCASTSS c0<>(SB), Y3
	TERM(c1)
	TERM(c2)
	TERM(c3)
	TERM(c4)
	TERM(c5)
	VMULPS Y1, Y1, Y5
	VFMADD213PS Y1, Y5, Y3
	VADDPS Y13, Y3, Y3
	VMULPS Y2, Y3, Y3
	VADDPS Y3, Y6, Y6
	VMOVUPS Y3, (SI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  power

	VPERM2F128 $1, Y6, Y6, Y1
	VADDPS Y1, Y6, Y6
	VPSHUFD $0x4e, Y6, Y1
	VADDPS Y1, Y6, Y6
	VPSHUFD $0xb1, Y6, Y1
	VADDPS Y1, Y6, Y6
	VDIVPS Y6, Y13, Y6
	XORQ AX, AX

share:
	VMULPS (SI)(AX*4), Y6, Y0
	VMOVUPS Y0, (SI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  share
	VZEROUPPER
	RET
