package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rawi/arabic/name"
	"rawi/arabic/word"
	"rawi/text"
)

func TestOffices(t *testing.T) {
	fs, _ := filepath.Glob("/tmp/nm/rand2/*.txt")
	for _, f := range fs {
		b, _ := os.ReadFile(f)
		s := string(b)
		x := word.Read(s, text.Span{End: len(s)})
		d, _ := text.ParseDay(filepath.Base(f)[:10])
		for _, n := range name.Find(x, word.Sentences(x, 0, len(x.Tokens)), d) {
			if os.Getenv("WHAT") == "office" && strings.Contains(n.Rule, "office") || os.Getenv("WHAT") == "single" && n.Kind == text.Person && n.Rule == "name.tagger" && !strings.Contains(n.Entity, " ") || os.Getenv("WHAT") == string(n.Kind) && n.Rule == "name.tagger" {
				i, j := x.Range(n.Span)
				if i > 0 && x.Tokens[i-1].Span.End > n.Span.Start {
					i--
				}
				ctx := x.Span(max(0, i-5), min(len(x.Tokens), j+5)).Of(s)
				fmt.Printf("%s | %s | %s | %s | %s\n", filepath.Base(f), n.Span.Of(s), n.Entity, n.Rule, strings.Join(strings.Fields(ctx), " "))
			}
		}
	}
}
