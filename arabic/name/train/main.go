// Command train learns the classes of words and the tagger of names, and writes arabic/name/clusters.bin, arabic/name/tagger.bin
// and their cards. The same data give the same files, bit for bit.
//
//	go run ./arabic/name/train -data DIR [-out arabic/name] [-clusters]
//
// DIR holds the unpacked corpora, each in a folder of its archive's name. All that are trained on are marked "train" in the data's
// README; the cards carry their licences. The features look up the classes of words, which are embedded when the command is built:
// after -clusters, which makes them anew (two minutes), the tagger must be trained by a second run.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"rawi/arabic/name"
	"rawi/text"
)

// How the tagger is trained. The values were chosen on the fifth sixth of the ANERcorp training split, trained on the four before it.
const (
	setBits = 17 // the model has 2^setBits sets of features
	unit    = .05
	least   = 3  // a feature must stand at so many tokens
	rounds  = 10 // over all samples
	average = 3  // the weights after so many of the last rounds are averaged
	runs    = 8  // from so many seeds
	rate    = .07
	l2      = .01
	dropped = .5 // share of features left out of a step
	bias    = .4 // taken from every pair that ends outside names, because the corpora leave names unmarked
	other   = .3 // weight of the corpora that mark by other rules
)

func main() {
	data := flag.String("data", "", "the folder of the unpacked corpora")
	out := flag.String("out", "arabic/name", "where the models and cards go")
	classes := flag.Bool("clusters", false, "make the classes of words instead of the tagger")
	flag.Parse()
	var err error
	if *classes {
		err = makeClusters(*data, *out)
	} else {
		err = makeTagger(*data, *out)
	}
	if err != nil {
		log.Fatal(err)
	}
}

// makeClusters makes clusters.bin and its card.
func makeClusters(data, out string) error {
	b, err := readBigrams(filepath.Join(data, "wikipedia-ar-2017/wikipedia-ar-2017/articles.txt"), filepath.Join(data, "ant"), 90000)
	if err != nil {
		return err
	}
	tokens := 0
	for _, n := range b.count {
		tokens += int(n)
	}
	fine := newExchange(b, 512).run(8)
	coarse := newExchange(b, 128).run(12)
	file := name.WriteClusters(b.words[2:], fine[2:], coarse[2:]) // the first two are no words
	if err := os.WriteFile(filepath.Join(out, "clusters.bin"), file, 0o644); err != nil {
		return err
	}
	card := fmt.Sprintf(clustersCard, len(b.words)-2, tokens, len(file), sha256.Sum256(file))
	return os.WriteFile(filepath.Join(out, "clusters.md"), []byte(card), 0o644)
}

const clustersCard = `# clusters.bin: classes of words that stand in the same places

The %d most frequent folded forms (letter.Search; numbers by their length) of %d tokens: 10197 articles of the Arabic Wikipedia (2017,
CC BY-SA 4.0, the Wikipedia contributors) and the titles and texts of the ANT corpus (Jawhara FM 2015-17, Apache-2.0; cite the corpus). Each
has a class among 512 and one among 128, found by the exchange algorithm of Martin, Liermann and Ney (1998) under a bigram model of
classes, 8 and 12 rounds. No text of either corpus can be rebuilt from it.

Made by: go run ./arabic/name/train -data DIR -clusters. Bytes: %d. sha256: %x
Licence: CC BY-SA 4.0.

Read by cluster.go; features of the tagger of names.
`

// corpora are the training sentences: those of ANERcorp but its last sixth, which is held out, and those of the others.
type corpora struct {
	aner, held  []sentence
	aqmar, wojo []sentence
	tokens      int
}

