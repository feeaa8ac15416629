package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rawi/pipeline"
	"rawi/store"
)

// saving is the part of the command line of a search that keeps it, so that new stories in it raise alerts.
type saving struct {
	Save  string `help:"Keep the search under this name: whoever follows the press is alerted to each new story in it." placeholder:"NAME" xor:"saving"`
	Saved bool   `help:"List the searches that are kept." xor:"saving"`
	Drop  string `help:"Forget the search that is kept under this name." placeholder:"NAME" xor:"saving"`
}

// savedSearch is one line of `rawi search --saved --format json`.
type savedSearch struct {
	Name  string    `json:"name"`
	Query string    `json:"query"`
	Added time.Time `json:"added"`
}

// list prints the searches that are kept.
func (s saving) list(w *world, l *pipeline.Library, f format) error {
	all, err := l.SavedSearches(w.ctx)
	if err != nil {
		return err
	}
	out := []savedSearch{}
	for _, x := range all {
		out = append(out, savedSearch{x.Name, x.Query, x.Added})
	}
	return show(w, f, "searches.txt", out)
}

// keep keeps a search under the name asked for.
func (s saving) keep(w *world, l *pipeline.Library, query string) error {
	name := strings.Join(strings.Fields(s.Save), " ")
	if name == "" {
		return errors.New("a search is kept under a name")
	}
	if _, err := l.SaveSearch(w.ctx, time.Now(), name, query); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w.err, "rawi: the search is kept as %q; new stories in it raise alerts while rawi watch or rawi serve --watch runs\n", name)
	return err
}

// forget drops the search that is kept under the name asked for.
func (s saving) forget(w *world, l *pipeline.Library) error {
	all, err := l.SavedSearches(w.ctx)
	if err != nil {
		return err
	}
	name := strings.Join(strings.Fields(s.Drop), " ")
	i := slices.IndexFunc(all, func(x store.SavedSearch) bool { return x.Name == name })
	if i < 0 {
		return fmt.Errorf("no search is kept as %q; rawi search --saved lists them", s.Drop)
	}
	return l.DropSearch(w.ctx, all[i].ID)
}
