package nn

func addProductVector(y, w, x []float32) int { return 0 }
func addScaledVector(y, w, x []float32) int  { return 0 }
