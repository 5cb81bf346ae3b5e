package contacts

import (
	"fmt"
	"math"
)

// Config tunes a Book. The zero value works.
type Config struct {
	// FalseAcceptRate is the share of background phrases, of talk that is not
	// meant for the device, that may be answered with a match; in [0.0001, 0.01].
	// It sets the confidence that somebody was named at all. Names of people who
	// are not in the list are far nearer to those who are than talk is: of
	// requests for them 1.1 % were answered with a match at a rate of 0.00015,
	// 1.8 % at 0.0003, 2.6 % at 0.0005, 3.9 % at 0.001 and 10 % at 0.01.
	// Questions about namesakes need a probability of 0.34 at any rate but the
	// laxest; questions between different names need more than a match. Zero
	// means 0.0005. All was measured on development data, with one hypothesis;
	// see the calibration in the source.
	FalseAcceptRate float64

	// Certainty is how sure it must be who was meant, given that somebody of
	// the list was: a probability in [0.5, 1). Below it Match answers with an
	// AmbiguousError. Zero means 0.5.
	Certainty float64

	// Language is the language of what is said around a name ("call … please",
	// "ruf … an", "my", "mi") and between two, as a BCP 47 tag; a region is
	// ignored ("de-AT"). There are de, en, es, fr, it and pt. Empty means "en".
	// Names are matched by English sounds and by spelling in every language,
	// and FalseAcceptRate was measured on English alone.
	Language string
}

// Defaults of Config.
const (
	defaultFalseAcceptRate = 0.0005
	defaultCertainty       = 0.5
	minFalseAcceptRate     = 0.0001
	maxFalseAcceptRate     = 0.01
)

// complete checks a Config and fills in its defaults.
func (c Config) complete() (Config, error) {
	if c.FalseAcceptRate == 0 {
		c.FalseAcceptRate = defaultFalseAcceptRate
	}
	if c.Certainty == 0 {
		c.Certainty = defaultCertainty
	}
	if r := c.FalseAcceptRate; math.IsNaN(r) || r < minFalseAcceptRate || r > maxFalseAcceptRate {
		return c, fmt.Errorf("%w: FalseAcceptRate is %v, want %v to %v", ErrConfig, r, minFalseAcceptRate, maxFalseAcceptRate)
	}
	if p := c.Certainty; math.IsNaN(p) || p < 0.5 || p >= 1 {
		return c, fmt.Errorf("%w: Certainty is %v, want 0.5 or more and less than 1", ErrConfig, p)
	}
	lang, err := baseLanguage(c.Language)
	if err != nil {
		return c, err
	}
	c.Language = lang
	return c, nil
}
