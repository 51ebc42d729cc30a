package reader

import "golang.org/x/sys/cpu"

var (
	avx2   = kernels{name: "avx2", panels: 1, multiply: multiplyAVX2, round: roundAVX2, gelu: geluAVX2, mix: mixAVX2, softmax: softmaxAVX2}
	avx512 = kernels{name: "avx512", panels: 2, multiply: multiplyAVX512, round: roundAVX2, gelu: geluAVX2, mix: mixAVX2, softmax: softmaxAVX2}
)

// available are the kernels that this processor can run, the fastest first.
func available() []*kernels {
	all := []*kernels{&plain}
	if !cpu.X86.HasAVX2 || !cpu.X86.HasFMA {
		return all
	}
	all = append([]*kernels{&avx2}, all...)
	if cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI {
		all = append([]*kernels{&avx512}, all...)
	}
	return all
}

//go:noescape
func multiplyAVX2(out []float32, stride int, values []int16, rows []float32, weights []int8, scale, bias []float32)

//go:noescape
func multiplyAVX512(out []float32, stride int, values []int16, rows []float32, weights []int8, scale, bias []float32)

//go:noescape
func roundAVX2(to []int16, row []float32, limit float32) (scale float32)

//go:noescape
func geluAVX2(row []float32)

//go:noescape
func mixAVX2(to []float32, coefficients []float32, rows []float32, stride int)

//go:noescape
func softmaxAVX2(row []float32, factor float32)
