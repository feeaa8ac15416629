// Command train learns the classes of words, the model of spelling and the tagger of names, and writes arabic/name/clusters.bin,
// spelling.bin, tagger.bin and their cards. The same data give the same files, bit for bit.
//
//	go run ./arabic/name/train -data DIR [-out arabic/name] [-clusters | -spelling | -folds]
//
// DIR holds the unpacked corpora, each in a folder of its archive's name. All that are trained on are marked "train" in the data's
// README; the cards carry their licences. The features look up the classes of words and the model of spelling, which are embedded when
// the command is built: after -clusters (two minutes) or -spelling (seconds), which make them anew, the tagger must be trained by a
// further run.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"rawi/arabic/name"
)

// How the tagger is trained. The values were chosen on the fifth sixth of the ANERcorp training split, trained on the four before it; what
// was tried since, on all five (see measured.md).
const (
	setBits  = 17 // the model has 2^setBits sets of features
	unit     = .05
	least    = 3  // a feature must stand at so many tokens
	rounds   = 10 // over all samples
	average  = 3  // the weights after so many of the last rounds are averaged
	runs     = 8  // from so many seeds
	rate     = .07
	l2       = .01
	dropped  = .5 // share of features left out of a step
	bias     = .4 // taken from every pair that ends outside names, because the corpora leave names unmarked
	together = 15 // sentences of a corpus that are taken for one article
	other    = .3 // weight of the corpora that mark by other rules
)

func main() {
	data := flag.String("data", "", "the folder of the unpacked corpora")
	out := flag.String("out", "arabic/name", "where the models and cards go")
	folds := flag.Bool("folds", false, "score each of the first five sixths of ANERcorp by a model of the other four, to choose values by; write nothing")
	letters := flag.Bool("spelling", false, "make the model of spelling instead of the tagger")
	classes := flag.Bool("clusters", false, "make the classes of words instead of the tagger")
	flag.Parse()
	var err error
	switch {
	case *letters:
		err = makeSpelling(*data, *out)
	case *classes:
		err = makeClusters(*data, *out)
	case *folds:
		err = crossValidate(*data)
	default:
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

// learn trains from each seed, several at a time, and averages.
func learn(samples []sample, hashes []uint32, copies int) *mean {
	means := make([]*mean, runs)
	var wait sync.WaitGroup
	slots := make(chan bool, 2)
	for seed := range runs {
		wait.Go(func() {
			slots <- true
			m := newMean(hashes)
			f := newField(hashes, copies, uint64(seed))
			f.train(samples, rounds, func(round int) {
				if round >= rounds-average {
					m.add(f.w)
				}
			})
			means[seed] = m
			<-slots
		})
	}
	wait.Wait()
	sum := newMean(hashes)
	for _, m := range means { // in order, so that the sum is the same each time
		sum.merge(m)
	}
	return sum
}

// gatherSamples makes the sentences of the corpora samples to learn from.
func gatherSamples(aner []sentence, c corpora) (samples []sample, tokens int) {
	for domain, ss := range [...][]sentence{aner, c.aqmar, c.wojo} {
		weight := float32(1)
		if domain > 0 {
			weight = other
		}
		for _, s := range ss {
			samples = append(samples, prepare(s, weight, domain))
			tokens += len(s.labels)
		}
	}
	return samples, tokens
}

// crossValidate scores each fifth of the training sentences of ANERcorp, in the order of the corpus, by a model of the others.
func crossValidate(data string) error {
	c, err := readCorpora(data)
	if err != nil {
		return err
	}
	all := newTally()
	for k := range nFolds {
		from, to := len(c.aner)*k/nFolds, len(c.aner)*(k+1)/nFolds
		samples, _ := gatherSamples(slices.Concat(c.aner[:from], c.aner[to:]), c)
		hashes, copies := number(samples, least)
		file, _ := learn(samples, hashes, copies).weights(bias).File(setBits, unit)
		m, err := name.ReadTagger(string(file))
		if err != nil {
			return err
		}
		one := score(m, c.aner[from:to], conll)
		fmt.Printf("fold %d %s\n", k, strings.SplitN(one.String(), "\n", 2)[0])
		all.merge(one)
	}
	fmt.Printf("%s\n%s\n%s", all, all.confusion(), all.commonest(50))
	return nil
}

// nFolds is into how many parts the training sentences of ANERcorp are cut to choose values by.
const nFolds = 5

// makeTagger makes tagger.bin and its card.
func makeTagger(data, out string) error {
	c, err := readCorpora(data)
	if err != nil {
		return err
	}
	samples, tokens := gatherSamples(c.aner, c)
	hashes, copies := number(samples, least)
	file, left := learn(samples, hashes, copies).weights(bias).File(setBits, unit)
	m, err := name.ReadTagger(string(file))
	if err != nil {
		return err
	}
	scores := score(m, c.held, conll)
	far, near := score(m, c.away, caraner), scoreLikened(c.away, alone(m))
	fmt.Printf("%d samples, %d features, %d left out\n%s%s%s", len(samples), len(hashes), left, scores, far, near)
	if err := os.WriteFile(filepath.Join(out, "tagger.bin"), file, 0o644); err != nil {
		return err
	}
	card := fmt.Sprintf(taggerCard, len(samples), tokens, len(hashes), least, left, strings.TrimSpace(scores.String()), scores.confusion(),
		scores.commonest(20), strings.TrimSpace(far.String()), strings.TrimSpace(near.String()), len(file), sha256.Sum256(file))
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
Spelling: spelling.md.
Lists: the .tsv files of this folder. No text of the corpora can be rebuilt from it.

conlleval on the last sixth of the ANERcorp training split, the tagger alone, 15 sentences taken for an article. It was never trained on,
but it is not unseen: its errors were read when the lists of this folder were mended, the list of clubs and companies was written after
reading them, and which features stay was judged on it and on the sixth before it. How that sixth fares, and what Find makes of this one,
is in measured.md.

| names | precision | recall | F1 | in the corpus |
|---|---|---|---|---|
%s

Which kind the tagger gives to the names of each kind whose words it finds or misses ("other words": the kind is right and the extent is not):

%s
The words oftenest missed (-), found where there is no name (+), or given another kind or extent (>):

%s
CAraNER, which no value was chosen on and whose annotators take the word for the sort of a place into its name, mark states as organizations
where they act and ministries and armies always, and places within titles not at all; a sentence at a time, by its own rules:

| names | precision | recall | F1 | in the corpus |
|---|---|---|---|---|
%s

The same with its marks brought to the rules of ANERcorp where that goes by rule (corpus.go, likened): places within titles and institutions
that ANERcorp leaves unmarked do not count, an acting state is a place, sorts stand outside:

| names | precision | recall | F1 | counted |
|---|---|---|---|---|
%s

Made by: go run ./arabic/name/train -data DIR. Bytes: %d. sha256: %x
Licence: CC BY-SA 4.0.

Read by tagger.go.
`