func readCorpora(data string) (c corpora, err error) {
	read := func(file string, split func(string) (string, string), kinds map[string]text.Kind) []sentence {
		cols, e := readColumns(filepath.Join(data, file), split)
		if e == nil {
			var s []sentence
			if s, e = sentences(cols, kinds); e == nil {
				return s
			}
		}
		if err == nil {
			err = e
		}
		return nil
	}
	all := read("anercorp-train/anercorp-train/Data/ANERCorp_CamelLab_train.txt", lastField, conll)
	n, k, cut := 0, 0, 0
	for _, s := range all {
		n += len(s.columns)
	}
	for ; k < n*5/6; cut++ {
		k += len(all[cut].columns)
	}
	c.aner, c.held = all[:cut], all[cut:]
	for _, f := range [...]string{"train", "testa", "testb"} {
		c.aqmar = append(c.aqmar, read("aqmar/aqmar/ner_data/ar/ar."+f+".iob2", lastField, conll)...)
	}
	for _, f := range [...]string{"train", "val", "test"} {
		c.wojo = append(c.wojo, read("wojood-sample/wojood-sample/data/"+f+".txt", outermost, wojood)...)
	}
	return c, err
}

// makeTagger makes tagger.bin and its card.
func makeTagger(data, out string) error {
	c, err := readCorpora(data)
	if err != nil {
		return err
	}
	var samples []sample
	for domain, ss := range [...][]sentence{c.aner, c.aqmar, c.wojo} {
		weight := float32(1)
		if domain > 0 {
			weight = other
		}
		for _, s := range ss {
			samples = append(samples, prepare(s, weight, domain))
			c.tokens += len(s.labels)
		}
	}
	hashes, copies := number(samples, least)
	sum := newMean(hashes)
	for seed := range runs {
		f := newField(hashes, copies, uint64(seed))
		f.train(samples, rounds, func(round int) {
			if round >= rounds-average {
				sum.add(f.w)
			}
		})
	}
	file, left := sum.weights().File(setBits, unit)
	if err := os.WriteFile(filepath.Join(out, "tagger.bin"), file, 0o644); err != nil {
		return err
	}
	m, err := name.ReadTagger(string(file))
	if err != nil {
		return err
	}
	scores := newTally()
	for _, s := range c.held {
		got := m.Tag(name.NewReader(s.text), 0, len(s.text.Tokens), nil)
		scores.add(chunks(columnLabels(s, got)), chunks(goldLabels(s, conll)))
	}
	fmt.Print(scores)
	card := fmt.Sprintf(taggerCard, len(samples), c.tokens, len(hashes), least, left, strings.TrimSpace(scores.String()), len(file), sha256.Sum256(file))
	return os.WriteFile(filepath.Join(out, "tagger.md"), []byte(card), 0o644)
}

const taggerCard = `# tagger.bin: where the names of persons, places, organizations and other things stand

A linear-chain conditional random field over hashed features of words (feature.go), used as a linear model with integer weights
and decoded by Viterbi so that a further token always follows its name.

Trained on %d sentences, %d tokens:

- ANERcorp, the CAMeL Lab training split, but its last sixth (Benajiba, Rosso and Benedí Ruiz 2007; Obeid et al. 2020), CC BY-SA 4.0;
- AQMAR, 28 Wikipedia articles (Mohit, Schneider, Bhowmick, Oflazer and Smith 2012), CC BY-SA 3.0, in the split of Bari, Joty and Jwalapuram;
- Wojood, the public sample (Jarrar, Khalilia and Ghanem 2022), MIT, the outermost names.

The last two mark by other rules: their sentences weigh less, and each of their features has a copy that only they use (Daumé 2007), which is
thrown away. Features: %d, those that stand at %d tokens or more; %d of the lightest found no place in the file. Clusters: clusters.md.
Lists: the .tsv files of this folder. No text of the corpora can be rebuilt from it.

conlleval on the last sixth of the ANERcorp training split, the tagger alone, a sentence at a time. It was never trained on; the values of
the training were chosen on the sixth before it, but its errors were read when the lists of this folder were mended:

| names | precision | recall | F1 | in the corpus |
|---|---|---|---|---|
%s

Made by: go run ./arabic/name/train -data DIR. Bytes: %d. sha256: %x
Licence: CC BY-SA 4.0.

Read by tagger.go.
`
