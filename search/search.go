// Package search finds articles by their words, in whatever inflection and spelling, by exact phrases, and by who speaks in them,
// their sources, outlets, places and days.
//
// The index is an inverted one, in segments that never change (see segment.go), kept as tables of the library's file: what changes
// an article changes the index in the same transaction. It keeps no text. What to show of a hit, and what to mark in it, is found
// by analysing the hit's text again (Asked.Marks).
package search

import (
	"embed"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"rawi/news"
	"rawi/text"
)

//go:embed migration/*.sql
var files embed.FS

// Migration are the steps that make and change the index's tables, for whoever opens the database.
func Migration() fs.FS {
	sub, err := fs.Sub(files, "migration")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return sub
}

// Doc is an article as it is indexed.
type Doc struct {
	Article  int64     // its number in the library, by which it is found
	Days     text.Days // its publication; the zero Days where it is not known
	Text     string
	Title    text.Span
	Body     []text.Span // in the order of the text
	Quoted   []text.Span // what somebody is quoted with
	Outlets  []string    // the names of its outlet
	Speakers []string    // who is quoted in it
	Sources  []string    // agencies and others that it names as its sources
	Places   []string
	Names    []Name // everyone and everything named
}

// Name is a name that stands in an article.
type Name struct {
	Text string
	Kind text.Kind
}

// Of makes a Doc of an article that the library holds under the number id. Lists of links, advertisements and the furniture of the
// page are not searched.
func Of(id int64, a *news.Article) Doc {
	d := Doc{Article: id, Text: a.Doc.Text, Title: a.Doc.Title}
	if a.Doc.Published != nil {
		d.Days = a.Doc.Published.Days
	}
	for _, p := range a.Doc.Parts {
		switch p.Role {
		case text.Title, text.Related, text.Share, text.Advert, text.Furniture:
		default:
			d.Body = append(d.Body, p.Span)
		}
	}
	d.Outlets = with(d.Outlets, a.Doc.Outlet.Name)
	if u, err := url.Parse(a.URL); err == nil {
		d.Outlets = with(d.Outlets, strings.TrimPrefix(u.Hostname(), "www."))
	}
	for _, w := range a.Doc.Wire {
		d.Sources = with(d.Sources, w.Name)
	}
	for _, q := range a.Doc.Quotes {
		d.Quoted = append(d.Quoted, q.Said)
		d.Speakers = with(d.Speakers, q.Who)
		d.Speakers = with(d.Speakers, q.Speaker.Of(a.Doc.Text))
		for _, c := range q.Chain {
			d.Sources = with(d.Sources, c.Name)
		}
	}
	seen := map[Name]bool{}
	for _, n := range a.Doc.Names {
		if n.Kind == text.Place {
			d.Places = with(d.Places, n.Entity)
			d.Places = with(d.Places, n.Span.Of(d.Text))
		}
		if m := (Name{n.Entity, n.Kind}); n.Entity != "" && !seen[m] {
			seen[m] = true
			d.Names = append(d.Names, m)
		}
	}
	return d
}

// with adds a name to a list that does not have it.
func with(list []string, s string) []string {
	if s == "" || len(list) >= nameMost || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
