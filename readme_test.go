package hearsay_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The program in the README is the body of Example, so that it compiles and
// prints what it promises.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	body := exampleBody(t)
	if !strings.Contains(string(readme), "```go\n"+body+"```") {
		t.Errorf("README.md does not hold the body of Example as it is:\n%s", body)
	}
}

// The transcript in the README is what the incident prints.
func TestTranscript(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile("examples/incident/testdata/incident.golden")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(golden), "\ntime  │")
	table, _, found := strings.Cut(table, "\n\n")
	if !found || !strings.Contains(string(readme), "```\ntime  │"+table+"\n```") {
		t.Errorf("README.md does not hold the table that the incident prints:\ntime  │%s", table)
	}
}

// exampleBody is the text of Example without its braces, its expected output
// and one tab of each line.
func exampleBody(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "example_test.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "Example" {
			text := string(src[fset.Position(f.Body.Lbrace).Offset+2 : fset.Position(f.Body.Rbrace).Offset])
			text, _, _ = strings.Cut(text, "\t// Output:")
			return strings.ReplaceAll(strings.TrimPrefix(text, "\t"), "\n\t", "\n")
		}
	}
	t.Fatal("example_test.go has no Example")
	return ""
}

// Every file and folder that the documents name exists.
func TestDocumentsNameWhatExists(t *testing.T) {
	path := regexp.MustCompile("`((?:wake|contacts|confirm|examples|internal|docs|\\.ci)/[A-Za-z0-9_./-]*)`")
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range path.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(m[1]); err != nil {
				t.Errorf("%s names %s: %v", name, m[1], err)
			}
		}
	}
}
