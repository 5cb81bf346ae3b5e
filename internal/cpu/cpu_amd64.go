//go:build amd64 && !purego

package cpu

// cpuid runs the instruction of that name for a leaf and a subleaf.
func cpuid(leaf, sub uint32) (eax, ebx, ecx, edx uint32)

// xgetbv returns the low half of the extended control register 0: which
// registers the operating system saves. It needs OSXSAVE.
func xgetbv() uint32

// avx2 follows Intel's manual, volume 1, section 14.7.1: the operating system
// saves the XMM and YMM registers, and leaf 7 has AVX2.
func avx2() bool {
	const (
		osxsave = 1 << 27
		avx     = 1 << 28
		leaf7   = 1 << 5
		saved   = 1<<1 | 1<<2
	)
	if top, _, _, _ := cpuid(0, 0); top < 7 {
		return false
	}
	_, _, ecx, _ := cpuid(1, 0)
	if ecx&osxsave == 0 || ecx&avx == 0 || xgetbv()&saved != saved {
		return false
	}
	_, ebx, _, _ := cpuid(7, 0)
	return ebx&leaf7 != 0
}
