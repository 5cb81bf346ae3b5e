package confirm

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrLanguage reports a language that has no data file.
var ErrLanguage = errors.New("confirm: unknown language")

//go:embed lang/*.txt
var languageFiles embed.FS

// Languages lists the languages that come with the library, as the tags that
// NewReader takes, sorted.
func Languages() []string {
	entries, err := languageFiles.ReadDir("lang")
	if err != nil {
		return nil
	}
	var tags []string
	for _, e := range entries {
		tags = append(tags, strings.TrimSuffix(e.Name(), ".txt"))
	}
	slices.Sort(tags)
	return tags
}

// languageData finds the file of a BCP 47 tag: region, script and variant
// ("de-AT", "zh_Hant") are dropped, nothing else is guessed.
func languageData(tag string) (file string, data []byte, err error) {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(tag), "_", "-"), "-")
	if !slices.Contains(Languages(), base) {
		return "", nil, fmt.Errorf("%w: %q (known: %s)", ErrLanguage, tag, strings.Join(Languages(), " "))
	}
	file = "lang/" + base + ".txt"
	data, err = languageFiles.ReadFile(file)
	if err != nil {
		return "", nil, fmt.Errorf("confirm: language %q: %w", tag, err)
	}
	return file, data, nil
}

// language is one parsed data file. It is immutable.
type language struct {
	tag       string
	name      string
	runes     bool // every Han or kana character is a word of its own
	split     bool // an apostrophe parts two words: "c'est"
	folds     *strings.Replacer
	auto      *automaton
	digits    map[string]int // number words to values, 0 to 99
	prompts   [len(promptNames)]string
	or        string
	challenge []string
}

// An act is what a stretch of words does in a reply. The order is that of
// caution: where two readings of the same words tie, the lower act is taken.
type act uint8

const (
	actNone      act = iota
	actCancel        // "never mind"
	actNo            // "that's not right"
	actWait          // "not yet", "hold on"
	actHedge         // "i'm not sure", "yeah right"
	actProtest       // "what are you doing": denies in the cancel window alone
	actBut           // "but": what follows takes back what stood before
	actRepeat        // "say that again"
	actWhich         // "who": asks, where it ends a short reply
	actRefused       // "not": a refused name follows
	actRefusedIt     // "…じゃなくて": the refused name stands before
	actWanted        // "i meant": the wanted name follows
	actWantedIt      // "… instead": the wanted name stands before
	actOther         // "the other": the name is shared by somebody else
	actRepair        // "i mean", "actually": what follows replaces
	actSorry         // "sorry": alone it asks to repeat
	actYes           // "that's right", "send it"
	actValue         // the value under confirmation; not in files
	actPolite        // "please", "sir"
	actFiller        // "um", "well"
	actOpen          // "so", "and": a filler, but at the end more is to come
	actOwner         // "my": common, but may begin a name, "my brother"
	actCommon        // words that are part of no name: "the", "was"
	actOpaque        // words not in the file; not in files
)

// actNames are the keys of the data file, by act.
var actNames = [...]string{"", "cancel", "no", "wait", "hedge", "protest", "but", "repeat", "which",
	"refused", "refused-it", "wanted", "wanted-it", "other", "repair", "sorry", "yes", "value",
	"polite", "filler", "open", "owner", "common", "?"}

// actByName finds the act of a key. Values and opaque words have none.
func actByName(s string) (act, bool) {
	i := slices.Index(actNames[:], s)
	a := act(max(i, 0))
	return a, i > 0 && a != actValue && a != actOpaque
}
