package confirm_test

import (
	"errors"
	"fmt"

	"github.com/hearsay-go/hearsay/confirm"
)

// Words can deny, correct and ask back alone; a Yes is only a reading, which
// the Machine weighs with everything else that was heard.
func ExampleReader_Read() {
	r, err := confirm.NewReader("en")
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := confirm.ReadContext{Value: "Bob Smith"}
	for _, text := range []string{
		"yes send it to bob", "uh huh", "no i meant alice jones", "okay don't send this",
		"sorry what was that", "yes but only tomorrow", "they were right about the rain",
	} {
		rd := r.Read(text, ctx)
		fmt.Printf("%-30s %v %q %.2f\n", text, rd.Meaning, rd.Name, rd.Score)
	}
	// Output:
	// yes send it to bob             yes "bob" 1.00
	// uh huh                         yes "" 0.45
	// no i meant alice jones         correction "alice jones" 0.90
	// okay don't send this           no "" 1.00
	// sorry what was that            repeat "" 1.00
	// yes but only tomorrow          unclear "" 0.00
	// they were right about the rain unclear "" 0.00
}

// A language that nobody wrote down is refused, so that nothing is ever read
// as consent in it.
func ExampleNewReader() {
	_, err := confirm.NewReader("tlh")
	fmt.Println(errors.Is(err, confirm.ErrLanguage))
	// Output:
	// true
}

// A host can bring a language of its own; the format is described in
// lang/README.md.
func ExampleParseReader() {
	r, err := confirm.ParseReader("eo.txt", []byte(`
language: eo
name: Esperanto
@estas = tio estas | estas
yes: jes | @estas ĝusta | sendu [ĝin]
no: ne | @estas (malĝusta | ne ĝusta) | ne sendu [ĝin]
cancel: haltu | nuligu
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"jes, sendu ĝin", "ne sendu ĝin", "jes haltu"} {
		fmt.Println(r.Read(text, confirm.ReadContext{}).Meaning)
	}
	// Output:
	// yes
	// no
	// cancel
}
