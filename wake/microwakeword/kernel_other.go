//go:build (!amd64 && !arm64) || purego

package microwakeword

func addDotsVector(sums []int32, w, x []int8) int { return 0 }

func addProductsVector(sums []int32, w, x []int8, taps, stride int) int { return 0 }

func multiplyVector(out, x, w []int16) (loudest int16, done int) { return 0, 0 }

func shiftUpVector(x []int16, by int) int { return 0 }
