package words

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay-go/hearsay/wake"
	"github.com/hearsay-go/hearsay/wake/waketest"
)

func TestNames(t *testing.T) {
	if d := cmp.Diff([]string{"alexa", "computer", "jarvis"}, Names()); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
}

func wordNames(info wake.Info) (names []string) {
	for _, w := range info.Words {
		names = append(names, w.Name)
	}
	return names
}

func TestLoadKeepsTheOrderAsked(t *testing.T) {
	for _, names := range [][]string{nil, {"alexa"}, {"jarvis"}, {"jarvis", "alexa"}, {"computer", "jarvis", "alexa"}} {
		m, err := Load(names...)
		if err != nil {
			t.Fatalf("Load(%q): %v", names, err)
		}
		want := names
		if len(want) == 0 {
			want = Names()
		}
		if d := cmp.Diff(want, wordNames(m.Info())); d != "" {
			t.Errorf("Load(%q) (-want +got):\n%s", names, d)
		}
		if err := m.Info().Validate(); err != nil {
			t.Errorf("Load(%q): %v", names, err)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	_, err := Load("alexa", "Alexa")
	if !errors.Is(err, ErrUnknownWord) || !strings.Contains(err.Error(), `"Alexa"`) || !strings.Contains(err.Error(), `"jarvis"`) {
		t.Errorf("unknown word: %v, want ErrUnknownWord with the word and the known ones", err)
	}
	if _, err := Load("alexa", "jarvis", "alexa"); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("the same word twice: %v", err)
	}
	if _, err := Load(""); !errors.Is(err, ErrUnknownWord) {
		t.Errorf("empty word: %v", err)
	}
}

func TestModelKeepsTheContract(t *testing.T) {
	for _, names := range [][]string{nil, {"computer"}} {
		m, err := Load(names...)
		if err != nil {
			t.Fatal(err)
		}
		if err := waketest.TestModel(m); err != nil {
			t.Errorf("Load(%q): %v", names, err)
		}
	}
}

// A word scores the same bits alone, with others, and in any order.
func TestSubsetsScoreTheSame(t *testing.T) {
	audio := readVectors(t).audio
	all, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	want := scoreAll(all.(*model), audio)
	for _, names := range [][]string{{"alexa"}, {"computer"}, {"jarvis"}, {"jarvis", "alexa"}} {
		m, err := Load(names...)
		if err != nil {
			t.Fatal(err)
		}
		for u, got := range scoreAll(m.(*model), audio) {
			for i, name := range names {
				if w := want[u][slices.Index(Names(), name)]; got[i] != w {
					t.Fatalf("%q of %q, step %d: %v, with all words %v", name, names, u, got[i], w)
				}
			}
		}
	}
}

func ExampleLoad() {
	model, err := Load("computer")
	if err != nil {
		fmt.Println(err)
		return
	}
	info := model.Info()
	fmt.Printf("%s: %d samples a score at %d Hz\n", info.Words[0].Name, info.Step, info.SampleRate)

	_, err = Load("hal")
	fmt.Println(err)
	// Output:
	// computer: 320 samples a score at 16000 Hz
	// words: unknown wake word "hal", known are ["alexa" "computer" "jarvis"]
}
