package confirm

import (
	"strings"
	"testing"
	"time"
)

// TestEcho plays "Say Bob Smith river to send it" from 1 s to 3.8 s, 0.4 s a
// word, and says what comes back.
func TestEcho(t *testing.T) {
	p := played{words: strings.Fields("say bob smith river to send it"), span: Span{1 * time.Second, 3800 * time.Millisecond}, done: true}
	ms := func(a, b int) Span {
		return Span{time.Duration(a) * time.Millisecond, time.Duration(b) * time.Millisecond}
	}
	for _, tt := range []struct {
		name  string
		text  string
		heard Span
		want  int
	}{
		{"the last words, as they are played", "send it", ms(3000, 3850), 2},
		{"the last word, a little late", "it", ms(3500, 3900), 1},
		{"garbled", "smit river", ms(1800, 2700), 2},
		{"all of it, late", "say bob smith river to send it", ms(4200, 7000), 7},
		{"all of it, far too late", "say bob smith river to send it", ms(9000, 12000), 0},
		{"the words, and then an answer", "send it yes", ms(3000, 4300), 2},
		{"the answer to the challenge", "bob smith river", ms(4300, 5300), 0},
		{"the answer, barging in", "bob smith river", ms(3550, 4550), 0},
		{"other words", "what was that", ms(3000, 3800), 0},
		{"before the prompt", "send it", ms(100, 600), 0},
		{"one short word at the start of more", "it rained all day", ms(3400, 4400), 0},
		{"a short word that is only like one", "is", ms(3400, 3800), 0},
		{"no words", "", ms(3000, 3800), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := p.echo(strings.Fields(tt.text), tt.heard); got != tt.want {
				t.Errorf("echo(%q, %v) = %d words, want %d", tt.text, tt.heard, got, tt.want)
			}
		})
	}
}

func TestEchoWhilePlaying(t *testing.T) {
	p := played{words: strings.Fields("to bob smith"), span: Span{time.Second, time.Second}}
	if got := p.echo([]string{"bob"}, Span{1200 * time.Millisecond, 1500 * time.Millisecond}); got != 1 {
		t.Errorf("a word of the prompt while it plays: %d words of echo, want 1", got)
	}
	if got := (played{}).echo([]string{"bob"}, Span{}); got != 0 {
		t.Errorf("before any prompt: %d words of echo, want 0", got)
	}
}

func TestAlike(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"river", "river", true}, {"rivers", "river", true}, {"liver", "river", true},
		{"smith", "smit", true}, {"no", "so", false}, {"ann", "anna", true}, {"ann", "and", false},
		{"", "", true}, {"", "a", false}, {"crème", "creme", true}, {"orange", "range", true}, {"lemon", "melon", false},
	} {
		if got := alike(tt.a, tt.b); got != tt.want || alike(tt.b, tt.a) != tt.want {
			t.Errorf("alike(%q, %q) = %v, want %v, both ways", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}, {"größe", "grosse", 3}} {
		if got := distance([]rune(tt.a), []rune(tt.b)); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
