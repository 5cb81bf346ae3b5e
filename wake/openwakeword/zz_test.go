package openwakeword
import "testing"
func BenchmarkScore(b *testing.B) {
	m, err := Open("/work/shared/corpus/wake/models/openwakeword/alexa_v0.1.onnx"); if err != nil {b.Fatal(err)}
	s := m.NewScorer(); x := make([]float32,1280); for i := range x {x[i]=float32(i*7919%1000)/1000-.5}
	var d [1]float32
	for b.Loop() { s.Score(d[:],x) }
}
