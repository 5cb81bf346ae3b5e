package speech

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPlanIsRepeatable(t *testing.T) {
	given, family := []string{"anna", "bob", "carl"}, []string{"smith", "jones", "lee", "king"}
	a, b := Plan(300, given, family, 7), Plan(300, given, family, 7)
	if !slices.Equal(a, b) {
		t.Error("the same seed plans other utterances")
	}
	if short := Plan(100, given, family, 7); !slices.Equal(short, a[:100]) {
		t.Error("fewer utterances are not the first of more")
	}
	if slices.Equal(a, Plan(300, given, family, 8)) {
		t.Error("another seed plans the same utterances")
	}
	kinds := map[int]int{}
	for _, u := range a {
		kinds[len(strings.Fields(u.Text))]++
		if u.Tempo < 0.8 || u.Tempo > 1.3 || u.Pitch < -200 || u.Pitch > 200 || u.SNR < 0 || u.SNR > 22 {
			t.Errorf("%+v is out of range", u)
		}
	}
	if kinds[1] < 60 || kinds[2] < 150 {
		t.Errorf("%d single names, %d of two words of 300; want about 90 and 210", kinds[1], kinds[2])
	}
}

func TestDrawFavoursTheCommon(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var list []string
	for i := range 1000 {
		list = append(list, fmt.Sprintf("%03d", i))
	}
	var first, last int
	for range 5000 {
		switch r := Draw(rng, list, 30); {
		case r < "100":
			first++
		case r >= "900":
			last++
		}
	}
	if first < 5*last || last == 0 {
		t.Errorf("%d of the first hundred, %d of the last; want many more, and some", first, last)
	}
}

func TestNBest(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "nbest"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "nbest", "u0.hyp"), []byte("anna b -1000\nann b -1000\nnothing\nannan -1200\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := NBest(dir, "u0")
	if err != nil || len(got) != 3 || got[0].Text != "anna b" {
		t.Fatalf("NBest = %v, %v; want three, the first anna b", got, err)
	}
	if a, b, c := got[0].Weight, got[1].Weight, got[2].Weight; a != b || c >= a || math.Abs(a+b+c-1) > 1e-9 {
		t.Errorf("weights %g, %g, %g; want two alike, the third less, one together", a, b, c)
	}
	if _, err := NBest(dir, "u1"); err == nil || !strings.Contains(err.Error(), "u1") {
		t.Errorf("a missing utterance: %v, want an error that names it", err)
	}
}

func TestSayNamesTheUtterance(t *testing.T) {
	err := Say(t.TempDir(), Utterance{ID: "u7", Text: "anna", Voice: Voice{"gramophone", "x"}})
	if err == nil || !strings.Contains(err.Error(), "u7") || !strings.Contains(err.Error(), "gramophone") {
		t.Errorf("unknown engine: %v, want an error that names the utterance and the engine", err)
	}
}
