package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rawi/pipeline"
)

type namesCmd struct {
	List      namesListCmd  `cmd:"" default:"withargs" help:"Show whom and what the articles name: spellings, titles with their days, first and last day."`
	Titles    namesTitleCmd `cmd:"" help:"Show who has which office, as the articles say it, with days and places."`
	Same      namesRuleCmd  `cmd:"" help:"Say that two names are one's."`
	Different namesApartCmd `cmd:"" help:"Say that two names are not one's."`
	Undo      namesUndoCmd  `cmd:"" help:"Take back what was said of two names."`
}

// Help shows examples.
func (namesCmd) Help() string { return help("names") }

type namesListCmd struct {
	Name []string `arg:"" optional:"" help:"Only names in which these words stand."`
	library
	format
	Limit int `short:"n" default:"30" help:"How many names to print."`
}

// Run lists the entities of the library.
func (c *namesListCmd) Run(w *world) error {
	return c.with(func(l *pipeline.Library) error {
		all, err := l.Entities(w.ctx)
		if err != nil {
			return err
		}
		var out []pipeline.Entity
		for _, e := range all {
			if len(out) < c.Limit && c.meets(e) {
				out = append(out, e)
			}
		}
		return show(w, c.format, "names.txt", out)
	})
}

// meets says that the words asked for stand in one of the spellings.
func (c *namesListCmd) meets(e pipeline.Entity) bool { return called(e, strings.Join(c.Name, " ")) }

func called(e pipeline.Entity, asked string) bool {
	if asked == "" || strings.Contains(e.Name, asked) {
		return true
	}
	for _, s := range e.Spellings {
		if strings.Contains(s.Form, asked) {
			return true
		}
	}
	return false
}

type namesTitleCmd struct {
	Words []string `arg:"" optional:"" help:"Only offices in which these words stand, or of names in which they do."`
	library
	format
	Limit int `short:"n" default:"30" help:"How many offices to print."`
}

// titled is an office that articles say somebody has.
type titled struct {
	pipeline.Held
	Who string `json:"who"`
}

// Run lists the offices that the articles of the library give to persons, those that most of them give first.
func (c *namesTitleCmd) Run(w *world) error {
	asked := strings.Join(c.Words, " ")
	return c.with(func(l *pipeline.Library) error {
		all, err := l.Entities(w.ctx)
		if err != nil {
			return err
		}
		out := []titled{}
		for _, e := range all {
			for _, h := range e.Titles {
				if strings.Contains(h.Title, asked) || called(e, asked) {
					out = append(out, titled{h, e.Name})
				}
			}
		}
		slices.SortStableFunc(out, func(a, b titled) int { return b.Count - a.Count })
		return show(w, c.format, "titles.txt", out[:max(0, min(c.Limit, len(out)))])
	})
}

// pair is the part of the command line that gives two names.
type pair struct {
	A string `arg:"" help:"A name, as an article spells it."`
	B string `arg:"" help:"Another."`
	library
}

// settle does something about two names and tells the stories anew.
func (c pair) settle(w *world, do func(*pipeline.Library) error) error {
	a, b := strings.Join(strings.Fields(c.A), " "), strings.Join(strings.Fields(c.B), " ")
	if a == "" || b == "" || a == b {
		return errors.New("give two names that differ")
	}
	return c.with(func(l *pipeline.Library) error {
		if err := do(l); err != nil {
			return err
		}
		return w.during("telling the stories", func() error { return l.Retell(w.ctx) })
	})
}

type namesRuleCmd struct{ pair }

// Run makes two names one.
func (c *namesRuleCmd) Run(w *world) error {
	return c.settle(w, func(l *pipeline.Library) error { return l.Rule(c.A, c.B, true) })
}

type namesApartCmd struct{ pair }

// Run keeps two names apart.
func (c *namesApartCmd) Run(w *world) error {
	return c.settle(w, func(l *pipeline.Library) error { return l.Rule(c.A, c.B, false) })
}

type namesUndoCmd struct{ pair }

// Run takes a ruling back.
func (c *namesUndoCmd) Run(w *world) error {
	return c.settle(w, func(l *pipeline.Library) error {
		all, err := l.RuledPairs()
		if err != nil {
			return err
		}
		for _, r := range all {
			if r.A == c.A && r.B == c.B || r.A == c.B && r.B == c.A {
				return l.Unrule(c.A, c.B)
			}
		}
		return fmt.Errorf("nothing was said of %q and %q", c.A, c.B)
	})
}
