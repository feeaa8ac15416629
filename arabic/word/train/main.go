// Command train counts in how many documents each written form stands and writes arabic/word/forms.bin and its card.
//
//	go run ./arabic/word/train -wiki articles.txt -ant DIR -out arabic/word
//
// Both corpora are marked "train" in the data's README; the card carries their licences.
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"

	"rawi/arabic/word"
	"rawi/text"
)

func main() {
	wiki := flag.String("wiki", "", "the Wikipedia file: articles parted by form feed lines")
	pud := flag.String("pud", "", "the file of UD Arabic-PUD; without it segment.bin stays as it is")
	ant := flag.String("ant", "", "the folder of the ANT corpus")
	out := flag.String("out", "arabic/word", "where forms.bin and forms.md go")
	flag.Parse()
	c := counter{df: map[string]int{}}
	b, err := os.ReadFile(*wiki)
	if err != nil {
		log.Fatal(err)
	}
	for doc := range strings.SplitSeq(string(b), "\f") {
		c.add(doc)
	}
	nWiki := c.docs
	err = filepath.WalkDir(*ant, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), "JA-") {
			return err
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		c.add(field(string(b), "TITLE") + "\n" + field(string(b), "ABSTRACT") + "\n" + field(string(b), "TEXT"))
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	var buf bytes.Buffer
	const least = 2
	if err := word.WriteForms(&buf, c.docs, c.df, least); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*out, "forms.bin"), buf.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	kept := 0
	for _, n := range c.df {
		if n >= least {
			kept++
		}
	}
	card := fmt.Sprintf(card, kept, least, c.docs, nWiki, c.docs-nWiki, buf.Len(), sha256.Sum256(buf.Bytes()))
	if err := os.WriteFile(filepath.Join(*out, "forms.md"), []byte(card), 0o644); err != nil {
		log.Fatal(err)
	}
	if *pud == "" {
		return
	}
	f, err := word.ReadForms(&buf)
	if err != nil {
		log.Fatal(err)
	}
	if err := segmentation(f, *pud, *out); err != nil {
		log.Fatal(err)
	}
}

const card = `# forms.bin: in how many documents a written form stands

%d folded forms (letter.Search) that stand in at least %d of %d documents: %d articles of the Arabic Wikipedia (2017, CC BY-SA 4.0,
the Wikipedia contributors) and %d articles of the ANT corpus (Jawhara FM 2015-17, Apache-2.0; cite the corpus). Counts are
quantised to steps of 15 percent. No text of either corpus can be rebuilt from it.

Made by: make model (go run ./arabic/word/train). Bytes: %d. sha256: %x

Read by forms.go; used to take clitics off words, and for inverse document frequencies.
`

// field is the text between <NAME> and </NAME>.
func field(s, name string) string {
	_, s, _ = strings.Cut(s, "<"+name+">")
	s, _, _ = strings.Cut(s, "</"+name+">")
	return s
}

type counter struct {
	df   map[string]int
	docs int
}

func (c *counter) add(doc string) {
	if strings.TrimSpace(doc) == "" {
		return
	}
	c.docs++
	seen := map[string]bool{}
	for _, t := range word.Read(doc, text.Span{End: len(doc)}).Tokens {
		if t.Kind == word.Word && !seen[t.Fold] {
			f := strings.Clone(t.Fold)
			seen[f] = true
			c.df[f]++
		}
	}
}
