package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/hearsay-go/hearsay/confirm"
)

// replyCase is one line in: a reply to a confirmation prompt. A case without
// times is judged by its words alone.
type replyCase struct {
	ID          string         `json:"id"`
	Lang        string         `json:"lang"`
	Kind        string         `json:"kind"` // not used: always a confirmation
	Prompt      string         `json:"prompt"`
	Contact     string         `json:"contact"`
	Text        *string        `json:"text"`
	Conf        float64        `json:"conf"`
	PromptStart float64        `json:"prompt_start"`
	PromptEnd   float64        `json:"prompt_end"`
	Start       float64        `json:"start"`
	End         float64        `json:"end"`
	Context     []replyContext `json:"context"`
}

// replyContext is another utterance heard around the reply.
type replyContext struct {
	Start float64 `json:"start"`
	End   float64 `json:"end"`
	Text  string  `json:"text"`
	Conf  float64 `json:"conf"`
}

// replyDecision is one line out.
type replyDecision struct {
	ID       string  `json:"id"`
	Decision string  `json:"decision"`
	Name     string  `json:"name,omitempty"`
	Score    float64 `json:"score"`
	Why      string  `json:"why,omitempty"`
}

// runConfirmReply judges replies: what the words mean, and, where a case has
// times, whether a yes is proof of consent; a yes that is none is unclear.
func runConfirmReply(args []string, in io.Reader, out, errw io.Writer) error {
	fs := flag.NewFlagSet("confirm-reply", flag.ContinueOnError)
	fs.SetOutput(errw)
	fs.Usage = func() { fmt.Fprint(errw, confirmReplyUsage); fs.PrintDefaults() }
	why := fs.Bool("why", false, "explain each decision")
	list := fs.String("contacts", "", "file of the names that the user can send to, one a line: who a correction names")
	if err := fs.Parse(args); err != nil {
		return err
	}
	people, err := readContacts(*list)
	if err != nil {
		return err
	}
	readers := map[string]*confirm.Reader{}
	enc, w := encoder(out)
	err = eachLine(in, func(line []byte) error {
		c, err := parseReply(line)
		if err != nil {
			return err
		}
		r, ok := readers[c.Lang]
		if !ok {
			// An unknown language has no Reader, and its replies are unclear.
			r, _ = confirm.NewReader(c.Lang)
			readers[c.Lang] = r
		}
		d, err := decideReply(r, c, *why)
		if err != nil {
			return err
		}
		d.Name = whose(people, d.Name, c)
		return enc.Encode(d)
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

// parseReply reads one case. A field that is unknown or missing is an error: a
// misspelt one would be judged as something else, without a word.
func parseReply(line []byte) (replyCase, error) {
	var c replyCase
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, err
	}
	if _, err := d.Token(); err != io.EOF {
		return c, errors.New("more than one value")
	}
	switch {
	case c.ID == "":
		return c, errors.New("no id")
	case c.Lang == "":
		return c, fmt.Errorf("%s: no lang", c.ID)
	case c.Text == nil:
		return c, fmt.Errorf("%s: no text", c.ID)
	}
	return c, nil
}

func decideReply(r *confirm.Reader, c replyCase, why bool) (replyDecision, error) {
	d := replyDecision{ID: c.ID, Decision: confirm.Unclear.String()}
	if r == nil {
		return d, nil
	}
	if c.PromptEnd == 0 {
		rd := r.Read(*c.Text, confirm.ReadContext{Prompt: c.Prompt, Value: c.Contact})
		return explain(d, rd, rd.Meaning.String(), rd.Score, rd.Why, why), nil
	}
	rd, consent, err := confirm.Judge(confirm.Config{Reader: r}, confirm.Request{
		Action: "send a recording", Value: c.Contact, Language: c.Lang, Stakes: confirm.Irrevocable,
	}, moment(c))
	if err != nil {
		return d, err
	}
	meaning := rd.Meaning.String()
	if rd.Meaning == confirm.Yes && !consent.Accepted {
		meaning = confirm.Unclear.String()
	}
	var text strings.Builder
	text.WriteString(rd.Why)
	for _, p := range consent.Parts {
		text.WriteString("; " + p.Name + " (" + p.Why + ")")
	}
	return explain(d, rd, meaning, consent.Probability, text.String()+"; "+consent.Missing, why), nil
}

func explain(d replyDecision, rd confirm.Reading, meaning string, score float64, text string, why bool) replyDecision {
	d.Decision, d.Score = meaning, score
	if rd.Meaning == confirm.Correction {
		d.Name = rd.Name
	}
	if why {
		d.Why = text
	}
	return d
}

// moment turns a case into what package confirm judges.
func moment(c replyCase) confirm.Moment {
	at := confirm.Moment{
		Prompt: confirm.Prompt{Kind: confirm.AskConfirm, Text: c.Prompt, Value: c.Contact, Language: c.Lang},
		Played: confirm.Span{Start: seconds(c.PromptStart), End: seconds(c.PromptEnd)},
		Reply:  heardUtterance(*c.Text, c.Conf, c.Start, c.End),
	}
	for _, u := range c.Context {
		at.Around = append(at.Around, heardUtterance(u.Text, u.Conf, u.Start, u.End))
	}
	return at
}

func heardUtterance(text string, conf, start, end float64) confirm.Utterance {
	return confirm.Utterance{
		NBest: []confirm.Hypothesis{{Text: text, Confidence: stated(conf)}},
		Start: seconds(start), End: seconds(end),
	}
}
