package cpu

import (
	"os"
	"runtime"
	"strings"
	"testing"
)

// Where the kernel lists the processor's flags, it is the judge.
func TestAVX2AgreesWithTheKernel(t *testing.T) {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil || runtime.GOARCH != "amd64" {
		t.Skip("no list of flags to compare with")
	}
	want := false
	for line := range strings.Lines(string(info)) {
		if strings.HasPrefix(line, "flags") {
			want = strings.Contains(line+" ", " avx2 ")
			break
		}
	}
	if got := AVX2(); got != want && got {
		t.Errorf("AVX2 = %v, the kernel says %v", got, want)
	}
}

func TestAVX2IsStable(t *testing.T) {
	first := AVX2()
	for range 100 {
		if AVX2() != first {
			t.Fatal("the answer changes")
		}
	}
}
