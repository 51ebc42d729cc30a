package vector

import "golang.org/x/sys/cpu"

// kernels are those that this processor can run, the fastest first.
func kernels() []kernel {
	if cpu.X86.HasAVX2 {
		return []kernel{{"avx2", dotsAVX2}, plain}
	}
	return []kernel{plain}
}

//go:noescape
func dotsAVX2(out []int32, query []int16, codes []int8)
