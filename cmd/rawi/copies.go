package main

import (
	"errors"
	"fmt"

	"rawi/news"
	"rawi/pipeline"
	"rawi/reuse"
	"rawi/text"
)

type copiesCmd struct {
	input
	format
	Near      float64 `help:"Instead: pairs of articles that are nearly one text, by the share of five-word shingles that both have: 0.8." placeholder:"SHARE"`
	Revisions bool    `help:"Instead: articles that an outlet published again, with what it changed."`
}

// Help shows examples.
func (copiesCmd) Help() string { return help("copies") }

// Run reads the input and prints the passages that stand twice.
func (c *copiesCmd) Run(w *world) error {
	articles, bad := c.articles(w)
	if articles == nil && bad != nil {
		return bad
	}
	switch {
	case c.Near < 0 || c.Near > 1:
		return fmt.Errorf("--near %v: a share lies between 0 and 1", c.Near)
	case c.Near > 0:
		return errors.Join(c.near(w, articles), bad)
	case c.Revisions:
		return errors.Join(c.revisions(w, articles), bad)
	}
	var copies []news.Copy
	_ = w.during("looking for copies", func() error { copies = pipeline.Copies(articles); return nil })
	if c.Format == "json" {
		e := jsonLines(w.out)
		for _, x := range copies {
			if err := e.Encode(x); err != nil {
				return err
			}
		}
		return bad
	}
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	t := newTelling(nil, articles)
	for _, x := range copies {
		if err := p.print("copy.txt", printedCopy{x, []side{{x.A, t}, {x.B, t}}}); err != nil {
			return err
		}
	}
	return errors.Join(p.none(len(copies)), bad)
}

// printedCopy is a passage that stands twice, as the template prints it.
type printedCopy struct {
	news.Copy
	Sides []side
}

// side is one of its places.
type side struct {
	At news.Place
	T  *telling
}

// none says that nothing was found, where nothing was: an empty screen could be a fault.
func (p *printer) none(found int) error {
	if found > 0 {
		return nil
	}
	return p.print("nothing", nil)
}

// near prints the pairs of articles that are nearly one text.
func (c *copiesCmd) near(w *world, articles []*news.Article) error {
	type pair struct {
		A       news.Ref `json:"a"`
		B       news.Ref `json:"b"`
		Jaccard float64  `json:"jaccard"`
	}
	e := jsonLines(w.out)
	t := newTelling(nil, articles)
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	found := reuse.NearDuplicates(articles, c.Near)
	for _, n := range found {
		if c.Format == "json" {
			err = e.Encode(pair(n))
		} else {
			err = p.print("near.txt", struct {
				reuse.Near
				T *telling
			}{n, t})
		}
		if err != nil {
			return err
		}
	}
	if c.Format == "json" {
		return nil
	}
	return p.none(len(found))
}

// revisions prints the articles that were published again.
func (c *copiesCmd) revisions(w *world, articles []*news.Article) error {
	type change struct {
		Out text.Span `json:"out"` // of the earlier text
		In  text.Span `json:"in"`  // of the later
	}
	type revision struct {
		Before  news.Ref `json:"before"`
		After   news.Ref `json:"after"`
		Rule    string   `json:"rule,omitempty"` // why After is the later; none where nothing tells
		Changes []change `json:"changes"`
	}
	e := jsonLines(w.out)
	t := newTelling(nil, articles)
	p, err := newPrinter(w)
	if err != nil {
		return err
	}
	found := reuse.Revisions(articles)
	for _, r := range found {
		if c.Format == "json" {
			out := revision{Before: r.Before, After: r.After, Rule: r.Rule, Changes: []change{}}
			for _, x := range r.Changes {
				out.Changes = append(out.Changes, change{x.A, x.B})
			}
			err = e.Encode(out)
		} else {
			err = p.print("revision.txt", struct {
				reuse.Revision
				T *telling
			}{r, t})
		}
		if err != nil {
			return err
		}
	}
	if c.Format == "json" {
		return nil
	}
	return p.none(len(found))
}

// Cut is the words of a stretch of an article.
func (t *telling) Cut(r news.Ref, at text.Span) string { return t.Words(news.Place{Ref: r, Span: at}) }
