package hearsay_test

import (
	"errors"
	"go/build"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// Everything that the packages embed, weights and tables and languages, stays
// under 2 MiB together: it ends up in each program that uses the whole library.
func TestEmbeddedDataStaysSmall(t *testing.T) {
	const most = 2 << 20
	total := int64(0)
	err := filepath.WalkDir(".", func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); dir != "." && (strings.HasPrefix(name, ".") || name == "testdata") || dir == "examples" {
			return filepath.SkipDir
		}
		p, err := build.ImportDir(dir, 0)
		if _, none := errors.AsType[*build.NoGoError](err); none {
			return nil
		}
		if err != nil {
			return err
		}
		for _, pattern := range p.EmbedPatterns {
			size, err := sizeOf(dir, pattern)
			if err != nil {
				return err
			}
			t.Logf("%8d %s", size, filepath.Join(dir, pattern))
			total += size
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if total < most/4 || total > most {
		t.Errorf("the packages embed %d bytes, want at most %d, and most of them found", total, most)
	}
}

// sizeOf is how much the files of a pattern in a folder take.
func sizeOf(dir, pattern string) (int64, error) {
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return 0, err
	}
	total := int64(0)
	for _, f := range files {
		err := filepath.WalkDir(f, func(_ string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			total += info.Size()
			return err
		})
		if err != nil {
			return 0, err
		}
	}
	return total, nil
}
