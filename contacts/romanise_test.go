package contacts

import (
	"errors"
	"strings"
	"testing"

	"github.com/hearsay-go/hearsay/internal/prop"
	"pgregory.net/rapid"
)

func TestFoldKanaAndHangul(t *testing.T) {
	for in, want := range map[string]string{
		// Kana: modified Hepburn without macrons.
		"さくら":          "sakura",
		"サクラ":          "sakura",
		"とうきょう":        "tokyo",
		"きっと":          "kitto",
		"マッチ":          "matchi",
		"ざっし":          "zasshi",
		"ジョン":          "jon",
		"しゃちょう":        "shacho",
		"じゅんこ":         "junko",
		"りょうた":         "ryota",
		"おおの":          "ono",
		"ゆうこ":          "yuko",
		"けいこ":          "keiko",
		"にいがた":         "niigata",
		"いのうえ":         "inoue",
		"しんいち":         "shin'ichi",
		"じゅんや":         "jun'ya",
		"ほんだ":          "honda",
		"すずき いちろう":     "suzuki ichiro",
		"メアリー・スミス":     "meari sumisu",
		"フィリップ":        "firippu",
		"ファン":          "fan",
		"ヴィクトリア":       "vikutoria",
		"ウィリアム":        "wiriamu",
		"ティナ":          "tina",
		"デュポン":         "dyupon",
		"シェリー":         "sheri",
		"チェン":          "chen",
		"クァク":          "kwaku",
		"つづき":          "tsuzuki",
		"ヷヺ":           "vavo",
		"みっつ":          "mittsu",
		"かおる":          "kaoru",
		"ゞ":            "",
		"いすゞ":          "isuzu",
		"ナヽ":           "nana",
		"ｼﾞｮﾝ":         "jon",    // half-width
		"か\u3099く":     "gaku",   // a loose mark
		"あっ":           "a",      // a sokuon that doubles nothing
		"ー":            "",       // a mark that lengthens nothing
		"さくら🌷":         "sakura", // an emoji is not said
		"さくら Anna":     "sakura anna",
		"Ольга さくら":    "olga sakura",
		"か(き) 2":       "ka ki two",
		"Ana Keller ツ": "ana keller", // a face is not said
		"¯\\_(ツ)_/¯":   "",
		"ツグミ":          "tsugumi",
		// Hangul: Revised Romanization, syllable by syllable.
		"김민수":                "gimminsu",
		"김 민수":               "gim minsu",
		"박지영":                "bakjiyeong",
		"이순신":                "isunsin",
		"최혁이":                "choehyeogi", // the tail goes over to the vowel
		"설아":                 "seora",
		"한복남":                "hanboknam", // a given name keeps its letters
		"달래":                 "dallae",
		"영아":                 "yeonga",
		"꽃님":                 "kkotnim",
		"\u1100\u1175\u11b7": "gim", // by its letters
		"김さくら":               "gimsakura",
		// Refused: with a letter that cannot be read, all of it.
		"李小龙":        "",
		"山田さくら":      "",
		"山田 さくら":     "",
		"佐々木たか子":     "",
		"さくら々":       "",
		"金민수":        "",
		"さくら अनिता":  "",
		"さくら سارة":   "",
		"さくら שרה":    "",
		"민수 ㄱ":       "",     // a letter is no syllable
		"山田 Anna":    "anna", // letters beside it are read alone
		"山田さくら Anna": "anna",
		"अनिता":      "",
		"سارة":       "",
		"שרה":        "",
	} {
		if got := fold(in); got != want {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// Names in kana and hangul are found by what a recogniser of Latin letters
// makes of them; half a name is nobody's.
func TestMatchKanaAndHangul(t *testing.T) {
	list := append(people(t),
		Contact{ID: "kana", Given: "さくら", Family: "たなか"},
		Contact{ID: "hangul", Given: "민수", Family: "한"},
		Contact{ID: "mixed", Name: "高橋みどり"},
		Contact{ID: "hint", Name: "小川", Pronunciations: []string{"おがわ"}},
	)
	b := book(t, list)
	for heard, want := range map[string]string{
		"call sakura tanaka": "kana",
		"tanaka sakura":      "kana",
		"たなか さくら":            "kana",
		"call minsu han":     "hangul",
		"한 민수":               "hangul",
		"call midori":        "-",
		"みどり":                "-",
		"call ogawa":         "hint",
	} {
		m, err := b.Match(heardAs(heard))
		if got := answer(m, err); got != want {
			t.Errorf("Match(%q) = %s, want %s\n%s", heard, got, want, explained(m, err))
		}
	}
	m, err := b.Match(heardAs("高橋みどり"))
	if !errors.Is(err, ErrNobody) {
		t.Errorf("a mixed name, heard as it is written: %s, want nobody", answer(m, err))
	}
}

// Whatever kana and hangul are put together, what comes of them is Latin
// letters, and one letter of Han beside them refuses them all.
func TestRomaniseProperty(t *testing.T) {
	letters := rapid.OneOf(rapid.RuneFrom([]rune{sokuon, syllabic, longMark, repeat, repeatV, 'ヽ', 'ヾ', 'ャ', 'ぇ', 'ゎ'}),
		rapid.Int32Range('ぁ', 'ゖ'), rapid.Int32Range('ァ', 'ヺ'), rapid.Int32Range(firstSyllable, lastSyllable))
	if got := fold("가ッ가"); strings.Contains(got, " ") {
		t.Errorf("a face within a word makes two of it: %q", got)
	}
	prop.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(letters, 1, 12).Draw(t, "letters"))
		got := fold(s)
		if strings.Trim(got, "abcdefghijklmnopqrstuvwxyz'") != "" {
			t.Errorf("fold(%q) = %q, want letters", s, got)
		}
		if again := fold(got); again != got {
			t.Errorf("fold(%q) = %q, folded again %q", s, got, again)
		}
		if with := fold(s + "子"); with != "" {
			t.Errorf("fold(%q) = %q, want nothing", s+"子", with)
		}
	})
}
