package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const testList = `{"id":"1","name":"Keller, Ana","given":"Ana","family":"Keller"}
{"id":"2","name":"Sean Doyle","given":"Sean","family":"Doyle"}
{"id":"3","name":"Shaun Fairweather","given":"Shaun","family":"Fairweather","aliases":["Boss"]}
`

// contactsRun answers cases, each a heard text, against testList.
func contactsRun(t *testing.T, args []string, heard ...string) []contactAnswer {
	t.Helper()
	path := filepath.Join(t.TempDir(), "list.jsonl")
	if err := os.WriteFile(path, []byte(testList), 0o600); err != nil {
		t.Fatal(err)
	}
	var in, out, errw bytes.Buffer
	for i, h := range heard {
		fmt.Fprintf(&in, `{"id":"q%d","contacts":%q,"nbest":[{"text":%q,"conf":1}]}`+"\n", i, path, h)
	}
	if err := runContacts(args, &in, &out, &errw); err != nil {
		t.Fatal(err)
	}
	var answers []contactAnswer
	for d := json.NewDecoder(&out); d.More(); {
		var a contactAnswer
		if err := d.Decode(&a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	return answers
}

func TestContactsAnswers(t *testing.T) {
	answers := contactsRun(t, nil, "send it to ana keller please", "call sean", "yeah", "call boss")
	want := []struct{ decision, contact string }{{"match", "1"}, {"ambiguous", ""}, {"nomatch", ""}, {"match", "3"}}
	if len(answers) != len(want) {
		t.Fatalf("%d answers, want %d", len(answers), len(want))
	}
	for i, a := range answers {
		if a.ID != fmt.Sprintf("q%d", i) || a.Decision != want[i].decision || a.Decision == "match" && a.Contact != want[i].contact {
			t.Errorf("answer %d is %+v, want %v", i, a, want[i])
		}
		if a.Score < 0 || a.Score > 1 || a.Micros < 0 {
			t.Errorf("answer %d has score %v and %v us", i, a.Score, a.Micros)
		}
	}
	if n := len(answers[1].Candidates); n != 2 {
		t.Errorf("%d candidates for a name that two have", n)
	}
}

func TestContactsRate(t *testing.T) {
	heard := []string{"ana", "boss", "doyle", "shaun"}
	accepted := func(rate string) (n int) {
		for _, a := range contactsRun(t, []string{"-far", rate}, heard...) {
			if a.Decision != "nomatch" {
				n++
			}
		}
		return n
	}
	if lax, strict := accepted("0.01"), accepted("0.0001"); lax < strict || lax == 0 {
		t.Errorf("%d accepted at a rate of 0.01, %d at 0.0001", lax, strict)
	}
}

func TestContactsErrors(t *testing.T) {
	for in, want := range map[string]string{
		"nonsense": "line 1",
		`{"id":"1","contacts":"/no/such/list","nbest":[]}`: "/no/such/list",
	} {
		var out, errw bytes.Buffer
		err := runContacts(nil, strings.NewReader(in), &out, &errw)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want an error with %q", in, err, want)
		}
	}
}
