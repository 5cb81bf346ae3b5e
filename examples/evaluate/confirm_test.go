package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// converse feeds lines to a subcommand and gives the lines it answers.
func converse(t *testing.T, cmd command, args []string, lines ...string) []map[string]any {
	t.Helper()
	var out, errw bytes.Buffer
	if err := cmd(args, strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, &errw); err != nil {
		t.Fatalf("%v\n%s", err, errw.String())
	}
	var answers []map[string]any
	for l := range strings.Lines(out.String()) {
		var m map[string]any
		if err := json.Unmarshal([]byte(l), &m); err != nil {
			t.Fatalf("answer %q: %v", l, err)
		}
		answers = append(answers, m)
	}
	return answers
}

const hello = `{"ev":"hello","contacts":["Bob Smith","Ann Lee","Mary Jones"]}`

// TestConfirmChain plays a whole dialog of each mode: one action a line.
func TestConfirmChain(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines []string
		want  []string // do and kind or contact
	}{
		{
			"a user confirms",
			[]string{
				`{"ev":"start","id":"1","action":"send a recording","wake_conf":0.95}`,
				`{"ev":"timeout","t":0.01}`,
				`{"ev":"hear","t":2.2,"start":0.3,"end":2.2,"text":"send a message to ann lee","conf":0.95,"intent":"send_message","intent_conf":0.95}`,
				`{"ev":"said","t":3.73,"start":2.35,"end":3.73}`,
				`{"ev":"hear","t":4.9,"start":4.4,"end":4.9,"text":"yes please","conf":0.93}`,
				`{"ev":"timeout","t":5.2}`,
				`{"ev":"said","t":6.01,"start":5.35,"end":6.01}`,
				`{"ev":"timeout","t":6.91}`,
			},
			[]string{"wait", "wait", "wait", "say confirm Ann Lee", "wait", "wait", "say notice Ann Lee", "wait", "send Ann Lee"},
		}, {
			"a user refuses",
			[]string{
				`{"ev":"start","id":"2","action":"send a recording","wake_conf":0.9,"assume_command":true,"assume_contact":"Bob Smith"}`,
				`{"ev":"timeout","t":0.01}`,
				`{"ev":"said","t":1.5,"start":0.16,"end":1.5}`,
				`{"ev":"hear","t":2.6,"start":2.2,"end":2.6,"text":"no","conf":0.2}`,
				`{"ev":"said","t":3.8,"start":2.75,"end":3.8}`,
			},
			[]string{"wait", "wait", "say confirm Bob Smith", "wait", "say notice Bob Smith", "abort"},
		}, {
			"a room that talks, as in 2018",
			[]string{
				`{"ev":"start","id":"3","action":"send a recording","wake_conf":0.6,"assume_command":true,"assume_contact":"Bob Smith"}`,
				`{"ev":"hear","t":-2,"start":-4,"end":-2,"text":"so they put down the floor","conf":0.8}`,
				`{"ev":"hear","t":-0.1,"start":-1.5,"end":-0.1,"text":"in a day or two","conf":0.8}`,
				`{"ev":"timeout","t":0.01}`,
				`{"ev":"hear","t":2.5,"start":0.5,"end":2.5,"text":"and it looks so much better","conf":0.8}`,
				`{"ev":"said","t":2.98,"start":0.16,"end":2.98}`,
				`{"ev":"hear","t":3.5,"start":3.1,"end":3.5,"text":"right","conf":0.9}`,
				`{"ev":"hear","t":6.5,"start":3.6,"end":6.5,"text":"we should do the kitchen as well before she comes","conf":0.8}`,
				`{"ev":"timeout","t":7.3}`,
			},
			[]string{"wait", "wait", "wait", "wait", "say challenge Bob Smith", "wait", "wait", "wait", "wait", "abort"},
		}, {
			"an utterance told before its end is talk that goes on",
			[]string{
				`{"ev":"start","id":"4","action":"send a recording","wake_conf":0.9,"assume_command":true,"assume_contact":"Bob Smith"}`,
				`{"ev":"hear","t":-1,"start":-3,"end":4,"text":"so they put down the floor and left","conf":0.8}`,
				`{"ev":"timeout","t":0.01}`,
				`{"ev":"said","t":2.98,"start":0.16,"end":2.98}`,
			},
			[]string{"wait", "wait", "wait", "say challenge Bob Smith", "wait"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, a := range converse(t, runConfirmChain, nil, append([]string{hello}, tt.lines...)...) {
				var l strings.Builder
				l.WriteString(fmt.Sprint(a["do"]))
				for _, k := range []string{"kind", "contact"} {
					if a[k] != nil {
						l.WriteString(fmt.Sprint(" ", a[k]))
					}
				}
				got = append(got, l.String())
			}
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("actions\n got %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestConfirmChainRecords checks that each dialog leaves its Record.
func TestConfirmChainRecords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.jsonl")
	converse(t, runConfirmChain, []string{"-records", path}, hello,
		`{"ev":"start","id":"x","action":"send a recording","assume_command":true,"assume_contact":"Bob Smith"}`,
		`{"ev":"timeout","t":0.01}`,
		`{"ev":"hear","t":0.6,"start":0.3,"end":0.6,"text":"stop","conf":0.2}`,
		`{"ev":"said","t":1.6,"start":0.16,"end":1.6}`,
		`{"ev":"said","t":2.9,"start":1.7,"end":2.9}`,
	)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rec struct {
		ID     string
		Record struct {
			Decision string
			Entries  []json.RawMessage
		}
	}
	if err := json.Unmarshal(b, &rec); err != nil || rec.ID != "x" || rec.Record.Decision != "not sent" || len(rec.Record.Entries) == 0 {
		t.Errorf("record is %s (%v), want that of x, not sent", b, err)
	}
}

func TestConfirmReply(t *testing.T) {
	got := converse(t, runConfirmReply, nil,
		`{"id":"words","lang":"en","prompt":"Bob Smith, right?","contact":"Bob Smith","text":"yes send it"}`,
		`{"id":"other","lang":"en","prompt":"Bob Smith, right?","contact":"Bob Smith","text":"no i meant ann lee"}`,
		`{"id":"alone","lang":"en","prompt":"Bob Smith, right?","contact":"Bob Smith","text":"yeah","conf":0.9,"prompt_start":3,"prompt_end":4.38,"start":5,"end":5.4}`,
		`{"id":"talk","lang":"en","prompt":"Bob Smith, right?","contact":"Bob Smith","text":"yeah","conf":0.9,"prompt_start":3,"prompt_end":4.38,"start":5,"end":5.4,"context":[{"start":3.2,"end":4.9,"text":"and then we left","conf":0.8},{"start":5.5,"end":7,"text":"it was late","conf":0.8}]}`,
		`{"id":"klingon","lang":"tlh","prompt":"?","text":"HIja'"}`,
	)
	want := map[string]string{"words": "yes", "other": "correction", "alone": "yes", "talk": "unclear", "klingon": "unclear"}
	for _, d := range got {
		id := fmt.Sprint(d["id"])
		if d["decision"] != want[id] {
			t.Errorf("%s is decided %v, want %s", id, d["decision"], want[id])
		}
		if id == "other" && d["name"] != "ann lee" {
			t.Errorf("the correction names %v, want ann lee", d["name"])
		}
		delete(want, id)
	}
	if len(want) > 0 {
		t.Errorf("no answer for %v", want)
	}
}

// TestConfirmReplyContacts completes the name of a correction from a list: where
// one person there is meant, and where it is neither the one refused nor one of
// several, nor anything but a correction.
func TestConfirmReplyContacts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "names.txt")
	if err := os.WriteFile(file, []byte("Bob Smith\n\nBob Jones\r\nAnn Lee\nAnn Miller\nMary Jones\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"no mary":          "Mary Jones",
		"no the other bob": "Bob Jones",
		"no i meant ann":   "ann",
		"not bob horatio":  "horatio",
		"no ann miller":    "Ann Miller",
		"yes bob smith":    "<nil>",
	} {
		line := fmt.Sprintf(`{"id":"1","lang":"en","contact":"Bob Smith","text":%q}`, text)
		if got := fmt.Sprint(converse(t, runConfirmReply, []string{"-contacts", file}, line)[0]["name"]); got != want {
			t.Errorf("%q names %s, want %s", text, got, want)
		}
	}
	var out, errw bytes.Buffer
	if err := runConfirmReply([]string{"-contacts", file + ".gone"}, strings.NewReader(reply), &out, &errw); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a list that is not there: %v, want %v", err, os.ErrNotExist)
	}
}

const reply = `{"id":"1","lang":"en","text":"yes"}`

// TestConfirmUsage asks for help: it must name every field of the lines, and
// its own lines must be ones that the subcommand takes.
func TestConfirmUsage(t *testing.T) {
	for name, tt := range map[string]struct {
		args []string
		want []string
	}{
		"reply":    {[]string{"confirm-reply", "-h"}, []string{"prompt_end", "context", "required", `"decision"`, "correction", "-why"}},
		"chain":    {[]string{"confirm-chain", "-h"}, []string{`"ev":"hello"`, "start", "hear", "said", "timeout", "assume_contact", `"do":"send"`, "ask_who", "-seed"}},
		"evaluate": {[]string{"-h"}, []string{"usage: evaluate", "wake", "contacts", "confirm-reply", "confirm-chain"}},
		"help":     {[]string{"help"}, []string{"usage: evaluate"}},
	} {
		var out, errw bytes.Buffer
		if err := run(tt.args, strings.NewReader(""), &out, &errw); !errors.Is(err, flag.ErrHelp) {
			t.Errorf("%s: %v, want %v", name, err, flag.ErrHelp)
		}
		for _, w := range tt.want {
			if !strings.Contains(errw.String(), w) {
				t.Errorf("%s: the help does not name %q", name, w)
			}
		}
	}
	_, rest, _ := strings.Cut(confirmReplyUsage, "\t{")
	line, _, _ := strings.Cut(rest, "\n\n")
	if got := converse(t, runConfirmReply, nil, "{"+strings.ReplaceAll(line, "\n", " ")); len(got) != 1 || got[0]["decision"] != "yes" {
		t.Errorf("the case in the help is decided %v", got)
	}
}

func TestConfirmBadInput(t *testing.T) {
	for name, tt := range map[string]struct {
		cmd  command
		in   string
		want string
	}{
		"no JSON":                {runConfirmChain, "hello\n", "line 1"},
		"no hello":               {runConfirmChain, `{"ev":"start","id":"1","action":"x"}` + "\n" + `{"ev":"timeout","t":1}`, "line 2"},
		"unknown event":          {runConfirmChain, hello + "\n" + `{"ev":"sing"}`, "unknown event"},
		"reply no JSON":          {runConfirmReply, reply + "\n[]\n", "line 2"},
		"reply no id":            {runConfirmReply, `{"lang":"en","text":"yes"}`, "no id"},
		"reply no lang":          {runConfirmReply, `{"id":"1","text":"yes"}`, "no lang"},
		"reply no text":          {runConfirmReply, `{"id":"1","lang":"en"}`, "no text"},
		"reply misspelt":         {runConfirmReply, reply + "\n" + `{"id":"2","lang":"en","text":"yes","promt_end":3}`, `line 2: json: unknown field "promt_end"`},
		"reply context misspelt": {runConfirmReply, `{"id":"2","lang":"en","text":"yes","context":[{"begin":3}]}`, `"begin"`},
		"reply twice":            {runConfirmReply, reply + reply, "more than one"},
		"no action":              {runConfirmChain, hello + "\n" + `{"ev":"start","id":"1"}` + "\n" + `{"ev":"timeout","t":1}`, "Action"},
	} {
		var out, errw bytes.Buffer
		err := tt.cmd(nil, strings.NewReader(tt.in), &out, &errw)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error is %v, want one that says %q", name, err, tt.want)
		}
	}
}
